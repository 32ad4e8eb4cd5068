"""Findings in the words of a letter: where they stand, under which article, and how firmly they may be said.

The words are those of the report (``extractor.checks.in_letter``); nothing is calculated here. Two groups are kept
apart: what stands in a statute or ministerial rule that was checked, and everything else (contested or unverified law,
circulars, office policy, figures of our own, what could not be read). The second is asked about, never called a breach.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from api.masking import cover_personal
from api.routes.web_context import whole_pasal
from api.routes.web_format import listing, page_list
from api.services.reports import JudgedFinding, StoredReport
from api.services.reviews import QUESTIONS
from extractor.checks import in_letter
from extractor.law import Law
from extractor.report import Finding, PageResult
from extractor.vocabulary import LegalWeight

FIRM: frozenset[LegalWeight] = frozenset({"statute", "ministerial_rule"})
_ASKED = "Mohon penjelasan, atau perbaikan bila memang diperlukan."
_SAID: dict[LegalWeight, str] = {
    "statute": "menurut peraturan",
    "ministerial_rule": "menurut peraturan",
    "circular": "menurut surat edaran; dimintakan penjelasan",
    "office_policy": "permintaan kantor; bukan kewajiban undang-undang",
    "contested": "butir daftar periksa; kewajibannya belum tegas",
    "calculation": "hitungan bantu; dimintakan penjelasan",
}
_HEADING = re.compile(r"(?i)^\s*pasal\s+(\d+[A-Z]?)\b")
QUOTED = 400
"""Characters of the contract that are quoted for one finding."""


@dataclass(frozen=True, slots=True)
class Item:
    """One finding as a letter says it.

    ``pages`` and ``article`` say where in the contract ("halaman 2", "Pasal 4"; "" where nothing stands); ``basis`` are
    the provisions that were checked; ``standing`` says how firm the finding is, ``firm`` whether a rule stands behind
    it. Personal numbers are covered.
    """

    fingerprint: str
    rule: str
    title: str
    said: str
    pages: str
    article: str
    basis: str
    quote: str
    standing: str
    firm: bool
    decided: bool

    @property
    def place(self) -> str:
        """Where it stands, in one phrase: "Pasal 4, halaman 2"."""
        return ", ".join(part for part in (self.article, self.pages) if part)


def items(stored: StoredReport, *, law: Law) -> tuple[Item, ...]:
    """The findings of the report that a letter may be about, in its order: those that ask for something and that no
    reviewer dismissed."""
    return tuple(
        item(judged, pages=stored.report.document.pages, law=law)
        for judged in stored.findings
        if judged.finding.verdict in QUESTIONS and (judged.decision is None or judged.decision.action != "dismiss")
    )


def item(judged: JudgedFinding, *, pages: Sequence[PageResult], law: Law) -> Item:
    finding = judged.finding
    firm = is_firm(finding)
    cited = [f"{c.instrument} {c.article}".strip() for c in finding.citations if c.verified]
    return Item(
        fingerprint=judged.row.fingerprint,
        rule=finding.rule,
        title=cover_personal(finding.title),
        said=cover_personal(sentence(finding, law=law)),
        pages=_pages(finding),
        article=_article(finding, pages),
        basis=listing(list(dict.fromkeys(cited))) if firm else "",
        quote=_quote(finding),
        standing=_standing(finding, firm=firm),
        firm=firm,
        decided=judged.decision is not None,
    )


def is_firm(finding: Finding) -> bool:
    """Whether a rule that was checked stands behind the finding."""
    return (
        finding.weight in FIRM
        and finding.verdict in ("violated", "absent")
        and any(citation.verified for citation in finding.citations)
    )


def sentence(finding: Finding, *, law: Law) -> str:
    """The finding in the sentence for a letter. A request instead of a demand where the finding is not firm."""
    try:
        said = in_letter(finding, law=law)
    except KeyError:  # a rule that the law data no longer has: an old report, judged by older data
        said = f"{finding.explanation.rstrip('.')}. Mohon penjelasan tertulis."
    if not is_firm(finding):
        for demand in ("Mohon diperbaiki.", "Mohon dilengkapi."):
            said = f"{said.removesuffix(demand)}{_ASKED}" if said.endswith(demand) else said
    return said


def _standing(finding: Finding, *, firm: bool) -> str:
    if finding.verdict == "unreadable":
        return "tidak terbaca; dimintakan salinan"
    if finding.verdict == "unclear":
        return "perlu penjelasan"
    if not firm and finding.weight in FIRM:
        return "dasar hukumnya belum dicocokkan; dimintakan penjelasan"
    return _SAID[finding.weight]


def _pages(finding: Finding) -> str:
    if finding.evidence:
        return f"halaman {page_list(e.page for e in finding.evidence)}"
    if finding.searched is not None and finding.searched.pages:
        return f"dicari di halaman {page_list(finding.searched.pages)}"
    return ""


def _article(finding: Finding, pages: Sequence[PageResult]) -> str:
    """The articles of the contract that hold the evidence: "Pasal 4 dan Pasal 5"."""
    found: dict[str, None] = {}
    for evidence in finding.evidence:
        heading = _HEADING.match(whole_pasal(pages, evidence))
        if heading is not None:
            found[f"Pasal {heading[1]}"] = None
    return listing(list(found))


def _quote(finding: Finding) -> str:
    """What the contract says there, shortened and with personal numbers covered."""
    words = cover_personal(" … ".join(" ".join(e.quote.split()) for e in finding.evidence if e.quote.strip()))
    return words if len(words) <= QUOTED else f"{words[:QUOTED].rsplit(' ', 1)[0]} …"
