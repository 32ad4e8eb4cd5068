"""Intake: what the file really is, within which limits, and its hash. Nothing is opened here."""

from extractor.intake.identify import MAX_FILE_BYTES, identify, media_type_of, too_large
from extractor.intake.types import Inspection, MediaType, SourceFile

__all__ = ["MAX_FILE_BYTES", "Inspection", "MediaType", "SourceFile", "identify", "media_type_of", "too_large"]
