"""The facts of a contract as the screen lists them: label, value in words, confidence, and where each one stands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from api.routes import web_labels as labels
from api.routes.web_format import covered, long_date, percent, rupiah, thousands
from api.routes.web_labels import Tone
from api.routes.web_views import Place, ReportView
from api.services.fact_paths import joined
from extractor.facts.confidence import DOUBTFUL
from extractor.report import (
    Clause,
    Contract,
    CountFact,
    DateFact,
    Evidence,
    InsuranceCover,
    MoneyFact,
    Party,
    Position,
    PriceTable,
    TextFact,
)
from extractor.vocabulary import CLAUSE_NAMES, CONTRACT_KIND_NAMES, FORBIDDEN_KINDS, PROGRAMME_NAMES, ChangeKind

Fact = TextFact | DateFact | MoneyFact | CountFact
OF_COVER = (("penanggung", "payer"), ("% pemberi kerja", "employer_pct"), ("% pekerja", "worker_pct"))


@dataclass(frozen=True, slots=True)
class FactView:
    """``raw`` is the text as printed when it differs from ``value``; ``status`` (with ``tone``) stands for facts that
    are a state (a clause is there or not) instead of a text. ``confidence`` None: nothing was found to be sure of."""

    ref: str
    label: str
    value: str
    confidence: float | None
    places: tuple[Place, ...]
    raw: str = ""
    alternatives: tuple[str, ...] = ()
    other_places: tuple[Place, ...] = ()
    status: str = ""
    tone: Tone = "netral"
    path: str = ""
    also: tuple[tuple[str, str], ...] = ()
    """What belongs to the fact and is corrected by itself: a word for it, and its address."""

    @property
    def paths(self) -> tuple[str, ...]:
        return (self.path, *(path for _, path in self.also)) if self.path else ()

    @property
    def doubtful(self) -> bool:
        return self.confidence is not None and self.confidence < DOUBTFUL


@dataclass(frozen=True, slots=True)
class FactGroup:
    title: str
    facts: tuple[FactView, ...]


class FactSheet:
    """All facts of one report in groups, each with a ``ref`` that the page's marks use too.

    ``marks`` holds (ref, label, evidence) of every fact that has a place.
    """

    def __init__(self, view: ReportView, *, part: int = 1) -> None:
        """``part``: which contract of the file (from 1) the view shows."""
        self._view = view
        self._part = part
        self._count = view.first_ref
        self.marks: list[tuple[str, str, Sequence[Evidence]]] = []
        contract = view.contract
        groups = [FactGroup("Kontrak", tuple(self._contract()))]
        groups += [
            FactGroup(_party_title(party), tuple(self._party(party, f"parties.{at}")))
            for at, party in enumerate(contract.parties)
        ]
        groups += [
            FactGroup(f"Jabatan {at + 1}", tuple(self._position(position, f"positions.{at}")))
            for at, position in enumerate(contract.positions)
        ]
        groups.append(FactGroup("Jabatan atau pihak yang terlewat", tuple(self._further())))
        groups.append(FactGroup("Perubahan oleh addendum ini", tuple(self._changes())))
        groups.append(FactGroup("Jaminan sosial dan asuransi", tuple(self._cover(c) for c in contract.insurance)))
        groups.append(FactGroup("Klausul", tuple(self._clause(c) for c in contract.clauses)))
        groups.append(FactGroup("Angka dan huruf", tuple(self._pairs())))
        groups += [
            FactGroup(f"Rincian harga {number}" if len(contract.price_tables) > 1 else "Rincian harga", tuple(rows))
            for number, rows in enumerate(map(self._prices, contract.price_tables), start=1)
        ]
        self.groups = tuple(group for group in groups if group.facts)

    @property
    def doubtful_count(self) -> int:
        return sum(fact.doubtful for group in self.groups for fact in group.facts)

    def _contract(self) -> Iterator[FactView]:
        c = self._view.contract
        yield self._plain(
            "Jenis dokumen", CONTRACT_KIND_NAMES[c.kind], confidence=c.kind_confidence, raw=self._view.cover(c.reason),
            path="kind",
        )  # fmt: skip
        named: list[tuple[str, str, Fact | None]] = [
            ("Judul", "title", c.title),
            ("Nomor", "number", c.number),
            ("Ditandatangani pada", "signed_on", c.signed_on),
            ("Ditandatangani di", "signed_at", c.signed_at),
            ("Mulai berlaku", "starts_on", c.starts_on),
            ("Berakhir", "ends_on", c.ends_on),
            ("Jangka waktu (bulan)", "duration_months", c.duration_months),
            ("Nilai kontrak", "value", c.value),
            ("Tempat kerja", "work_place", c.work_place),
        ]
        if c.amends is not None:
            named += [
                ("Mengubah kontrak nomor", "amends.number", c.amends.number),
                ("Tanggal kontrak yang diubah", "amends.signed_on", c.amends.signed_on),
            ]
        for label, path, fact in named:
            yield self._fact(label, fact, path=path)
        if c.signatures is not None:
            yield self._plain("Kolom tanda tangan", str(c.signatures) if c.signatures else "tidak ditemukan")

    def _party(self, party: Party, path: str) -> Iterator[FactView]:
        yield self._fact("Nama", party.name, path=f"{path}.name")
        function = labels.FUNCTIONS[party.function] if party.function else "tidak diketahui"
        yield self._plain("Kedudukan", function, path=f"{path}.function")
        yield self._plain("Bentuk", labels.FORMS[party.form] if party.form else "tidak diketahui", path=f"{path}.form")
        yield from self._present(
            ("Diwakili oleh", f"{path}.representative", party.representative),
            ("Jabatan wakil", f"{path}.representative_position", party.representative_position),
            ("Alamat", f"{path}.address", party.address),
        )
        if party.npwp is not None:
            # The view covers numbers of persons and leaves those of organisations.
            yield self._fact("NPWP", party.npwp, path=f"{path}.npwp")
        if party.nik is not None:
            yield self._fact("NIK", party.nik, personal=True, path=f"{path}.nik")

    def _position(self, position: Position, path: str) -> Iterator[FactView]:
        yield self._fact("Jabatan", position.title, path=f"{path}.title")
        yield self._fact("Jumlah orang", position.headcount, path=f"{path}.headcount")
        period = f" {labels.PERIODS[position.wage_period]}" if position.wage_period else ""
        yield self._fact(
            f"Upah{period}", position.wage, path=f"{path}.wage", also=(("satuan upah", f"{path}.wage_period"),)
        )
        for at, allowance in enumerate(position.allowances):
            kind = {True: "tetap, ", False: "tidak tetap, ", None: ""}[allowance.fixed]
            label = f"{allowance.name} ({kind}{labels.PERIODS[allowance.period]})"
            own = f"{path}.allowances.{at}"
            also = (("nama", f"{own}.name"), ("satuan", f"{own}.period"), ("tetap atau tidak", f"{own}.fixed"))
            yield self._fact(label, allowance.amount, path=own, also=also)

    def _further(self) -> Iterator[FactView]:
        """Places to put in what was not read at all."""
        c = self._view.contract
        yield self._fact("Jabatan lain", None, path=f"positions.{len(c.positions)}.title")
        yield self._fact("Pihak lain", None, path=f"parties.{len(c.parties)}.name")

    def _changes(self) -> Iterator[FactView]:
        """Old and new value of everything the addendum changes."""
        amends = self._view.contract.amends
        for change in amends.changes if amends else ():
            before, after = (_changed(change.about, fact.value) for fact in (change.before, change.after))
            label = self._view.cover(change.label) if change.about == "other" else ""
            yield self._state(
                label or labels.CHANGES[change.about],
                status="",
                tone="netral",
                said=[self._view.cover(f"{before} → {after}")],
                confidence=min(change.before.confidence, change.after.confidence),
                evidence=(*change.before.evidence, *change.after.evidence),
            )

    def _cover(self, cover: InsuranceCover) -> FactView:
        found = cover.status in ("granted", "excluded")
        said = [labels.PAYERS[cover.payer]] if cover.payer and found else []
        if cover.employer_pct is not None:
            said.append(f"pemberi kerja {percent(cover.employer_pct)}")
        if cover.worker_pct is not None:
            said.append(f"pekerja {percent(cover.worker_pct)}")
        return self._state(
            PROGRAMME_NAMES[cover.programme],
            status=labels.COVER_STATUSES[cover.status],
            tone=labels.STATUS_TONES[cover.status],
            said=said,
            confidence=cover.confidence if found else None,
            evidence=cover.evidence,
            path=f"insurance.{cover.programme}",
            also=tuple((word, f"insurance.{cover.programme}.{name}") for word, name in OF_COVER) if found else (),
        )

    def _clause(self, clause: Clause) -> FactView:
        found = clause.status not in ("absent", "unreadable")
        tone = labels.STATUS_TONES[clause.status]
        if clause.kind in FORBIDDEN_KINDS:
            tone = {"granted": "tinggi", "absent": "baik"}.get(clause.status, tone)  # type: ignore[assignment]
        return self._state(
            CLAUSE_NAMES[clause.kind],
            status=labels.CLAUSE_STATUSES[clause.status],
            tone=tone,
            said=[f"{labels.DETAILS.get(d.name, d.name.replace('_', ' '))}: {d.value}" for d in clause.details],
            confidence=clause.confidence if found else None,
            evidence=clause.evidence,
            path=f"clauses.{clause.kind}",
        )

    def _pairs(self) -> Iterator[FactView]:
        for pair in self._view.contract.amount_pairs:
            same = pair.figures == pair.words
            yield self._state(
                pair.about,
                status="sama" if same else "berbeda",
                tone="baik" if same else "tinggi",
                said=[f"angka {rupiah(pair.figures)}", f"huruf {rupiah(pair.words)}"],
                confidence=None,
                evidence=pair.evidence,
            )

    def _prices(self, table: PriceTable) -> Iterator[FactView]:
        """A row a fact: what it comes to, named by what it is for and what it is reckoned from."""
        for row in table.rows:
            if row.amount is None:
                continue
            factors = [f"{fact.value.normalize():f}" for fact in (row.quantity, row.duration) if fact is not None]
            prices = [row.unit_price] if row.unit_price is not None else row.parts
            made = " x ".join([*factors, " + ".join(rupiah(price.value) for price in prices)]).strip(" x")
            named = self._view.cover(row.description.value)
            yield self._fact(f"{named} ({made})" if made and row.kind == "item" else named, row.amount)

    def _present(self, *named: tuple[str, str, Fact | None]) -> Iterator[FactView]:
        for label, path, fact in named:
            if fact is not None:
                yield self._fact(label, fact, path=path)

    def _fact(
        self,
        label: str,
        fact: Fact | None,
        *,
        personal: bool = False,
        path: str = "",
        also: tuple[tuple[str, str], ...] = (),
    ) -> FactView:
        path, also = self._path(path), self._paths(also)
        if fact is None:
            return FactView(ref=self._next(), label=label, value="", confidence=None, places=(), path=path, also=also)
        ref = self._next()
        value, raw = written(fact), fact.raw
        if personal:
            value, raw = covered(value), covered(raw)
        value, raw = self._view.cover(value), self._view.cover(raw)
        return FactView(
            ref=ref,
            label=label,
            value=value,
            confidence=fact.confidence,
            places=self._places(ref, label, fact.evidence),
            raw=raw if raw.strip() != value else "",
            alternatives=tuple(self._view.cover(covered(other) if personal else other) for other in fact.alternatives),
            other_places=tuple(self._view.place(e, ref) for e in fact.alternative_evidence),
            path=path,
            also=also,
        )

    def _state(
        self,
        label: str,
        *,
        status: str,
        tone: Tone,
        said: Sequence[str],
        confidence: float | None,
        evidence: Sequence[Evidence],
        path: str = "",
        also: tuple[tuple[str, str], ...] = (),
    ) -> FactView:
        ref = self._next()
        return FactView(
            ref=ref,
            label=label,
            value="; ".join(said),
            confidence=confidence,
            places=self._places(ref, label, evidence),
            status=status,
            tone=tone,
            path=self._path(path),
            also=self._paths(also),
        )

    def _plain(
        self, label: str, value: str, *, confidence: float | None = None, raw: str = "", path: str = ""
    ) -> FactView:
        return FactView(
            ref=self._next(), label=label, value=value, confidence=confidence, places=(), raw=raw, path=self._path(path)
        )

    def _path(self, path: str) -> str:
        """The address in the file: of another contract than the first, its number stands before it."""
        return joined(self._part, path) if path else ""

    def _paths(self, also: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
        return tuple((word, self._path(path)) for word, path in also)

    def _places(self, ref: str, label: str, evidence: Sequence[Evidence]) -> tuple[Place, ...]:
        if evidence:
            self.marks.append((ref, label, evidence))
        return tuple(self._view.place(e, ref) for e in evidence)

    def _next(self) -> str:
        self._count += 1
        return f"f{self._count}"


@dataclass(frozen=True, slots=True)
class Summary:
    """The head of the report: a few facts in words, empty text where nothing was found."""

    kind: str
    doubtful_kind: bool
    title: str
    number: str
    period: str
    value: str
    signed: str
    work_place: str
    parties: tuple[tuple[str, str], ...]


def summarise(view: ReportView) -> Summary:
    c = view.contract
    signed = long_date(c.signed_on.value) if c.signed_on else ""
    return Summary(
        kind=CONTRACT_KIND_NAMES[c.kind],
        doubtful_kind=c.kind == "other" or c.kind_confidence < DOUBTFUL,
        title=view.cover(c.title.value) if c.title else "",
        number=view.cover(c.number.value) if c.number else "",
        period=_period(c),
        value=rupiah(c.value.value) if c.value else "",
        signed=signed,
        work_place=view.cover(c.work_place.value) if c.work_place else "",
        parties=tuple(
            (_party_title(party), view.cover(party.name.value) if party.name else "nama tidak terbaca")
            for party in c.parties
        ),
    )


def _period(contract: Contract) -> str:
    """``1 Juli 2025 – 30 Juni 2026 (12 bulan)`` of what is known of it."""
    start, end, months = contract.starts_on, contract.ends_on, contract.duration_months
    parts = []
    if start and end:
        parts.append(f"{long_date(start.value)} – {long_date(end.value)}")
    elif start:
        parts.append(f"mulai {long_date(start.value)}")
    elif end:
        parts.append(f"sampai {long_date(end.value)}")
    if months:
        parts.append(f"({months.value} bulan)" if parts else f"{months.value} bulan")
    return " ".join(parts)


def written(fact: Fact) -> str:
    """The value of a fact as people write it."""
    match fact:
        case DateFact():
            return long_date(fact.value)
        case MoneyFact():
            return rupiah(fact.value)
        case CountFact():
            return thousands(fact.value)
        case TextFact():
            return fact.value


def _changed(about: ChangeKind, value: str) -> str:
    match about:
        case "wage" | "value":
            return rupiah(Decimal(value))
        case "starts_on" | "ends_on":
            return long_date(date.fromisoformat(value))
        case _:
            return value


def _party_title(party: Party) -> str:
    return labels.FUNCTIONS[party.function] if party.function else (party.role.title() or "Pihak")
