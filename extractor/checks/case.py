"""One contract before the bench: its facts, its pages, the law, and how a finding about it is written."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from extractor.checks.profile import Profile, profile_of
from extractor.checks.terms import search_terms
from extractor.checks.text import tanggal
from extractor.law import Law, Rule
from extractor.report import Calculation, Clause, Contract, Evidence, Finding, InsuranceCover, PageResult, Searched
from extractor.vocabulary import ClauseKind, LegalWeight, Programme, Severity, Verdict

EARLIEST = date(1970, 1, 1)
"""No contract in this field is older; a date before it is a misreading."""
_NEGATION = re.compile(r"\b(?:tidak|tanpa|belum|bukan|tiada|dilarang)\b", re.IGNORECASE)
PRIVATE_CONTACT = "Pemberi pekerjaan dan perusahaan penyedia; tembusan ke Disnakertrans kabupaten/kota."
DOUBTFUL_GRADES = ("poor", "unreadable")


@dataclass(frozen=True, slots=True)
class Hit:
    """A cue found in the text of a page. ``negated``: a negation stands before it in the same sentence."""

    page: int
    quote: str
    negated: bool

    @property
    def evidence(self) -> Evidence:
        return Evidence(page=self.page, quote=self.quote, boxes=())


@dataclass(frozen=True, slots=True)
class Case:
    """What every check gets. ``form_day`` is the day whose law decides on form and content: the signing date, or the
    first day of work when the signing date is not known; None when neither is (or both are impossible)."""

    contract: Contract
    pages: tuple[PageResult, ...]
    law: Law
    today: date
    profile: Profile = "none"
    form_day: date | None = None
    first_day: date | None = None
    last_day: date | None = None
    date_notes: tuple[str, ...] = field(default=())

    # -- what was read ---------------------------------------------------------------------------------------------
    @property
    def fully_readable(self) -> bool:
        """True when every page from 1 to the last was read well enough for "not found" to mean absent."""
        numbers = [p.number for p in self.pages]
        complete = bool(numbers) and numbers == list(range(1, len(numbers) + 1))
        return complete and all(p.grade not in DOUBTFUL_GRADES for p in self.pages)

    def searched(self, terms: Iterable[str]) -> Searched:
        pages = self.pages
        return Searched(tuple(terms), tuple(p.number for p in pages), tuple(p.grade for p in pages))

    def find(self, cues: Iterable[str]) -> tuple[Hit, ...]:
        """Where the page texts match one of the cues (regular expressions), in reading order."""
        return find(self.pages, cues)

    def granted(self, kind: ClauseKind) -> bool:
        clause = self.contract.clause(kind)
        return clause is not None and clause.status == "granted"

    def covered(self, programme: Programme) -> bool:
        cover = self.contract.cover(programme)
        return cover is not None and cover.status == "granted"

    # -- law -------------------------------------------------------------------------------------------------------
    def rule(self, rule_id: str) -> Rule:
        return self.law.rule(rule_id)

    def in_force(self, rule_id: str) -> bool | None:
        """Whether the rule is in force on the form day; None when the day is unknown."""
        rule = self.rule(rule_id)
        if self.form_day is not None:
            return rule.in_force(self.form_day)
        return None

    # -- findings --------------------------------------------------------------------------------------------------
    def finding(
        self,
        rule_id: str,
        verdict: Verdict,
        text: str,
        *,
        advice: str | None = None,
        day: date | None = None,
        severity: Severity | None = None,
        weight: LegalWeight | None = None,
        evidence: Iterable[Evidence] = (),
        calculation: Calculation | None = None,
        searched: Searched | None = None,
        protections: Iterable[str] = (),
        violations: Iterable[str] = (),
        notes: Iterable[str] = (),
        why: str | None = None,
        by_law: bool = True,
        title: str | None = None,
    ) -> Finding:
        """A finding on a rule. ``text`` says what was found; why it matters and what to do are added from the law
        data. ``day`` is the day whose provisions are cited (default: the form day). ``by_law`` False: the figures of
        the contract contradict each other; the rule's provisions and its doubts have nothing to do with that."""
        rule = self.rule(rule_id)
        adverse = verdict in ("violated", "absent", "unreadable", "unclear")
        explanation = f"{text} {why or rule.why}" if verdict in ("violated", "absent", "unclear") else text
        if advice is None:
            advice = self.advice(rule, verdict)
        cited = rule.citations(day or self.form_day) if by_law else ()
        extra = list(notes)
        if adverse and by_law:
            extra.extend(remark.text for remark in rule.remarks if remark.about(day or self.form_day))
            extra.extend(self.date_notes)
            if self.form_day is None:
                extra.append("Tanggal kontrak tidak diketahui: dasar hukum yang dikutip adalah yang terbaru.")
            if cited and not any(c.verified for c in cited):
                extra.append("Dasar hukum pada tanggal ini dari ingatan dan belum dicocokkan dengan naskahnya.")
        return Finding(
            rule=rule_id,
            verdict=verdict,
            severity=severity or rule.severity,
            title=title or rule.title,
            explanation=explanation,
            advice=advice,
            weight=weight or rule.weight,
            citations=cited,
            evidence=tuple(evidence),
            searched=searched,
            calculation=calculation,
            protections=tuple(protections),
            violations=tuple(violations),
            notes=tuple(dict.fromkeys(extra)),
        )

    def not_found(
        self,
        rule_id: str,
        text: str,
        *,
        terms: Iterable[str],
        unreadable: bool = False,
        protections: Iterable[str] = (),
        severity: Severity | None = None,
        weight: LegalWeight | None = None,
        evidence: Iterable[Evidence] = (),
        notes: Iterable[str] = (),
        violations: Iterable[str] = (),
        why: str | None = None,
        advice: str | None = None,
    ) -> Finding:
        """ "absent" with what was searched, or "unreadable" when a page could not be read well enough to say so."""
        searched = self.searched(terms)
        if unreadable or not self.fully_readable:
            bad = [str(p.number) for p in self.pages if p.grade in DOUBTFUL_GRADES]
            where = f"halaman {', '.join(bad)}" if bad else "sebagian halaman"
            return self.finding(
                rule_id,
                "unreadable",
                f"Tidak dapat dipastikan: {where} kurang terbaca, dan di halaman lain hal ini tidak ditemukan.",
                severity=severity,
                weight=weight,
                searched=searched,
                notes=notes,
            )
        return self.finding(
            rule_id,
            "absent",
            text,
            severity=severity,
            weight=weight,
            evidence=evidence,
            searched=searched,
            protections=protections,
            violations=violations,
            notes=notes,
            why=why,
            advice=advice,
        )

    def not_applicable(self, rule_id: str, reason: str) -> Finding:
        return self.finding(rule_id, "not_applicable", reason, advice="")

    def unclear(
        self,
        rule_id: str,
        text: str,
        *,
        severity: Severity | None = None,
        evidence: Iterable[Evidence] = (),
        calculation: Calculation | None = None,
        notes: Iterable[str] = (),
        weight: LegalWeight | None = None,
        day: date | None = None,
        searched: Searched | None = None,
    ) -> Finding:
        return self.finding(
            rule_id,
            "unclear",
            text,
            severity=severity,
            evidence=evidence,
            calculation=calculation,
            notes=notes,
            weight=weight,
            day=day,
            searched=searched,
        )

    def satisfied(
        self,
        rule_id: str,
        text: str,
        *,
        evidence: Iterable[Evidence] = (),
        calculation: Calculation | None = None,
        notes: Iterable[str] = (),
        day: date | None = None,
    ) -> Finding:
        return self.finding(
            rule_id, "satisfied", text, advice="", evidence=evidence, calculation=calculation, notes=notes, day=day
        )

    def advice(self, rule: Rule, verdict: Verdict, *, clause: str | None = None) -> str:
        """What to do, a wording that satisfies (``clause``, else the rule's), and whom to turn to."""
        suggestion = f"Contoh rumusan: “{clause or rule.clause}” Hubungi: {self.contact(rule)}"
        if verdict == "violated":
            return f"{rule.fix or 'Hapus atau perbaiki ketentuan ini melalui addendum.'} {suggestion}"
        if verdict == "absent" and rule.kind == "evidence":
            return f"Minta buktinya dan lampirkan pada berkas kontrak. {suggestion}"
        if verdict == "absent":
            return f"Lengkapi melalui addendum. {suggestion}"
        if verdict == "unreadable":
            return "Pindai ulang halaman yang kurang terbaca atau periksa naskah aslinya, lalu periksa lagi."
        if verdict == "unclear":
            return f"Perlu dinilai penelaah: baca bagian naskah yang ditunjukkan. {suggestion}"
        return ""

    def contact(self, rule: Rule) -> str:
        """Whom to turn to; a procurement officer only where a government body gives the work."""
        return PRIVATE_CONTACT if "PPK" in rule.contact and not by_government(self) else rule.contact

    def terms(self, *kinds: ClauseKind | Programme) -> tuple[str, ...]:
        return tuple(dict.fromkeys(term for kind in kinds for term in search_terms(kind)))


def find(pages: Iterable[PageResult], cues: Iterable[str]) -> tuple[Hit, ...]:
    """Where the page texts match one of the cues (regular expressions), in reading order."""
    pattern = _pattern(tuple(cues))
    return tuple(_hit(page, match) for page in pages for match in pattern.finditer(lowered(page.text)))


def make_case(contract: Contract, *, pages: Sequence[PageResult], law: Law, today: date) -> Case:
    """Take up a contract: choose the day whose law decides, and set aside dates that cannot be."""
    notes: list[str] = []
    days: dict[str, date | None] = {}
    latest = date(today.year + 10, 12, 31)
    for name, fact in (
        ("tanda tangan", contract.signed_on),
        ("mulai", contract.starts_on),
        ("akhir", contract.ends_on),
    ):
        day = fact.value if fact else None
        limit = date(today.year + 60, 12, 31) if name == "akhir" else latest
        if day is not None and not EARLIEST <= day <= limit:
            notes.append(f"Tanggal {name} terbaca {tanggal(day)} dan tidak masuk akal; tidak dipakai.")
            day = None
        days[name] = day
    signed, first, last = days["tanda tangan"], days["mulai"], days["akhir"]
    if first and last and last < first:
        notes.append("Tanggal berakhir mendahului tanggal mulai; jangka waktu tidak dipakai untuk menilai.")
        last = None
    if last is not None and first is None and signed is not None and signed > last:
        last = None
    return Case(
        contract=contract,
        pages=tuple(pages),
        law=law,
        today=today,
        profile=profile_of(contract),
        form_day=signed or first,
        first_day=first or signed,
        last_day=last,
        date_notes=tuple(notes),
    )


def spots(*found: Clause | InsuranceCover | None) -> tuple[Evidence, ...]:
    """The evidence of clauses and covers, those not found left out."""
    return tuple(e for item in found if item is not None for e in item.evidence)


def by_government(case: Case) -> bool:
    """Whether a government body gives the work."""
    return any(
        p.function == "ppk" or p.form in ("pemda", "instansi_pusat", "rumah_sakit") for p in case.contract.parties
    )


@lru_cache(maxsize=512)
def _pattern(cues: tuple[str, ...]) -> re.Pattern[str]:
    """All cues as one pattern for lower-case text: one pass over a page, twice as fast as ignoring case.

    A word boundary before the first letter is asked for behind it: the engine then skips to the letters a cue can
    begin with, instead of trying every place of the page.
    """
    small = (re.sub(r"(\\.)|([A-Z])", lambda m: m[1] or m[2].lower(), cue) for cue in cues)
    small = (re.sub(r"^\\b([a-z])", r"\1(?<!\\w\1)", cue) for cue in small)
    return re.compile("|".join(f"(?:{cue})" for cue in small) or r"(?!)")


@lru_cache(maxsize=256)
def lowered(text: str) -> str:
    """The text in lower case with every character in its place (a few letters grow when lowered: they stay)."""
    low = text.lower()
    return low if len(low) == len(text) else "".join(c if len(c.lower()) != 1 else c.lower() for c in text)


def _hit(page: PageResult, match: re.Match[str]) -> Hit:
    text = page.text
    start = max(text.rfind(". ", 0, match.start()) + 1, text.rfind("\n\n", 0, match.start()), match.start() - 120, 0)
    ends = [e for e in (text.find(". ", match.end()), text.find("\n\n", match.end())) if e >= 0]
    end = min([*ends, match.end() + 80, len(text)])
    quote = " ".join(text[start:end].split())
    return Hit(page.number, quote, bool(_NEGATION.search(text[start : match.start()])))
