"""Searching in what the documents say.

Words are brought to their stems once, here (snowball, Indonesian), and the stems are indexed: by FTS5 on SQLite, by a
GIN index on PostgreSQL. Both then answer the same question the same way. Page 0 holds file name, number and parties.
Personal numbers are covered before they are indexed: nobody finds a NIK by typing it.

Each page also carries a mark of its office and one of its agency, which every query asks for: the index itself then
leaves out what the person does not see, and the newest ``MOST_PAGES`` pages that answer are all the person's own.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

import snowballstemmer
from sqlalchemy import Integer, Select, column, delete, insert, select, table, text
from sqlalchemy.orm import Session

from api.masking import cover_personal
from api.permissions import sees_all
from extractor.geometry import Box
from extractor.report import PageResult
from extractor.words.types import PageWords
from models import Document, SearchText, User

_TOKEN = re.compile(r"[a-z0-9]+")
_PHRASE = re.compile(r'"([^"]*)"|(\S+)')
MOST_TERMS = 12
"""Words of a query beyond these are left out."""
HEAD = 0
MOST_PAGES = 2000
"""A query that more pages answer is answered by the newest of them: nobody reads on from there."""


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


def index(session: Session, document: Document, read: Iterable[PageResult]) -> None:
    """Make what the document says findable; only pages whose words changed are touched."""
    head = " ".join(
        name for name in (document.filename, document.number, document.user_name, document.vendor_name) if name
    )
    texts = {HEAD: head, **{page.number: page.text for page in read}}
    own = marks(document.org, document.agency)
    wanted = {number: " ".join((*own, *stems_of(cover_personal(text)))) for number, text in texts.items()}
    rows_now = session.execute(select(SearchText.page, SearchText.terms).where(SearchText.document_id == document.id))
    known = {row.page: row.terms for row in rows_now}
    gone = [number for number, terms in known.items() if wanted.get(number) != terms]
    if gone:
        session.execute(delete(SearchText).where(SearchText.document_id == document.id, SearchText.page.in_(gone)))
    rows = [
        {"document_id": document.id, "page": number, "terms": terms}
        for number, terms in wanted.items()
        if known.get(number) != terms
    ]
    if rows:
        session.execute(insert(SearchText), rows)


def marks(org: str, agency: str) -> tuple[str, str]:
    """The words by which a page is found for its office, and for its agency."""
    return _mark(org), _mark(org, agency)


def pages(session: Session, query: Query, user: User) -> Select[int]:
    """The rows of ``SearchText`` (their ids, the newest) that answer the query, of what the person sees."""
    parts = ((_mark(user.org) if sees_all(user) else _mark(user.org, user.agency),), *query.parts)
    if session.get_bind().dialect.name == "sqlite":
        wanted = " ".join(f'"{" ".join(part)}"' for part in parts)
        condition = text("search_index MATCH :search_query").bindparams(search_query=wanted)
        row = column("rowid", Integer)
        found = select(row).select_from(table("search_index")).where(condition).order_by(row.desc())
        return found.limit(MOST_PAGES)
    wanted = " & ".join(f"({' <-> '.join(part)})" for part in parts)
    condition = text("to_tsvector('simple', search_text.terms) @@ to_tsquery('simple', :search_query)")
    found = select(SearchText.id).where(condition.bindparams(search_query=wanted)).order_by(SearchText.id.desc())
    return found.limit(MOST_PAGES)


def hits(session: Session, query: Query, documents: Sequence[Document], user: User) -> dict[uuid.UUID, tuple[int, ...]]:
    """The pages (1-based) of these documents that answer the query, in one statement."""
    if not documents or not query.parts:
        return {}
    rows = session.execute(
        select(SearchText.document_id, SearchText.page)
        .where(
            SearchText.document_id.in_([d.id for d in documents]),
            SearchText.page > HEAD,
            SearchText.id.in_(pages(session, query, user)),
        )
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


@lru_cache(maxsize=10_000)
def _mark(org: str, agency: str | None = None) -> str:
    """A word that stands in no text."""
    kind = "zo" if agency is None else "za"
    return kind + hashlib.sha256(f"{org}\x1f{agency or ''}".encode()).hexdigest()[:16]


@lru_cache(maxsize=200_000)
def _stem(token: str) -> str:
    return str(_stemmer().stemWord(token)) if token.isalpha() else token


@cache
def _stemmer() -> snowballstemmer.SnowballStemmer:
    return snowballstemmer.stemmer("indonesian")
