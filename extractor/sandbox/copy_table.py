"""The one verb of a child that only makes searchable copies: it loads no recognition engine and starts at once."""

from __future__ import annotations

from extractor.sandbox import searchable
from extractor.sandbox.requests import SearchableReply, SearchableRequest
from extractor.sandbox.verb import Verb

VERBS = {"searchable_pdf": Verb(searchable.write, request=SearchableRequest, result=SearchableReply)}
