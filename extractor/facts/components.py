"""The components of the spaCy pipeline, registered through entry points (see pyproject.toml and config.cfg).

Each component reads ``doc._.reading`` and what earlier components put into ``doc._.findings``, and adds its own part.
A trained component takes its place among them the same way: it reads ``doc.spans["forms"]`` and ``doc._.units`` and
writes to ``doc._.findings``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from spacy.language import Language
from spacy.tokenizer import Tokenizer
from spacy.tokens import Doc, Span
from spacy.util import filter_spans, registry

from extractor.facts.addendum import ParentContract, amended, find_parent
from extractor.facts.amendments import FoundChange, find_changes
from extractor.facts.clauses.engine import ClauseFinding, find_clauses
from extractor.facts.clauses.tabled import tabled_clauses
from extractor.facts.dates import find_dates
from extractor.facts.heading import FoundNumber, Heading, find_number, find_title
from extractor.facts.identifiers import find_nik, find_npwp
from extractor.facts.insurance import CoverFinding, InsuranceReader
from extractor.facts.insurance_tables import read_tables
from extractor.facts.kind import KindVerdict, decide_kind, language_of
from extractor.facts.measures import find_durations, find_people, find_percents
from extractor.facts.money import Amount, find_amounts
from extractor.facts.names import find_organisations
from extractor.facts.occupations import find_occupations
from extractor.facts.parties import FoundParty, find_parties
from extractor.facts.period import DatedFact, Period, find_period, find_signing, find_signing_place
from extractor.facts.place import FoundPlace, find_work_place
from extractor.facts.positions import PositionDraft, find_positions
from extractor.facts.programmes import NAMES
from extractor.facts.reading import Reading
from extractor.facts.tables import Grid, grids
from extractor.facts.units import Sentence, Unit, cut_at_tables, front_of, sentences, units_of, with_rows
from extractor.facts.value import FoundValue, amounts_with_words, find_value, spelled_totals
from extractor.vocabulary import PartyFunction


@dataclass(slots=True)
class Findings:
    """Everything found about one document, filled by the components in the order of config.cfg."""

    units: tuple[Unit, ...] = ()
    sentences: tuple[Sentence, ...] = ()
    front: tuple[Sentence, ...] = ()
    grids: tuple[Grid, ...] = ()
    title: Heading = field(default_factory=lambda: Heading(0, 0, ""))
    number: FoundNumber | None = None
    parties: tuple[FoundParty, ...] = ()
    language: str | None = None
    kind: KindVerdict = field(default_factory=lambda: KindVerdict("other", 0.0))
    signed: DatedFact | None = None
    signed_at: tuple[int, int] | None = None
    period: Period = field(default_factory=Period)
    value: FoundValue | None = None
    pairs: tuple[Amount, ...] = ()
    place: FoundPlace | None = None
    positions: tuple[PositionDraft, ...] = ()
    insurance: tuple[CoverFinding, ...] = ()
    clauses: tuple[ClauseFinding, ...] = ()
    parent: ParentContract | None = None
    changes: tuple[FoundChange, ...] = ()

    @property
    def is_contract(self) -> bool:
        return self.kind.kind != "other"

    @property
    def roles(self) -> dict[str, PartyFunction | None]:
        """Role as printed, lower case, to function."""
        return {p.role.lower(): p.function for p in self.parties}


if not Doc.has_extension("reading"):
    Doc.set_extension("reading", default=None)
    Doc.set_extension("findings", default=None)

_PREFIX = re.compile(r"""^(?:[\"“”'‘’(\[{<@=:;,.\-–—/|*#]|Rp\.?(?=\d)|No\.?(?=\d))""")
_SUFFIX = re.compile(r"""(?:[\"“”'‘’)\]}>,;:!?%|*]|(?<=\w\w)\.|,-|(?<=\d)[-–—])$""")
_INFIX = re.compile(r"[/()\"“”@:;=–—|]|(?<=[A-Za-z]),(?=[A-Za-z])|(?<=\d)-(?=\d)")


def make_contract_tokenizer() -> Callable[[Language], Tokenizer]:
    """A tokenizer without the language's 16,000 exceptions; it parts "III/2024", "@Rp" and "(lima)" at their signs,
    so that every fact begins and ends at a token."""

    def make(nlp: Language) -> Tokenizer:
        return Tokenizer(
            nlp.vocab, prefix_search=_PREFIX.search, suffix_search=_SUFFIX.search, infix_finditer=_INFIX.finditer
        )

    return make


def units(doc: Doc) -> Doc:
    """Paragraphs and sentences with their headings, and the tables with their columns named."""
    findings: Findings = doc._.findings
    reading: Reading = doc._.reading
    findings.grids = grids(reading)
    plain = cut_at_tables(units_of(reading), reading.text, [(g.start, g.end) for g in findings.grids])
    findings.units = with_rows(plain, _amended_rows(reading))
    findings.sentences = tuple(sentences(reading.text, findings.units))
    findings.front = tuple(sentences(reading.text, front_of(findings.units, reading.text)))
    return doc


def _amended_rows(reading: Reading) -> tuple[Unit, ...]:
    """The new text of an addendum's table, a row a unit, its label the heading."""
    rows = []
    for label, spans in amended(reading.structure):
        start, end = reading.at(spans[0][0]), reading.at(spans[-1][1])
        if start < end:
            rows.append(Unit(start, end, label))
    return tuple(rows)


def forms(doc: Doc) -> Doc:
    """What has a form: amounts, dates, rates, durations, people, identifiers, organisations, jobs, programmes."""
    found: list[Span] = []
    for label, start, end in _forms(doc._.reading):
        span = doc.char_span(start, end, label=label, alignment_mode="expand")
        if span is not None:
            found.append(span)
    doc.spans["forms"] = filter_spans(found)
    return doc


_PROGRAMMES = re.compile("|".join(pattern for _, pattern in NAMES))


def _forms(reading: Reading) -> Iterator[tuple[str, int, int]]:
    text = reading.text
    for label, spans in (
        ("MONEY", find_amounts(text)), ("DATE", find_dates(text)), ("PERCENT", find_percents(text)),
        ("DURATION", find_durations(text)), ("PEOPLE", find_people(text)), ("NPWP", find_npwp(text)),
        ("NIK", find_nik(text)), ("ORG", find_organisations(text)), ("POSITION", find_occupations(text)),
    ):  # fmt: skip
        for span in spans:
            yield label, span.start, span.end
    for match in _PROGRAMMES.finditer(reading.low):
        yield "PROGRAMME", match.start(), match.end()


def heading(doc: Doc) -> Doc:
    """The title."""
    doc._.findings.title = find_title(doc._.reading)
    return doc


def parties(doc: Doc) -> Doc:
    """The parties with their particulars and functions."""
    findings: Findings = doc._.findings
    employment = bool(
        re.search(r"waktu tertentu|pkwt|kkwt|kontrak kerja|perjanjian kerja(?! ?sama)|harian lepas", findings.title.low)
    )
    findings.parties = find_parties(doc._.reading, employment=employment)
    return doc


def kind(doc: Doc) -> Doc:
    """The kind of document; what is no labour contract gets no facts from the components that follow."""
    findings: Findings = doc._.findings
    findings.language = language_of(doc._.reading)
    findings.kind = decide_kind(doc._.reading, findings.title, findings.parties, findings.language)
    return doc


def terms(doc: Doc) -> Doc:
    """Number, dates, period, value, place, and for an addendum its parent."""
    findings: Findings = doc._.findings
    if not findings.is_contract:
        return doc
    reading: Reading = doc._.reading
    head_end = max((p.block.end for p in findings.parties), default=min(len(reading.text), 2500))
    findings.number = find_number(reading, findings.title, until=max(head_end, findings.title.end + 400))
    findings.signed = signed = find_signing(
        reading,
        parties_end=head_end,
        title_end=findings.title.end,
        number_end=findings.number.number.end if findings.number else 0,
    )
    if findings.number and any(p.source == "ocr" for p in reading.structure.pages):
        month = signed.value.month if signed else None
        findings.number = findings.number.mended(month)
    findings.signed_at = find_signing_place(reading, findings.signed)
    findings.period = find_period(reading, (*findings.sentences, *findings.front), findings.signed)
    findings.pairs = (
        *(a for a in amounts_with_words(reading) if a.words is not None and a.figures is not None),
        *spelled_totals(reading, findings.grids),
    )
    if findings.kind.kind != "pkwt":
        findings.value = find_value(reading, findings.grids, findings.units)
    findings.place = find_work_place(reading, findings.parties, findings.signed_at)
    if findings.kind.kind == "addendum":
        own = findings.number.number.value if findings.number else None
        findings.parent = find_parent(reading, own_number=own, after=findings.title.end)
        findings.changes = find_changes(reading.structure)
    return doc


# "Cuti : 12 hari", "Kewajiban PIHAK KEDUA: a. ...": an entry of a form, or a list set without an article.
_ENTRY = re.compile(r"^\W*[a-z][^:]{1,70}:[\s\W]*\w|^\W*\(?[a-z0-9]{1,2}[.)]\s*[a-z]{3}")


def _entries(reading: Reading, findings: Findings) -> tuple[Sentence, ...]:
    """What stands outside articles and still agrees on something: entries of forms, without parties and signatures."""
    blocks = [(p.block.start, p.block.end) for p in findings.parties]
    opened = {s.unit.start for s in findings.front if s.start == s.unit.start and _ENTRY.match(s.low)}
    return tuple(
        s
        for s in findings.front
        if (s.unit.start in opened or _ENTRY.match(s.low))
        and not reading.in_signature(s.start)
        and not any(start <= s.start < end for start, end in blocks)
    )


def positions(doc: Doc) -> Doc:
    """The jobs with people, wages and allowances."""
    findings: Findings = doc._.findings
    if findings.is_contract:
        findings.positions = find_positions(
            doc._.reading, (*findings.sentences, *_entries(doc._.reading, findings)), findings.grids,
            parties=findings.parties, kind=findings.kind.kind, title=findings.title.low,
        )  # fmt: skip
    return doc


def insurance(doc: Doc) -> Doc:
    """Every insurance programme with its status and payer."""
    findings: Findings = doc._.findings
    reader = InsuranceReader(findings.roles)
    if findings.is_contract:
        tables = findings.grids
        said = (*findings.sentences, *_entries(doc._.reading, findings))
        reader.read(s for s in said if not any(g.start <= s.start and s.end <= g.end + 1 for g in tables))
        read_tables(reader, tables, roles=findings.roles)
    findings.insurance = reader.findings()
    return doc


def clauses(doc: Doc) -> Doc:
    """Every clause kind with its status."""
    findings: Findings = doc._.findings
    if findings.is_contract:
        said = (*findings.sentences, *_entries(doc._.reading, findings))
        findings.clauses = find_clauses(said, tabled=tabled_clauses(findings.grids))
    else:
        findings.clauses = find_clauses(())
    return doc


registry.tokenizers.register("lindung.contract_tokenizer.v1", func=make_contract_tokenizer)
for _name, _component in (
    ("lindung_units", units),
    ("lindung_forms", forms),
    ("lindung_heading", heading),
    ("lindung_parties", parties),
    ("lindung_kind", kind),
    ("lindung_terms", terms),
    ("lindung_positions", positions),
    ("lindung_insurance", insurance),
    ("lindung_clauses", clauses),
):
    Language.component(_name, func=_component)
