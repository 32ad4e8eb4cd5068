"""What parent and child say to each other: the requests and replies of the verbs, as JSON on the way."""

from __future__ import annotations

from dataclasses import dataclass

from pydantic import TypeAdapter

from extractor.intake.types import MediaType
from extractor.words.engines import EngineName
from extractor.words.types import PageWords


@dataclass(frozen=True, slots=True)
class InspectRequest:
    """``filename`` is not told: nothing may depend on it."""

    media_type: MediaType
    size: int


@dataclass(frozen=True, slots=True)
class InspectReply:
    """``repaired`` is True when a rewritten copy was put into the output file."""

    page_count: int
    repaired: bool
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReadRequest:
    """``key`` tells one document from another, so that the next page of the same one finds it open.

    ``without`` names engines not to be asked. With ``picture`` the upright page is written to the output file as WebP,
    ``picture_width`` pixels wide at most.
    """

    key: str
    media_type: MediaType
    number: int
    turn: int | None = None
    without: tuple[EngineName, ...] = ()
    picture: bool = False
    picture_width: int = 1500


@dataclass(frozen=True, slots=True)
class SearchableRequest:
    """Lay the words of ``pages`` over the document; the new PDF goes to the output file.

    ``title`` and ``sha256`` of the original are told in its metadata; ``archival`` asks for PDF/A-2b.
    """

    media_type: MediaType
    pages: tuple[PageWords, ...]
    title: str = ""
    sha256: str = ""
    archival: bool = False


@dataclass(frozen=True, slots=True)
class SearchableReply:
    """``notes`` are Indonesian sentences on how the copy differs from the original, besides its words."""

    notes: tuple[str, ...]


INSPECT_REQUEST = TypeAdapter(InspectRequest)
INSPECT_REPLY = TypeAdapter(InspectReply)
READ_REQUEST = TypeAdapter(ReadRequest)
SEARCHABLE_REQUEST = TypeAdapter(SearchableRequest)
SEARCHABLE_REPLY = TypeAdapter(SearchableReply)
PAGE_WORDS = TypeAdapter(PageWords)
