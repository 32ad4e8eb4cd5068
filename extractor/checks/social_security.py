"""Chapter D: who is insured, for what, and who pays."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from extractor.checks import money
from extractor.checks.case import Case, spots
from extractor.checks.checklist import need
from extractor.checks.items import proof
from extractor.checks.text import daftar, persen
from extractor.report import Calculation, CalculationInput, Evidence, Finding, InsuranceCover
from extractor.vocabulary import STATUTORY_PROGRAMMES, Programme, Severity

SHORT_NAMES: dict[str, str] = {
    "jkk": "JKK", "jkm": "JKM", "jht": "JHT", "jp": "JP", "jkp": "JKP", "bpjs_kesehatan": "BPJS Kesehatan",
}  # fmt: skip
# "Biaya pengobatan menjadi tanggungan pekerja" is about the doctor's bill, not about the contribution.
_CONTRIBUTION = re.compile(r"iuran|premi|bpjs|jamsostek|astek|jaminan|jkk|jkm|jht|jkn|mandiri", re.IGNORECASE)
_VOLUNTARY = re.compile(r"\bdapat (?:ikut|mendaftar|mengikuti)|ingin (?:ikut|mendaftar)|sukarela", re.IGNORECASE)
_PERCENT = re.compile(r"(\d{1,2}[.,]\d{1,2})\s?%")


def enrolment(case: Case) -> Iterator[Finding]:
    """One finding on the programmes as a whole; JKP has a rule of its own."""
    yield _enrolment(case, "bpjs-enrolment-programmes", tuple(p for p in STATUTORY_PROGRAMMES if p != "jkp"))


def jkp(case: Case) -> Iterator[Finding]:
    cover = case.contract.cover("jkp")
    if cover is not None and cover.worker_pct:
        yield case.finding(
            "bpjs-jkp",
            "violated",
            f"Pekerja dibebani iuran JKP {persen(cover.worker_pct)}, padahal JKP tanpa iuran pekerja.",
            severity="sedang",
            evidence=cover.evidence,
            violations=("bpjs_borne_by_worker",),
        )
        return
    yield _enrolment(case, "bpjs-jkp", ("jkp",))


def _enrolment(case: Case, rule_id: str, programmes: tuple[Programme, ...]) -> Finding:
    needs = {p: need(p, profile=case.profile, day=case.form_day, contract=case.contract) for p in programmes}
    granted = [p for p in programmes if case.covered(p)]
    required = [p for p in programmes if needs[p] == "required"]
    lacking = [p for p in required if p not in granted]
    covers = [c for p in programmes if (c := case.contract.cover(p)) is not None]
    denied = [c for c in covers if c.status == "excluded" and c.programme in lacking]
    unread = [c.programme for c in covers if c.status == "unreadable" and c.programme in lacking]
    lacking = [p for p in lacking if p not in unread]
    evidence = spots(*(c for c in covers if c.status in ("granted", "excluded")))
    open_items = [p for p in programmes if needs[p] == "unknown" and p not in granted]
    if not required and not granted and not open_items:
        return case.not_applicable(rule_id, "Tidak diwajibkan untuk jenis kontrak dan tanggal ini.")
    have = f"Dimuat: {daftar(SHORT_NAMES[p] for p in granted)}. " if granted else ""
    if unread and not lacking:
        return case.not_found(rule_id, "", terms=case.terms(*unread), unreadable=True, evidence=evidence)
    if lacking:
        names = daftar(SHORT_NAMES[p] for p in lacking)
        terms = case.terms(*lacking)
        if denied and rule_id == "bpjs-enrolment-programmes" and case.in_force(rule_id) is not False:
            said = daftar(SHORT_NAMES[c.programme] for c in denied)
            text = f"{have}Kontrak meniadakan {said}; yang belum dijamin: {names}."
            return case.finding(
                rule_id, "violated", text, evidence=evidence, protections=lacking, searched=case.searched(terms)
            )
        return case.not_found(
            rule_id,
            f"{have}Tidak ditemukan: {names}.",
            terms=terms,
            protections=lacking,
            severity=None if any(p in lacking for p in ("jkk", "jkm", "bpjs_kesehatan")) else _milder(case, rule_id),
            evidence=evidence,
            notes=_enrolment_notes(case, lacking),
        )
    if open_items:
        names = daftar(SHORT_NAMES[p] for p in open_items)
        return case.unclear(
            rule_id, f"{have}{names} tidak ditemukan; kewajibannya tergantung tanggal kontrak, yang tidak diketahui.",
            evidence=evidence,
        )  # fmt: skip
    return case.satisfied(rule_id, f"{have}Semua program yang diperiksa dimuat.", evidence=evidence)


def _milder(case: Case, rule_id: str) -> Severity:
    return "tinggi" if rule_id == "bpjs-enrolment-programmes" else case.rule(rule_id).severity


def _enrolment_notes(case: Case, lacking: list[Programme]) -> tuple[str, ...]:
    notes = []
    if "jp" in lacking:
        notes.append(
            "JP wajib bagi usaha besar dan menengah; untuk usaha kecil dan mikro skala usaha perlu dibuktikan."
        )
    if "bpjs_kesehatan" in lacking and case.form_day is not None and case.form_day < date(2014, 1, 1):
        notes.append("Sebelum 2014 jaminan kesehatan pekerja adalah JPK Jamsostek, bukan BPJS Kesehatan.")
    return tuple(notes)


def jkk_jkm_employer_only(case: Case) -> Iterator[Finding]:
    rule_id = "bpjs-jkk-jkm-employer-only"
    covers = [c for p in ("jkk", "jkm") if (c := case.contract.cover(_programme(p))) is not None]
    charged = [c for c in covers if _worker_pays(case, c) or (c.worker_pct is not None and c.worker_pct > 0)]
    if charged:
        yield case.finding(
            rule_id,
            "violated",
            f"Iuran {daftar(SHORT_NAMES[c.programme] for c in charged)} dibebankan kepada pekerja.",
            evidence=spots(*charged),
            violations=("bpjs_borne_by_worker",),
        )
        return
    stated = [c for c in covers if c.status == "granted"]
    if not stated:
        yield case.not_applicable(rule_id, "JKK dan JKM tidak disebut; lihat aturan kepesertaan.")
        return
    wrong = _odd_rate(case, stated)
    if wrong is not None:
        yield wrong
        return
    unsaid = [c for c in stated if c.payer in (None, "unspecified", "shared")]
    if unsaid:
        yield case.unclear(
            rule_id,
            f"Siapa yang menanggung iuran {daftar(SHORT_NAMES[c.programme] for c in unsaid)} tidak jelas.",
            severity="sedang",
            evidence=spots(*unsaid),
        )
        return
    yield case.satisfied(
        rule_id,
        "Iuran JKK dan JKM tidak dibebankan kepada pekerja.",
        evidence=spots(*stated),
        calculation=_lumped(case),
    )


def _programme(name: str) -> Programme:
    return next(p for p in STATUTORY_PROGRAMMES if p == name)


def _odd_rate(case: Case, covers: list[InsuranceCover]) -> Finding | None:
    """A JKK or JKM rate that is none of the tariff's."""
    day = case.form_day
    if day is None:
        return None
    for cover in covers:
        pct = cover.employer_pct
        tariff = [r.employer_pct for r in case.law.rates if r.programme == cover.programme and r.covers(day)]
        if pct is None or not tariff or pct in tariff or pct > Decimal("3"):
            continue
        if money.take_apart(pct, law=case.law, day=day):
            continue  # JKK and JKM in one figure
        known = daftar(persen(t) for t in sorted(tariff))
        return case.unclear(
            "bpjs-jkk-jkm-employer-only",
            f"Tarif {SHORT_NAMES[cover.programme]} {persen(pct)} bukan tarif yang dikenal ({known}).",
            severity="sedang",
            evidence=cover.evidence,
        )
    return None


def _lumped(case: Case) -> Calculation | None:
    """A lumped percentage ("BPJS TK 6,24%") taken apart into programmes."""
    cover = case.contract.cover("jkk")
    day = case.form_day
    if cover is None or day is None:
        return None
    tariff = {r.employer_pct for r in case.law.jkk_rates(day)}
    said = [Decimal(m.replace(",", ".")) for e in cover.evidence for m in _PERCENT.findall(e.quote)]
    if cover.employer_pct is not None:
        said.append(cover.employer_pct)
    for pct in said:
        # A rate of one class of risk is that rate, although another class and JKM may come to the same.
        ways = money.take_apart(pct, law=case.law, day=day) if pct not in tariff else ()
        if ways:
            steps = tuple(
                " + ".join(
                    f"{SHORT_NAMES[s.programme]} {persen(s.pct)}{' (termasuk bagian pekerja)' if s.worker_too else ''}"
                    for s in way
                )
                + f" = {persen(pct)}"
                for way in ways
            )
            return Calculation(
                inputs=(CalculationInput("Tarif gabungan", persen(pct), "kontrak"),),
                steps=steps,
                result=steps[0],
                label="Tarif gabungan BPJS Ketenagakerjaan",
            )
    return None


def contribution_split(case: Case) -> Iterator[Finding]:
    rule_id, day = "bpjs-contribution-split", case.form_day
    judged = False
    problems: list[str] = []
    doubts: list[str] = []
    steps: list[str] = []
    evidence: list[Evidence] = []
    for programme in ("jht", "jp", "bpjs_kesehatan"):
        cover = case.contract.cover(_programme(programme))
        if cover is None or cover.status != "granted" or (cover.employer_pct is None and cover.worker_pct is None):
            continue
        rate = case.law.rate(cover.programme, day) if day else None
        if rate is None:
            continue
        judged = True
        name = SHORT_NAMES[programme]
        evidence.extend(cover.evidence)
        steps.append(
            f"{name}: tertulis pemberi kerja {_pct(cover.employer_pct)}, pekerja {_pct(cover.worker_pct)}; "
            f"ketentuan {persen(rate.employer_pct)} dan {persen(rate.worker_pct)}"
        )
        if cover.worker_pct is not None and cover.worker_pct > rate.worker_pct:
            most = persen(rate.worker_pct)
            said = f"bagian pekerja {name} {persen(cover.worker_pct)} (paling banyak {most})"
            (problems if rate.decides else doubts).append(said)
        if cover.employer_pct is not None and cover.employer_pct < rate.employer_pct:
            least = persen(rate.employer_pct)
            said = f"bagian pemberi kerja {name} {persen(cover.employer_pct)} (paling sedikit {least})"
            (problems if rate.decides else doubts).append(said)
    calculation = Calculation((), tuple(steps), "sesuai" if not problems else "tidak sesuai", "Pembagian iuran")
    if problems:
        yield case.finding(
            rule_id, "violated", f"Tidak sesuai tarif: {daftar(problems)}.", evidence=evidence, calculation=calculation
        )
    elif doubts:
        yield case.unclear(rule_id, f"Perlu dipastikan: {daftar(doubts)}.", evidence=evidence, calculation=calculation)
    elif judged:
        yield case.satisfied(rule_id, "Pembagian iuran sesuai tarif.", evidence=evidence, calculation=calculation)
    else:
        yield case.not_applicable(rule_id, "Kontrak tidak menyebut persentase iuran JHT, JP atau BPJS Kesehatan.")


def _pct(value: Decimal | None) -> str:
    return persen(value) if value is not None else "tidak disebut"


def not_all_on_worker(case: Case) -> Iterator[Finding]:
    rule_id = "bpjs-not-all-on-worker"
    charged = [c for c in case.contract.insurance if c.programme in STATUTORY_PROGRAMMES and _worker_pays(case, c)]
    if charged:
        yield case.finding(
            rule_id,
            "violated",
            f"Seluruh iuran {daftar(SHORT_NAMES[c.programme] for c in charged)} dibebankan kepada pekerja.",
            evidence=spots(*charged),
            violations=("bpjs_borne_by_worker",),
        )
        return
    if not any(c.status == "granted" and c.programme in STATUTORY_PROGRAMMES for c in case.contract.insurance):
        yield case.not_applicable(rule_id, "Jaminan sosial tidak disebut; lihat aturan kepesertaan.")
        return
    yield case.satisfied(
        rule_id,
        "Tidak ditemukan iuran yang seluruhnya dibebankan kepada pekerja.",
        evidence=spots(*(c for c in case.contract.insurance if c.status == "granted")),
    )


def _worker_pays(case: Case, cover: InsuranceCover) -> bool:
    """The contribution as a whole falls on the worker, in so many words.

    Not so when only the worker's own share is written ("JHT 2% dipotong dari upah"), or when joining is left open
    ("dapat mendaftar sendiri").
    """
    if cover.payer != "worker":
        return False
    said = " ".join(e.quote for e in cover.evidence)
    if _VOLUNTARY.search(said):
        return False
    rate = case.law.rate(cover.programme, case.form_day or case.today)
    if rate is not None and cover.worker_pct is not None and 0 < cover.worker_pct <= rate.worker_pct:
        return False
    return cover.status == "granted" or (cover.status == "excluded" and bool(_CONTRIBUTION.search(said)))


def wage_base(case: Case) -> Iterator[Finding]:
    rule_id = "bpjs-wage-base"
    hits = [hit for hit in case.find(case.rule(rule_id).cues) if not hit.negated]
    if hits:
        yield case.unclear(
            rule_id,
            "Kontrak menyebut dasar upah iuran; cocokkan dengan upah pokok dan tunjangan tetap yang dibayar.",
            evidence=(hits[0].evidence,),
        )
    else:
        yield case.not_applicable(
            rule_id, "Kontrak tidak menyebut dasar upah iuran; hanya dapat diperiksa dari lampiran."
        )


def evidence_attached(case: Case) -> Iterator[Finding]:
    yield proof(
        case,
        "bpjs-evidence",
        "bpjs_evidence",
        shown="Bukti kepesertaan atau pembayaran iuran disebut.",
        missing="Bukti kepesertaan dan pembayaran iuran BPJS tidak disebut.",
    )
