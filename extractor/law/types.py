"""The law as frozen values: rules with dated citations, minimum wages, contribution rates, pending statutes."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Literal

from extractor.report import Citation
from extractor.vocabulary import ContractKind, LegalWeight, Programme, Severity

if TYPE_CHECKING:
    from extractor.law.places import Gazetteer

RuleKind = Literal["clause_required", "value", "clause_forbidden", "evidence"]
RuleStatus = Literal["verified", "part_verified", "from_memory", "derived"]
WageLevel = Literal["provinsi", "kabupaten", "kota"]
Verified = Literal["yes", "yes-follows-ump", "approx", "derived", "conflict", "no"]
HolidayKind = Literal["libur_nasional", "cuti_bersama", "batal"]
MOST_PROVINCES = 30
"""So many provinces must be known before the lowest of them is taken for the lowest of the country."""
DECIDING: frozenset[str] = frozenset({"yes", "yes-follows-ump"})
"""Only rows of these classes may decide a finding; every other row is shown and left to a person."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where a legal text was seen. ``kind``: P regulation text, C reproduction, S secondary page, M from memory."""

    key: str
    kind: str
    what: str
    address: str

    @property
    def shown(self) -> str:
        return f"{self.what} ({self.address})" if self.address else self.what


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of time (both ends included, ``until`` None: still open) with the provisions in force in it."""

    since: date
    until: date | None
    citations: tuple[Citation, ...]

    def covers(self, day: date) -> bool:
        return self.since <= day and (self.until is None or day <= self.until)


@dataclass(frozen=True, slots=True)
class Remark:
    """What is contested or from memory about a rule. It belongs to contracts from ``since`` to ``until`` (None: open);
    ``shown`` False keeps it out of findings in general, as the check names it itself where it matters."""

    text: str
    since: date | None = None
    until: date | None = None
    shown: bool = True

    def about(self, day: date | None) -> bool:
        """Whether a finding on a contract of ``day`` (None: unknown) should carry it."""
        if not self.shown or day is None:
            return self.shown
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of the catalogue.

    ``applies_to`` the contract kinds it is judged for; ``why`` what it means for the worker, ``clause`` a wording
    that satisfies it, ``letter`` the sentence for a letter, ``contact`` whom to turn to (all Indonesian).
    ``cues`` are regular expressions searched in the page texts for rules without a clause kind of their own.
    ``remarks`` say what is contested or from memory, ``settle`` what text or ruling would decide it. ``fix`` is what to
    do about a breach ("" for the usual: strike or mend the clause by addendum).
    ``periods`` never overlap and are in order of time.
    """

    id: str
    title: str
    chapter: str
    applies_to: tuple[ContractKind, ...]
    kind: RuleKind
    severity: Severity
    weight: LegalWeight
    status: RuleStatus
    why: str
    clause: str
    letter: str
    contact: str
    cues: tuple[str, ...]
    remarks: tuple[Remark, ...]
    periods: tuple[Period, ...]
    settle: str = ""
    fix: str = ""

    @property
    def doubts(self) -> tuple[str, ...]:
        """The texts of all remarks."""
        return tuple(remark.text for remark in self.remarks)

    def period(self, day: date) -> Period | None:
        """The period in force on ``day``, or None."""
        return next((p for p in self.periods if p.covers(day)), None)

    def in_force(self, day: date) -> bool:
        return self.period(day) is not None

    def citations(self, day: date | None) -> tuple[Citation, ...]:
        """What to cite on ``day``; when the day is unknown, the newest provisions."""
        if day is None:
            return self.periods[-1].citations
        period = self.period(day)
        return period.citations if period else ()


@dataclass(frozen=True, slots=True)
class MinimumWageRow:
    """A monthly minimum wage in rupiah. ``region`` is the bare name ("Bengkulu Tengah"); ``province`` its province.

    ``remark`` is for people only; ``office`` says that the row is an office's own, not a shipped one.
    """

    year: int
    level: WageLevel
    region: str
    province: str
    amount: Decimal
    valid_from: date
    valid_until: date
    legal_basis: str
    source: str
    verified: Verified
    remark: str = ""
    office: bool = field(default=False, compare=False)

    @property
    def decides(self) -> bool:
        return self.verified in DECIDING

    @property
    def name(self) -> str:
        """How people call it: "UMK Kota Bengkulu 2026", "UMP Bengkulu 2026"."""
        if self.level == "provinsi":
            return f"UMP {self.region} {self.year}"
        return f"UMK {'Kota' if self.level == 'kota' else 'Kabupaten'} {self.region} {self.year}"


@dataclass(frozen=True, slots=True)
class ContributionRate:
    """A contribution rate in per cent of the wage; ``wage_ceiling`` rupiah a month, None when there is none."""

    programme: Programme
    risk_class: str
    employer_pct: Decimal
    worker_pct: Decimal
    wage_ceiling: Decimal | None
    valid_from: date
    valid_until: date | None
    legal_basis: str
    verified: Verified

    def covers(self, day: date) -> bool:
        return self.valid_from <= day and (self.valid_until is None or day <= self.valid_until)

    @property
    def decides(self) -> bool:
        return self.verified in DECIDING


@dataclass(frozen=True, slots=True)
class Holiday:
    """A day off by joint decree of three ministers (SKB 3 Menteri), or, as "batal", a day that was one and is none.

    ``kind`` "cuti_bersama" is joint leave: offices are closed, a private employer may work.
    """

    day: date
    name: str
    kind: HolidayKind
    legal_basis: str
    source: str
    verified: Verified

    @property
    def decides(self) -> bool:
        return self.verified in DECIDING


@dataclass(frozen=True, slots=True)
class PendingStatute:
    """The switch for a statute on its way: from ``announce_from`` its message is a banner on every report."""

    id: str
    title: str
    status: Literal["pending", "passed", "withdrawn"]
    announce_from: date
    in_force_from: date | None
    affects: tuple[str, ...]
    message: str


@dataclass(frozen=True, slots=True)
class Regency:
    """A kabupaten or kota and its province today; ``aliases`` are older or other spellings."""

    level: WageLevel
    name: str
    province: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Province:
    """``split_from`` is the province it was part of before; ``has_umk`` False where only the UMP exists (DKI)."""

    name: str
    aliases: tuple[str, ...] = ()
    split_from: str = ""
    has_umk: bool = True


@dataclass(frozen=True, slots=True)
class Region:
    """A place that can have a minimum wage of its own; ``name`` without its kind."""

    level: WageLevel
    name: str

    @property
    def shown(self) -> str:
        """As people write it: "Kabupaten Seluma", "Provinsi Bengkulu"."""
        return f"{self.level.capitalize()} {self.name}"


@dataclass(frozen=True, slots=True)
class Place:
    """What a place text resolves to. ``regency`` None: only the province (or nothing) is certain.

    ``reason`` says in Indonesian why it stayed open ("" when the kabupaten/kota is certain).
    """

    regency: Regency | None = None
    province: Province | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class WageLookup:
    """The minimum wage found for a place and day.

    ``exact`` True when the row is the one that binds this place (its UMK, "follows UMP", or a province without UMK);
    False when only the UMP is known and the place may have a higher UMK of its own. ``floor`` is the UMP, below
    which no UMK can lie (PP 51/2023 Pasal 31): it decides even where the UMK itself is not known well enough.
    """

    place: Place
    row: MinimumWageRow | None
    exact: bool
    reason: str = ""
    floor: MinimumWageRow | None = None


@dataclass(frozen=True, slots=True)
class Law:
    """All law data, validated. ``version`` is the data version plus a short hash of every file read."""

    version: str
    rules: tuple[Rule, ...]
    minimum_wages: tuple[MinimumWageRow, ...]
    rates: tuple[ContributionRate, ...]
    pending: tuple[PendingStatute, ...]
    regencies: tuple[Regency, ...]
    provinces: tuple[Province, ...]
    position_fields: tuple[tuple[str, str], ...]
    sources: tuple[Source, ...]
    holidays: tuple[Holiday, ...] = ()
    _rules: dict[str, Rule] = field(default_factory=dict, init=False, repr=False, compare=False)
    _wages: dict[tuple[str, str], tuple[MinimumWageRow, ...]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )
    _days_off: dict[date, Holiday] = field(default_factory=dict, init=False, repr=False, compare=False)
    _gazetteer: list[Gazetteer] = field(default_factory=list, init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        self._rules.update({rule.id: rule for rule in self.rules})
        # Office rows are loaded last, so an office's own row for a day replaces the shipped one.
        self._days_off.update({row.day: row for row in self.holidays})
        grouped: dict[tuple[str, str], list[MinimumWageRow]] = {}
        for row in self.minimum_wages:
            grouped.setdefault((row.level, row.region), []).append(row)
        self._wages.update({key: tuple(rows) for key, rows in grouped.items()})

    def rule(self, rule_id: str) -> Rule:
        """The rule of that id; KeyError when there is none."""
        return self._rules[rule_id]

    def banners(self, day: date) -> tuple[str, ...]:
        """What every report of ``day`` must say about statutes on their way."""
        return tuple(p.message for p in self.pending if p.status != "withdrawn" and p.announce_from <= day)

    def day_off(self, day: date) -> Holiday | None:
        """The holiday or joint leave on that day, None when it is an ordinary one."""
        row = self._days_off.get(day)
        return row if row is not None and row.kind != "batal" else None

    def knows_holidays(self, year: int) -> bool:
        """Whether the decree on that year's holidays is in the data: without it no working day can be counted."""
        return any(h.day.year == year and h.kind == "libur_nasional" and h.decides for h in self.holidays)

    def working_day_after(self, day: date, count: int, *, joint_leave_counts: bool) -> date | None:
        """The ``count``-th working day (Monday to Friday) after ``day``; None when it runs into a year whose holidays
        are not known. ``joint_leave_counts`` says whether a day of joint leave, or one off only from memory, is counted
        as a working day."""
        while count:
            day += timedelta(days=1)
            if not self.knows_holidays(day.year):
                return None
            off = self.day_off(day)
            certain = off is not None and off.kind == "libur_nasional" and off.decides
            free = certain or (off is not None and not joint_leave_counts)
            count -= day.weekday() < 5 and not free
        return day

    def rate(self, programme: Programme, day: date, *, risk_class: str = "") -> ContributionRate | None:
        """The contribution rate in force on ``day``; for JKK name the risk class ("sangat_rendah", ...)."""
        return next(
            (r for r in self.rates if r.programme == programme and r.risk_class == risk_class and r.covers(day)), None
        )

    def jkk_rates(self, day: date) -> tuple[ContributionRate, ...]:
        """The JKK rates of all risk classes in force on ``day``, lowest first."""
        found = (r for r in self.rates if r.programme == "jkk" and r.covers(day))
        return tuple(sorted(found, key=lambda r: r.employer_pct))

    def locate(self, text: str) -> Place:
        """The kabupaten/kota and province a place or address text names."""
        from extractor.law.places import locate

        return locate(text, self._places())

    def regions(self, text: str) -> tuple[Region, ...]:
        """Every kabupaten, kota and province that the whole of ``text`` may name ("Kab. Seluma", "Bengkulu")."""
        from extractor.law.places import regions

        return regions(text, self._places())

    def _places(self) -> Gazetteer:
        from extractor.law.places import Gazetteer

        if not self._gazetteer:
            self._gazetteer.append(Gazetteer(self.regencies, self.provinces))
        return self._gazetteer[0]

    def find_minimum_wage(self, text: str, day: date) -> WageLookup:
        """The minimum wage that binds the place on ``day``, and how sure that is."""
        place = self.locate(text)
        if place.province is None:
            return WageLookup(place, None, False, place.reason)
        floor = self.wage_row("provinsi", place.province.name, day)
        if floor is None and place.province.split_from:
            floor = self.wage_row("provinsi", place.province.split_from, day)
        if place.regency is not None:
            row = self.wage_row(place.regency.level, place.regency.name, day)
            if row is not None:
                return WageLookup(place, row, True, floor=floor)
        if floor is None:
            return WageLookup(place, None, False, f"Upah minimum {place.province.name} {day.year} belum ada di data.")
        if not place.province.has_umk:
            return WageLookup(place, floor, True, floor=floor)
        reason = "Hanya UMP yang diketahui; kabupaten/kota ini mungkin memiliki UMK yang lebih tinggi."
        return WageLookup(place, floor, False, reason, floor=floor)

    def wage_changes(self, text: str, first: date, last: date) -> tuple[date, ...]:
        """The days from ``first`` to ``last`` on which another minimum wage of the place begins, besides new years: a
        decree that was changed in mid-year."""
        place = self.locate(text)
        regions = [("provinsi", place.province.name)] if place.province is not None else []
        if place.regency is not None:
            regions.append((place.regency.level, place.regency.name))
        found = {row.valid_from for region in regions for row in self._wages.get(region, ())}
        return tuple(sorted(day for day in found if first < day <= last))

    def lowest_minimum_wage(self, day: date) -> MinimumWageRow | None:
        """The lowest provincial minimum wage of the country on ``day``, None when too few provinces are known.

        Rows that do not decide for their own province count here: they can only lower the bound.
        """
        rows = [row for p in self.provinces if (row := self.wage_row("provinsi", p.name, day)) is not None]
        return min(rows, key=lambda r: r.amount) if len(rows) >= MOST_PROVINCES else None

    def minimum_wage(self, place: str, on: date) -> MinimumWageRow | None:
        """The UMK of the place on that day, else the UMP of its province, else None."""
        return self.find_minimum_wage(place, on).row

    def position_field(self, title: str) -> str | None:
        """The field of work of a job title (longest alias wins), None when unmapped."""
        from extractor.law.places import words

        said = f" {words(title)} "
        hits = [(len(alias), name) for name, alias in self.position_fields if f" {words(alias)} " in said]
        return max(hits)[1] if hits else None

    def wage_row(self, level: WageLevel, region: str, day: date) -> MinimumWageRow | None:
        """The row of just this region that counts on ``day``; None when there is none."""
        rows = self._wages.get((level, region), ())
        # Office rows are loaded last, so the last match is the office's own correction.
        return next((r for r in reversed(rows) if r.valid_from <= day <= r.valid_until), None)
