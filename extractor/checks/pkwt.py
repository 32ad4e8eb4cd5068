"""Chapter B: the fixed-term work agreement itself (its compulsory contents are in pkwt_items)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from extractor.checks import money
from extractor.checks.case import Case, spots
from extractor.checks.items import forbidden_clause, required_clause
from extractor.checks.roster import read_roster
from extractor.checks.term import EarlierTerm, earlier_term, term_months
from extractor.checks.text import jam, rupiah, tanggal
from extractor.checks.wages import LONGEST_TERM, plausible, service_money, wages
from extractor.report import Calculation, CalculationInput, Evidence, Finding

PP35_SINCE = date(2021, 2, 2)
CAP, OLD_CAP, OLD_TOTAL = 60, 24, 60
"""Months: five years since PP 35/2021; before, two years (plus one year's extension, plus a renewal of two)."""
_TRANSITION = (
    "Kontrak dibuat sebelum aturan ini, tetapi berjalan sesudah 2 November 2020: masa kerja sesudahnya mungkin berhak "
    "atas kompensasi (aturan peralihan dari ingatan)."
)
_PERMANENT = re.compile(r"tidak tetap|bukan (?:pekerjaan )?(?:yang bersifat )?tetap", re.IGNORECASE)
_JOB_BASED = (
    r"selesainya (?:suatu |pelaksanaan )?(?:pekerjaan|proyek)",
    r"sampai (?:dengan )?(?:pekerjaan|proyek)[^.\n]{0,40}selesai",
)


def duration_cap(case: Case) -> Iterator[Finding]:
    rule_id, contract = "pkwt-duration-cap", case.contract
    evidence = tuple(
        e for fact in (contract.starts_on, contract.ends_on, contract.duration_months) if fact for e in fact.evidence
    )
    months = term_months(case)
    if months is None:
        yield case.unclear(rule_id, "Jangka waktu tidak dapat dihitung dari naskah.", evidence=evidence)
        return
    calculation = Calculation(
        inputs=_term_inputs(case, months),
        steps=(f"{months} bulan terhadap batas {CAP} bulan (sejak 2 Februari 2021) atau {OLD_CAP} bulan (sebelumnya)",),
        result=f"{months} bulan",
        label="Jangka waktu PKWT",
    )
    if months > LONGEST_TERM or months < 0:
        yield case.unclear(
            rule_id,
            f"Jangka waktu terbaca {months} bulan dan tidak masuk akal.",
            evidence=evidence,
            calculation=calculation,
        )
        return
    before = earlier_term(case)
    if before is not None and months <= CAP:
        yield _with_earlier(case, before, months, evidence)
        return
    cap = None if case.form_day is None else CAP if case.form_day >= PP35_SINCE else OLD_CAP
    if months <= (cap or OLD_CAP):
        yield case.satisfied(rule_id, f"Jangka waktu {months} bulan.", evidence=evidence, calculation=calculation)
    elif months > (cap or OLD_TOTAL):
        yield case.finding(
            rule_id, "violated", f"Jangka waktu {months} bulan melebihi batas {cap or OLD_TOTAL} bulan.",
            evidence=evidence, calculation=calculation,
        )  # fmt: skip
    else:
        yield case.unclear(
            rule_id,
            f"Jangka waktu {months} bulan; batasnya tergantung tanggal kontrak, yang tidak diketahui.",
            evidence=evidence,
            calculation=calculation,
        )


def _with_earlier(case: Case, before: EarlierTerm, months: int, evidence: tuple[Evidence, ...]) -> Finding:
    """This term and the one it extends together. A breach only where one law governs both: PP 35/2021 counts every
    extension towards five years; renewals and terms begun before it need a person."""
    rule_id, total = "pkwt-duration-cap", before.months + months
    calculation = Calculation(
        inputs=(
            CalculationInput("Masa sebelumnya", f"{tanggal(before.first)} - {tanggal(before.last)}", "kontrak"),
            *_term_inputs(case, months),
        ),
        steps=(f"{before.months} bulan + {months} bulan = {total} bulan terhadap batas {CAP} bulan",),
        result=f"{total} bulan",
        label="Jangka waktu PKWT dengan masa sebelumnya",
    )
    where = (*evidence, *before.evidence)
    text = f"Bersama masa sebelumnya jangka waktu menjadi {total} bulan"
    if before.months > LONGEST_TERM:
        return case.unclear(rule_id, "Masa kontrak sebelumnya tidak masuk akal.", evidence=where)
    if total <= CAP and before.first >= PP35_SINCE:
        return case.satisfied(rule_id, f"{text}.", evidence=where, calculation=calculation)
    if total > CAP and before.extends and before.first >= PP35_SINCE:
        return case.finding(
            rule_id, "violated", f"{text}, melebihi batas {CAP} bulan.", evidence=where, calculation=calculation
        )
    return case.unclear(
        rule_id, f"{text}; aturan masa sebelumnya atau sifatnya perlu dipastikan.", evidence=where,
        calculation=calculation,
    )  # fmt: skip


def _term_inputs(case: Case, months: int) -> tuple[CalculationInput, ...]:
    if case.first_day and case.last_day:
        return (
            CalculationInput("Mulai", tanggal(case.first_day), "kontrak"),
            CalculationInput("Berakhir", tanggal(case.last_day), "kontrak"),
        )
    return (CalculationInput("Jangka waktu", f"{months} bulan", "kontrak"),)


def job_based_terms(case: Case) -> Iterator[Finding]:
    rule_id = "pkwt-job-based-terms"
    clause = case.contract.clause("job_completion_terms")
    hits = [h for h in case.find(_JOB_BASED) if not h.negated]
    if clause is not None and clause.status == "granted":
        if case.contract.ends_on is None and case.contract.duration_months is None:
            yield case.unclear(
                rule_id,
                "Batas selesainya pekerjaan dimuat; perkiraan waktunya tidak ditemukan.",
                evidence=clause.evidence,
            )
        else:
            yield case.satisfied(rule_id, "Batas selesainya pekerjaan dan waktunya dimuat.", evidence=clause.evidence)
    elif hits and case.contract.ends_on is None:
        yield case.not_found(
            rule_id,
            "PKWT ini tampak berdasarkan selesainya pekerjaan, tetapi batas dan perkiraan waktunya tidak ditemukan.",
            terms=case.terms("job_completion_terms"),
            evidence=(hits[0].evidence,),
        )
    else:
        yield case.not_applicable(rule_id, "PKWT ini berdasarkan jangka waktu.")


def temporary_nature(case: Case) -> Iterator[Finding]:
    rule_id = "pkwt-temporary-nature"
    hits = case.find(case.rule(rule_id).cues)
    permanent = [h for h in hits if re.search(r"tetap|terus|terputus", h.quote, re.IGNORECASE)]
    permanent = [h for h in permanent if not h.negated and not _PERMANENT.search(h.quote)]
    reasons = [
        h for h in hits if re.search(r"sekali selesai|sementara|musiman", h.quote, re.IGNORECASE) and not h.negated
    ]
    if permanent:
        yield case.unclear(
            rule_id, "Naskah menyebut pekerjaan yang tetap atau terus-menerus.", evidence=(permanent[0].evidence,)
        )
    elif reasons:
        yield case.satisfied(rule_id, "Alasan sifat sementara disebut.", evidence=(reasons[0].evidence,))
    else:
        yield case.satisfied(
            rule_id,
            "Tidak ditemukan tanda bahwa pekerjaannya tetap; sifat pekerjaan tidak dapat dinilai dari naskah saja.",
        )


def no_probation(case: Case) -> Iterator[Finding]:
    rule_id = "pkwt-no-probation"
    permanent = case.find((r"\bPKWTT\b", r"waktu tidak tertentu"))
    clause = case.contract.clause("probation")
    if clause is not None and clause.status == "granted" and case.profile == "vendor" and permanent:
        yield case.unclear(
            rule_id,
            "Ada masa percobaan; hanya boleh untuk PKWTT, tidak untuk PKWT. Pastikan pekerja mana yang dimaksud.",
            evidence=clause.evidence,
        )
        return
    yield forbidden_clause(
        case,
        rule_id,
        "probation",
        found="Kontrak mensyaratkan masa percobaan.",
        clean="Tidak ada masa percobaan.",
        violations=("probation_in_pkwt",),
    )


def daily_worker_limit(case: Case) -> Iterator[Finding]:
    rule_id = "pkwt-daily-worker-limit"
    if case.profile != "daily":
        yield case.not_applicable(rule_id, "Bukan perjanjian kerja harian.")
        return
    clause = case.contract.clause("working_hours")
    days = read_roster(clause).days if clause is not None else None
    evidence = (*(e for p in case.contract.positions for e in p.title.evidence), *spots(clause))
    months = term_months(case)
    if days is None:
        yield case.unclear(
            rule_id, "Jumlah hari kerja sebulan tidak disebut; batasnya kurang dari 21 hari.", evidence=evidence
        )
        return
    a_month = (Decimal(days) * 52 / 12).quantize(Decimal("0.1"))
    calculation = Calculation(
        inputs=(CalculationInput("Hari kerja seminggu", str(days), "kontrak"),),
        steps=(f"{days} x 52 / 12 = {jam(a_month)} hari sebulan terhadap batas kurang dari 21 hari",),
        result=f"{jam(a_month)} hari sebulan",
        label="Hari kerja pekerja harian",
    )
    if a_month < 21:
        yield case.satisfied(
            rule_id, "Hari kerja kurang dari 21 hari sebulan.", evidence=evidence, calculation=calculation
        )
    elif months is not None and months >= 3:
        yield case.finding(
            rule_id,
            "violated",
            "Pekerja harian bekerja 21 hari atau lebih sebulan selama 3 bulan atau lebih.",
            evidence=evidence,
            calculation=calculation,
        )
    else:
        yield case.unclear(
            rule_id,
            "Hari kerja 21 hari atau lebih sebulan; lamanya perlu dipastikan.",
            evidence=evidence,
            calculation=calculation,
        )


def compensation(case: Case) -> Iterator[Finding]:
    rule_id = "pkwt-compensation"
    starts_later = (
        case.in_force(rule_id) is False and case.last_day is not None and case.rule(rule_id).in_force(case.last_day)
    )
    clause = case.contract.clause("compensation_pkwt")
    if clause is not None and clause.status == "granted" and clause.detail("included_in_wage"):
        yield case.unclear(
            rule_id,
            "Uang kompensasi disebut sudah termasuk upah bulanan; seharusnya dibayar saat PKWT berakhir.",
            evidence=clause.evidence,
        )
        return
    yield required_clause(
        case,
        rule_id,
        "compensation_pkwt",
        absent="Ketentuan uang kompensasi PKWT tidak ditemukan.",
        granted="Uang kompensasi PKWT diatur.",
        excluded="Kontrak meniadakan uang kompensasi PKWT atau menganggapnya sudah termasuk upah.",
        calculation=service_money(case, "Uang kompensasi PKWT", money.compensation),
        notes=(_TRANSITION,) if starts_later else (),
    )


def early_termination(case: Case) -> Iterator[Finding]:
    rule_id = "pkwt-early-termination"
    clause = case.contract.clause("resignation_penalty")
    if clause is not None and clause.status == "granted" and clause.detail("statutory"):
        yield case.unclear(
            rule_id,
            "Ganti rugi pengakhiran lebih awal berlaku bagi kedua pihak (Pasal 62); kewajarannya dinilai penelaah.",
            evidence=clause.evidence,
        )
        return
    yield forbidden_clause(
        case,
        rule_id,
        "resignation_penalty",
        found="Pekerja yang mengundurkan diri dikenai penalti atau kehilangan haknya.",
        clean="Tidak ditemukan penalti pengunduran diri yang sepihak.",
        violations=("resignation_penalty",),
        notes=_remaining_wages(case),
    )


def _remaining_wages(case: Case) -> tuple[str, ...]:
    """Pasal 62 lets either side claim the wages for the rest of the term: the measure for proportion."""
    months = term_months(case)
    stated = [w for w in wages(case) if w.period == "month" and plausible(w)]
    if not stated or not months or not 0 < months <= LONGEST_TERM:
        return ()
    most = money.sen(stated[0].least * months)
    return (
        f"Pembanding Pasal 62: sisa upah paling banyak {months} bulan x {rupiah(stated[0].least)} = {rupiah(most)}.",
    )
