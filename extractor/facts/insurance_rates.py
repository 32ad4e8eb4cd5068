"""Contribution rates in a sentence: which programme each belongs to and whose share it is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from extractor.facts.insurance_payers import Payers, Side
from extractor.facts.measures import find_percents
from extractor.facts.programmes import NAME_OR_SHORT
from extractor.vocabulary import Programme

_RATE_FOR = re.compile(r"(?P<n>\d{1,2}(?:[.,]\d{1,2})?) ?% (?P<for>untuk |bagi )?(?:program |iuran )?")
_BEFORE_RATE = re.compile(
    r"(?:^|[:;,(+]|\bdan|\bserta) *(?P<who>[a-z][a-z /-]{2,28}?)(?: sebesar| menanggung| membayar)? *$"
)
_AFTER_RATE = re.compile(r"\W*(?:[,;.)+]|dan\b|serta\b|$)")
CUT = re.compile(r"(?:dipotong|potongan|pemotongan|memotong)[^.;]{0,60}$")
_PART_OF = re.compile(r"\b(?:bagian|porsi|iuran|beban) (?P<who>[a-z][a-z ]{2,25}?)(?: sebesar| adalah|:)? *(?=\d)")


def programme_of(match: re.Match[str]) -> Programme:
    """The programme a match of the name pattern stands for (its groups are named after the programmes)."""
    return match.lastgroup  # type: ignore[return-value]


def find_percents_in(text: str) -> bool:
    """Whether a rate stands in a piece of text."""
    return next(iter(find_percents(text)), None) is not None


def rates_in_order(
    low: str, programmes: Sequence[Programme], *, payers: Payers
) -> tuple[Side, tuple[tuple[Programme, Decimal], ...]] | None:
    """Rates without names, one a programme named just before ("bagian perusahaan 3,7%, 2% dan 4%"), None when the
    sentence does not say whose they are or their number does not fit."""
    part = _PART_OF.search(low)
    percents = list(find_percents(low))
    if part is None or len(percents) != len(programmes) or not percents:
        return None
    side = payers.side(low, part.start("who"), part.end("who"))
    if side is None:
        return None
    return side, tuple((p, rate.value) for p, rate in zip(programmes, percents, strict=True))


def rates_of(
    low: str, names: list[re.Match[str]], *, payers: Payers
) -> dict[Programme, tuple[Decimal | None, Decimal | None]]:
    """Rates of employer and worker for each programme, read in order.

    A rate belongs to the programme named last before it; a payer named after rates closes all rates still open
    ("JKK 1,74%, JKM 0,30% (beban Perusahaan)").
    """
    events: list[tuple[int, str, object]] = [(m.start(), "name", m.lastgroup) for m in names]
    percents = list(find_percents(low))
    events.extend((p.start, "rate", p) for p in percents)
    events.sort(key=lambda e: e[0])
    if not events:
        return {}
    ends = [e[0] for e in events[1:]] + [len(low)]
    sides: dict[Programme, dict[Side, Decimal]] = {}
    open_rates: list[tuple[Programme, Decimal]] = []
    last: list[Programme] = []
    fresh = True
    for (_, kind, what), end in zip(events, ends, strict=True):
        if kind == "name":
            if not fresh:
                last = []
                fresh = True
            last.append(what)  # type: ignore[arg-type]
            continue
        percent = what
        fresh = False
        for programme in last[-1:] if len(last) > 1 else last:
            open_rates.append((programme, percent.value))  # type: ignore[attr-defined]
        side = payers.side(low, percent.end, min(end, percent.end + 70))  # type: ignore[attr-defined]
        lead = _BEFORE_RATE.search(low, max(0, percent.start - 40), percent.start)  # type: ignore[attr-defined]
        if lead and _AFTER_RATE.match(low, percent.end):  # type: ignore[attr-defined]
            # "perusahaan 4 %, pekerja 1 %": each side stands before its rate.
            side = payers.side(low, lead.start("who"), lead.end("who")) or side
        cut = CUT.search(low[: percent.start])  # type: ignore[attr-defined]
        if cut and not find_percents_in(cut.group()):
            side = (
                "worker"  # "dipotong 1 % untuk BPJS Kesehatan, 4 % ditanggung instansi": the first rate after the cut
            )
        if side is None and cut:
            side = "worker"
        if side is None:
            continue
        for programme, value in open_rates:
            sides.setdefault(programme, {})[side] = value
        open_rates = []
    for match in _RATE_FOR.finditer(low):
        # "2% untuk jaminan hari tua": the rate stands before its programme.
        name = NAME_OR_SHORT.match(low, match.end())
        if name and not match["for"] and any(n.end() >= match.start() - 15 for n in names if n.end() <= match.start()):
            continue  # "JKK 0,24 % JKM 0,30 %": the rate is that of the name before it
        if name:
            part = "worker" if re.search(r"bagian (?:karyawan|pekerja|tenaga kerja)", low[: match.start()]) else None
            cut = CUT.search(low, 0, match.start())
            part = part or ("worker" if cut else payers.side(low, name.end(), name.end() + 45))
            whose: Side = part or payers.side(low, max(0, match.start() - 70), match.start()) or "employer"  # type: ignore[assignment]
            sides.setdefault(programme_of(name), {})[whose] = Decimal(match["n"].replace(",", "."))
            open_rates = []
    for programme, value in open_rates:
        known = sides.setdefault(programme, {})
        if not known:
            side = payers.side(low, 0, len(low)) or "employer"
            known[side] = value
    return {p: (s.get("employer"), s.get("worker")) for p, s in sides.items()}
