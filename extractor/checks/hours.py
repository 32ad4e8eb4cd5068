"""Chapter C, time: working hours, overtime, weekly rest, leave, paid absence."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from extractor.checks import money
from extractor.checks.case import Case, spots
from extractor.checks.items import required_clause
from extractor.checks.roster import Roster, read_roster, times
from extractor.checks.text import jam, rupiah
from extractor.checks.wages import plausible, wages
from extractor.report import Calculation, CalculationInput, Finding

WEEK = Decimal(40)
DAY_SIX, DAY_FIVE = Decimal(7), Decimal(8)
SHORTEST_BREAK = Decimal("0.5")
"""UU 13/2003 Pasal 79: half an hour after four hours of work at the latest, not counted as work."""
USUAL_BREAK = Decimal(1)
"""What offices usually give: a breach is not built on a break that merely was not printed."""
UNPAID_TOLERANCE = (Decimal(9), Decimal(48))
"""Up to these hours a day and a week, and where overtime is not denied, the text alone does not show a breach: breaks
are seldom written and overtime may be paid. Beyond them no break explains the excess."""
_NEW_CAPS = date(2020, 11, 2)


def overtime_caps(day: date | None) -> tuple[Decimal, Decimal]:
    """Most overtime hours a day and a week: 3 and 14 until 1 November 2020, 4 and 18 since (UU 13/2003 Pasal 78).

    With no day known the wider caps, which are exceeded under both.
    """
    if day is not None and day < _NEW_CAPS:
        return Decimal(3), Decimal(14)
    return Decimal(4), Decimal(18)


def working_time_cap(case: Case) -> Iterator[Finding]:
    rule_id, clause = "working-time-cap", case.contract.clause("working_hours")
    base = required_clause(
        case,
        rule_id,
        "working_hours",
        absent="Ketentuan waktu kerja tidak ditemukan.",
        granted="Waktu kerja diatur.",
        excluded="Waktu kerja tidak ditetapkan atau diserahkan pada kebutuhan pengguna.",
    )
    if clause is None or clause.status != "granted":
        yield base
        return
    roster = read_roster(clause)
    if not roster.known and roster.whole_day:
        yield case.unclear(
            rule_id,
            "Pos dijaga sepanjang hari; jam kerja setiap orang tidak tertulis.",
            evidence=clause.evidence,
        )
        return
    if not roster.known and clause.detail("undetermined"):
        yield case.unclear(
            rule_id, "Waktu kerja diserahkan pada kebutuhan; jumlah jamnya tidak ditetapkan.", evidence=clause.evidence
        )
        return
    if not roster.known:
        yield case.satisfied(
            rule_id,
            "Waktu kerja diatur; jumlah jamnya tidak terbaca sebagai angka sehari atau seminggu.",
            evidence=clause.evidence,
        )
        return
    yield _judge_roster(case, roster)


def net_hours(roster: Roster, *, unprinted: Decimal = SHORTEST_BREAK) -> tuple[Decimal | None, Decimal | None]:
    """Hours a day and a week without the break that a span between two clock times includes: the printed one, else
    ``unprinted`` (the shortest lawful break)."""
    rest = roster.rest if roster.rest is not None else unprinted
    daily = roster.daily
    if daily is not None and roster.clock and daily > 4:
        daily -= rest
    weekly = roster.weekly
    if weekly is not None and roster.clock and roster.days and roster.daily and roster.daily > 4:
        weekly -= times(rest, min(roster.days, 6))
    if weekly is None and daily is not None and roster.days:
        weekly = times(daily, roster.days)
    return daily, weekly


def _judge_roster(case: Case, roster: Roster) -> Finding:
    rule_id, clause = "working-time-cap", case.contract.clause("working_hours")
    evidence = spots(clause)
    daily, weekly = net_hours(roster)
    normal = DAY_SIX if roster.days and roster.days >= 6 else DAY_FIVE
    cap_day, cap_week = overtime_caps(case.form_day)
    calculation = _hours_calculation(case, roster, daily, weekly)
    if (daily is not None and not 0 < daily <= 24) or (weekly is not None and not 0 < weekly <= 168):
        return case.unclear(rule_id, "Jumlah jam kerja yang terbaca tidak masuk akal.", evidence=evidence)
    over_day = daily is not None and daily > normal
    over_week = weekly is not None and weekly > WEEK
    if not over_day and not over_week:
        if weekly is None and roster.days is None and daily is not None:
            text = f"Waktu kerja {jam(daily)} jam sehari; hari kerja seminggu tidak disebut."
            return case.satisfied(rule_id, text, evidence=evidence, calculation=calculation)
        return case.satisfied(
            rule_id, "Waktu kerja tidak melebihi 40 jam seminggu.", evidence=evidence, calculation=calculation
        )
    beyond_overtime = (daily is not None and daily > normal + cap_day) or (
        weekly is not None and weekly > WEEK + cap_week
    )
    overtime = case.contract.clause("overtime")
    status = overtime.status if overtime else "absent"
    beyond_tolerance = (daily is not None and daily > UNPAID_TOLERANCE[0]) or (
        weekly is not None and weekly > UNPAID_TOLERANCE[1]
    )
    said = _said(daily, weekly)
    if _sector_rule(case) and not (weekly is not None and weekly > WEEK + cap_week):
        return case.unclear(
            rule_id, f"{said}: melebihi batas umum, tetapi sektor ini dapat memakai aturan waktu kerja khusus.",
            evidence=evidence, calculation=calculation,
        )  # fmt: skip
    denied = status in ("excluded", "prohibited") and _beyond_usual_break(roster, normal)
    if beyond_overtime or denied or (beyond_tolerance and status != "granted" and case.fully_readable):
        why = (
            "melebihi waktu kerja ditambah lembur paling lama"
            if beyond_overtime
            else "melebihi batas dan upah lemburnya ditiadakan"
            if denied
            else "melebihi batas tanpa ketentuan lembur"
        )
        return case.finding(
            rule_id, "violated", f"{said}: {why}.", evidence=(*evidence, *spots(overtime)), calculation=calculation,
            violations=("hours_over_limit",),
        )  # fmt: skip
    text = f"{said}: melebihi {jam(normal)} jam sehari atau 40 jam seminggu. Kelebihannya lembur yang harus dibayar."
    return case.unclear(rule_id, text, evidence=(*evidence, *spots(overtime)), calculation=calculation)


def _beyond_usual_break(roster: Roster, normal: Decimal) -> bool:
    """Whether the hours are too many even when an hour's break, seldom printed, lies in a span of clock times."""
    daily, weekly = net_hours(roster, unprinted=USUAL_BREAK)
    return (daily is not None and daily > normal) or (weekly is not None and weekly > WEEK)


def _said(daily: Decimal | None, weekly: Decimal | None) -> str:
    parts = [f"{jam(daily)} jam sehari"] if daily is not None else []
    if weekly is not None:
        parts.append(f"{jam(weekly)} jam seminggu")
    return "Waktu kerja " + " dan ".join(parts)


def _sector_rule(case: Case) -> bool:
    """Mining, oil and power work may follow ministerial rosters of their own (PP 35/2021 Pasal 23-24)."""
    fields = {case.law.position_field(p.title.value) for p in case.contract.positions}
    return "tambang_migas_listrik" in fields


def _hours_calculation(case: Case, roster: Roster, daily: Decimal | None, weekly: Decimal | None) -> Calculation:
    inputs = []
    if roster.daily is not None:
        inputs.append(
            CalculationInput("Jam sehari", jam(roster.daily), "kontrak (rentang jam)" if roster.clock else "kontrak")
        )
    if roster.weekly is not None:
        inputs.append(CalculationInput("Jam seminggu", jam(roster.weekly), "kontrak"))
    if roster.days is not None:
        inputs.append(CalculationInput("Hari kerja seminggu", str(roster.days), "kontrak"))
    steps = []
    if roster.clock and roster.daily is not None and daily is not None and daily != roster.daily:
        rest = f"istirahat {jam(roster.rest)} jam" if roster.rest is not None else "istirahat paling singkat 0,5 jam"
        steps.append(f"{jam(roster.daily)} jam - {rest} = {jam(daily)} jam sehari")
    if weekly is not None:
        steps.append(f"{jam(weekly)} jam seminggu terhadap 40 jam")
    if daily is not None:
        limit = DAY_SIX if roster.days and roster.days >= 6 else DAY_FIVE
        steps.append(f"{jam(daily)} jam sehari terhadap {jam(limit)} jam")
    return Calculation(tuple(inputs), tuple(steps), _said(daily, weekly), "Waktu kerja")


def overtime_pay_and_cap(case: Case) -> Iterator[Finding]:
    clause = case.contract.clause("overtime")
    if clause is not None and clause.status == "granted" and clause.detail("included_in_wage"):
        yield case.unclear(
            "overtime-pay-and-cap",
            "Lembur disebut sudah termasuk upah: bandingkan jumlahnya dengan upah minimum ditambah lembur menurut jam.",
            evidence=clause.evidence,
            calculation=_overtime_example(case),
        )
        return
    yield required_clause(
        case,
        "overtime-pay-and-cap",
        "overtime",
        absent="Ketentuan upah lembur tidak ditemukan.",
        granted="Upah lembur diatur.",
        excluded="Kontrak meniadakan upah lembur atau menganggapnya sudah termasuk upah.",
        violations=("no_overtime_pay",) if _denied(case, "overtime") else (),
        calculation=_overtime_example(case),
    )


def _denied(case: Case, kind: str) -> bool:
    return any(c.kind == kind and c.status == "excluded" for c in case.contract.clauses)


def _overtime_example(case: Case) -> Calculation | None:
    """What an hour of overtime is worth at the stated wage, so that the reviewer sees what is at stake."""
    stated = [w for w in wages(case) if w.period == "month" and plausible(w)]
    if not stated or case.in_force("overtime-pay-and-cap") is not True:
        return None
    wage = stated[0]
    hour = money.hourly_wage(wage.least)
    return Calculation(
        inputs=(CalculationInput(f"Upah {wage.title}", f"{rupiah(wage.least)} per bulan", "kontrak"),),
        steps=(
            f"Upah sejam: {rupiah(wage.least)} / 173 = {rupiah(hour)}",
            f"Jam lembur pertama: 1,5 x {rupiah(hour)} = {rupiah(money.overtime_pay(wage.least, hours=1))}",
            f"Dua jam lembur: 3,5 x {rupiah(hour)} = {rupiah(money.overtime_pay(wage.least, hours=2))}",
        ),
        result=rupiah(hour),
        label="Upah lembur hari kerja",
    )


def rest_periods(case: Case) -> Iterator[Finding]:
    rule_id = "rest-periods"
    hours, rest = case.contract.clause("working_hours"), case.contract.clause("weekly_rest")
    roster = read_roster(hours) if hours is not None and hours.status == "granted" else Roster()
    granted = rest is not None and rest.status == "granted"
    every_day = roster.days == 7 and not granted
    if every_day and not (rest is not None and rest.status in ("excluded", "prohibited")):
        yield case.finding(
            rule_id,
            "violated",
            "Jadwal kerja tujuh hari seminggu tanpa hari istirahat.",
            severity="tinggi",
            evidence=spots(hours),
            protections=("weekly_rest",),
            violations=("no_weekly_rest",),
        )
        return
    yield required_clause(
        case,
        rule_id,
        "weekly_rest",
        absent="Ketentuan istirahat mingguan tidak ditemukan.",
        granted="Istirahat mingguan diatur.",
        excluded="Kontrak meniadakan hari istirahat mingguan.",
        severity="tinggi" if _denied(case, "weekly_rest") else None,
        violations=("no_weekly_rest",) if _denied(case, "weekly_rest") else (),
    )
    if granted and roster.days == 5 and rest is not None and rest.detail("rest_days") == "1":
        yield case.unclear(
            rule_id,
            "Libur satu hari untuk lima hari kerja; sejak 31 Oktober 2024 seharusnya dua hari.",
            evidence=rest.evidence,
        )


def annual_leave(case: Case) -> Iterator[Finding]:
    rule_id, clause = "annual-leave", case.contract.clause("annual_leave")
    days = clause.detail("leave_days") if clause is not None and clause.status == "granted" else None
    if clause is not None and days is not None and days.isdigit() and 0 < int(days) < 12:
        yield case.finding(
            rule_id,
            "violated",
            f"Cuti tahunan hanya {days} hari (paling sedikit 12 hari kerja).",
            evidence=clause.evidence,
        )
        return
    yield required_clause(
        case,
        rule_id,
        "annual_leave",
        absent="Ketentuan cuti tahunan tidak ditemukan.",
        granted="Cuti tahunan diatur.",
        excluded="Kontrak meniadakan cuti tahunan.",
        notes=_eleven_months(case),
    )


def _eleven_months(case: Case) -> tuple[str, ...]:
    if case.first_day and case.last_day and money.months_between(case.first_day, case.last_day) == 11:
        return ("Jangka waktu 11 bulan: periksa apakah kontrak beruntun dipakai untuk menghindari cuti dan THR penuh.",)
    return ()


def paid_absence(case: Case) -> Iterator[Finding]:
    yield required_clause(
        case,
        "paid-absence-worship",
        "paid_absence",
        absent="Upah selama sakit, izin keluarga dan ibadah tidak diatur; ketentuan undang-undang tetap berlaku.",
        granted="Upah selama sakit/izin diatur.",
        excluded="Kontrak memotong atau meniadakan upah saat sakit atau izin yang dijamin undang-undang.",
        severity="tinggi" if _denied(case, "paid_absence") else "sedang",
        optional=True,
    )
