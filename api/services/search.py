"""Searching in what the documents say.

Words are brought to their stems once, here (snowball, Indonesian), and the stems are indexed: by FTS5 on SQLite, by a
GIN index on PostgreSQL. Both then answer the same question the same way. Page 0 holds file name, number and parties.
Personal numbers are covered before they are indexed: nobody finds a NIK by typing it.
"""

from __future__ import annotations

import re
import unicodedata
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

import snowballstemmer
from sqlalchemy import ColumnElement, delete, insert, literal_column, select, text
from sqlalchemy.orm import Session

from api.masking import cover_personal
from extractor.geometry import Box
from extractor.report import PageResult
from extractor.words.types import PageWords
from models import Document, SearchText

_TOKEN = re.compile(r"[a-z0-9]+")
_PHRASE = re.compile(r'"([^"]*)"|(\S+)')
MOST_TERMS = 12
"""Words of a query beyond these are left out."""
HEAD = 0


@dataclass(frozen=True, slots=True)
class Query:
    """``parts`` must all occur on one page; each is one stem or, in quotes, several that follow each other."""

    parts: tuple[tuple[str, ...], ...]

    @property
    def stems(self) -> frozenset[str]:
        return frozenset(stem for part in self.parts for stem in part)


def understood(typed: str) -> Query:
    """What to look for; no parts when there is no word in it."""
    parts, left = list[tuple[str, ...]](), MOST_TERMS
    for quoted, word in _PHRASE.findall(typed):
        stems = stems_of(quoted or word)[:left]
        left -= len(stems)
        if quoted and stems:
            parts.append(stems)
        else:
            parts.extend((stem,) for stem in stems)
    return Query(tuple(dict.fromkeys(parts)))


def stems_of(words: str) -> tuple[str, ...]:
    """The stems of a text in order; single letters are left out."""
    plain = unicodedata.normalize("NFKD", words).lower()
    return tuple(_stem(token) for token in _TOKEN.findall(plain) if len(token) > 1)


def index(session: Session, document: Document, pages: Iterable[PageResult]) -> None:
    """Make what the document says findable; only pages whose words changed are touched."""
    head = " ".join(
        name for name in (document.filename, document.number, document.user_name, document.vendor_name) if name
    )
    texts = {HEAD: head, **{page.number: page.text for page in pages}}
    wanted = {number: " ".join(stems_of(cover_personal(text))) for number, text in texts.items()}
    rows_now = session.execute(select(SearchText.page, SearchText.terms).where(SearchText.document_id == document.id))
    known = {row.page: row.terms for row in rows_now}
    gone = [number for number, terms in known.items() if wanted.get(number) != terms]
    if gone:
        session.execute(delete(SearchText).where(SearchText.document_id == document.id, SearchText.page.in_(gone)))
    rows = [
        {"document_id": document.id, "page": number, "terms": terms}
        for number, terms in wanted.items()
        if terms and known.get(number) != terms
    ]
    if rows:
        session.execute(insert(SearchText), rows)


def matches(session: Session, query: Query) -> ColumnElement[bool]:
    """The condition that a row of ``SearchText`` answers the query (which has parts)."""
    if session.get_bind().dialect.name == "sqlite":
        wanted = " ".join(f'"{" ".join(part)}"' for part in query.parts)
        found = text("SELECT rowid FROM search_index WHERE search_index MATCH :search_query")
        return SearchText.id.in_(found.bindparams(search_query=wanted))
    wanted = " & ".join(f"({' <-> '.join(part)})" for part in query.parts)
    return literal_column("to_tsvector('simple', search_text.terms)").op("@@")(
        text("to_tsquery('simple', :search_query)").bindparams(search_query=wanted)
    )


def hits(session: Session, query: Query, documents: Sequence[Document]) -> dict[uuid.UUID, tuple[int, ...]]:
    """The pages (1-based) of these documents that answer the query, in one statement."""
    if not documents or not query.parts:
        return {}
    rows = session.execute(
        select(SearchText.document_id, SearchText.page)
        .where(SearchText.document_id.in_([d.id for d in documents]), SearchText.page > HEAD, matches(session, query))
        .order_by(SearchText.document_id, SearchText.page)
    )
    found: dict[uuid.UUID, tuple[int, ...]] = {}
    for document_id, page in rows:
        found[document_id] = (*found.get(document_id, ()), page)
    return found


def boxes(page: PageWords, query: Query) -> tuple[Box, ...]:
    """Where the words of the query stand on a page."""
    stems = query.stems
    return tuple(word.box for word in page.words if stems.intersection(stems_of(word.text)))


@lru_cache(maxsize=200_000)
def _stem(token: str) -> str:
    return str(_stemmer().stemWord(token)) if token.isalpha() else token


@cache
def _stemmer() -> snowballstemmer.SnowballStemmer:
    return snowballstemmer.stemmer("indonesian")
