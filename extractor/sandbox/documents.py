"""The document a child has open: by its media type, kept open for the next page of the same file."""

from __future__ import annotations

import mmap
import os
from contextlib import AbstractContextManager
from typing import Protocol

import pypdfium2 as pdfium

from extractor.intake.errors import DamagedFile
from extractor.intake.types import MediaType
from extractor.pages.imagefile import ImageFile, ImageUnopenable
from extractor.pages.raster import PdfFile
from extractor.pages.types import Image, RawPage


class Page(Protocol):
    """A page while it is open."""

    @property
    def raw(self) -> RawPage: ...

    @property
    def flaw(self) -> str: ...

    def view(self, *, width: int) -> Image: ...


class Document(Protocol):
    """What ``PdfFile`` and ``ImageFile`` have in common."""

    @property
    def page_count(self) -> int: ...

    def page_size(self, number: int) -> tuple[float, float]: ...

    def page(self, number: int, *, max_pixels: int) -> AbstractContextManager[Page]: ...

    def close(self) -> None: ...


_open: list[tuple[str, Document]] = []


def opened(input_file: int, *, key: str, media_type: MediaType) -> Document:
    """The document behind the open file; the one opened last stays open, told by ``key``. Raises DamagedFile."""
    if _open and _open[0][0] == key:
        return _open[0][1]
    close()
    document = open_document(mapped(input_file), media_type)
    _open.append((key, document))
    return document


def close() -> None:
    """Close the document that is open, if any."""
    while _open:
        _open.pop()[1].close()


def open_document(data: mmap.mmap, media_type: MediaType) -> Document:
    """Open the bytes as what they are. Raises DamagedFile."""
    try:
        return PdfFile(data) if media_type == "application/pdf" else ImageFile(data)
    except (pdfium.PdfiumError, ImageUnopenable) as error:
        raise DamagedFile from error


def mapped(input_file: int) -> mmap.mmap:
    """The file as memory; what a library would write goes to a private copy, never to the file. Raises DamagedFile."""
    size = os.fstat(input_file).st_size
    if size == 0:
        raise DamagedFile
    return mmap.mmap(input_file, size, access=mmap.ACCESS_COPY)
