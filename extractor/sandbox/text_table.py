"""The verbs of the understanding child. Imported only there: it pulls in the language pipeline."""

from __future__ import annotations

from extractor.facts import warm_up
from extractor.sandbox.limits import Limits
from extractor.sandbox.verb import Files, Verb
from extractor.understanding import understand
from extractor.understood import Understood
from extractor.words.types import PageFailure, PageWords


def _understand(pages: list[PageWords | PageFailure], _files: Files, _limits: Limits) -> Understood:
    return understand(pages)


VERBS = {
    "understand": Verb(_understand, request=list[PageWords | PageFailure], result=Understood, warm_up=warm_up),
}
