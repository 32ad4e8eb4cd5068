"""The report of a contract of the made-up regency: its facts as written, judged by the checks that judge any other."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from api.demo import paper
from api.demo.paper import Pages
from api.demo.wording import Line
from api.demo.world import Deal, Post
from api.routes.web_format import long_date, rupiah
from extractor.checks import judge, missing, violations
from extractor.intake.types import SourceFile
from extractor.law import Law
from extractor.pipeline import PIPELINE_VERSION
from extractor.report import (
    Clause,
    Contract,
    CountFact,
    DateFact,
    Detail,
    DocumentResult,
    Evidence,
    InsuranceCover,
    MoneyFact,
    PageResult,
    Party,
    Position,
    Report,
    TextFact,
)
from extractor.vocabulary import STATUTORY_PROGRAMMES, ClauseKind, ClauseStatus

CONFIDENCE = 0.97
_CLAUSES: tuple[ClauseKind, ...] = (
    "overtime", "working_hours", "annual_leave", "weekly_rest", "thr", "k3_apd", "compensation_pkwt",
    "transfer_of_protection", "registration_disnaker", "termination", "dispute_settlement", "resignation_penalty",
    "object_of_work", "worker_contract_form", "vendor_bears_protection", "wage_payment_date", "vendor_licence",
    "price_composition", "minimum_wage_reference", "bpjs_evidence", "maternity_leave", "paid_absence",
    "subcontract_ban", "wlkp_reporting", "personnel_liability",
)  # fmt: skip


def report(deal: Deal, pages: Pages, source: SourceFile, *, law: Law, today: date) -> Report:
    """The whole report, as a reading would have left it."""
    found = contract(deal, pages)
    results = tuple(_page(page, number) for number, page in enumerate(pages, start=1))
    findings = judge(found, pages=results, law=law, today=today)
    return Report(
        document=DocumentResult(sha256=source.sha256, filename=source.filename, status="complete", pages=results),
        contract=found,
        findings=findings,
        missing=missing(findings),
        violations=violations(findings),
        pipeline_version=PIPELINE_VERSION,
        law_version=law.version,
        banners=law.banners(today),
    )


def contract(deal: Deal, pages: Pages) -> Contract:
    """The facts with the lines in which they stand."""

    def at(key: str) -> tuple[Evidence, ...]:
        return paper.evidence(pages, key)

    def text(value: str, key: str) -> TextFact:
        return TextFact(value, value, CONFIDENCE, at(key))

    def day(value: date, key: str) -> DateFact:
        return DateFact(value, long_date(value), CONFIDENCE, at(key))

    return Contract(
        kind=deal.kind,
        kind_confidence=CONFIDENCE,
        language="id",
        title=text(f"{pages[0][0].text.capitalize()} {deal.work}", "title"),
        number=text(deal.number, "number"),
        signed_on=day(deal.signed_on, "signed_on"),
        signed_at=text(f"Kecamatan {deal.agency.district}", "signed_on"),
        starts_on=day(deal.starts_on, "period"),
        ends_on=day(deal.ends_on, "period"),
        duration_months=CountFact(deal.months, str(deal.months), CONFIDENCE, at("period")),
        value=_money(deal.value, at("value")),
        work_place=text(deal.place, "place"),
        parties=_parties(deal, at("agency"), at("vendor")),
        positions=tuple(_position(post, at(f"post.{index}")) for index, post in enumerate(deal.posts)),
        insurance=tuple(_cover(deal, programme, at(programme)) for programme in STATUTORY_PROGRAMMES),
        clauses=tuple(_clause(deal, kind, at(kind)) for kind in _CLAUSES),
        signatures=2,
    )


def _parties(deal: Deal, agency: tuple[Evidence, ...], vendor: tuple[Evidence, ...]) -> tuple[Party, ...]:
    def text(value: str, where: tuple[Evidence, ...]) -> TextFact:
        return TextFact(value, value, CONFIDENCE, where)

    return (
        Party(
            role="PIHAK KESATU",
            function="user" if deal.kind == "alih_daya" else "ppk",
            form="rumah_sakit" if deal.agency.name.startswith("Rumah Sakit") else "pemda",
            name=text(deal.agency.name, agency),
            representative=text(deal.agency.head, agency),
            representative_position=text("Pejabat Pembuat Komitmen", agency),
            address=text(deal.agency.address, agency),
            npwp=text(deal.agency.npwp, agency),
        ),
        Party(
            role="PIHAK KEDUA",
            function="vendor",
            form=deal.vendor.form,
            name=text(deal.vendor.name, vendor),
            representative=text(deal.vendor.director, vendor),
            representative_position=text("Direktur", vendor),
            address=text(deal.vendor.address, vendor),
            npwp=text(deal.vendor.npwp, vendor),
        ),
    )


def _position(post: Post, where: tuple[Evidence, ...]) -> Position:
    return Position(
        title=TextFact(post.title, post.title, CONFIDENCE, where),
        headcount=CountFact(post.headcount, f"{post.headcount} orang", CONFIDENCE, where),
        wage=_money(post.wage, where),
        wage_period="month",
    )


def _cover(deal: Deal, programme: str, where: tuple[Evidence, ...]) -> InsuranceCover:
    if not where:
        return InsuranceCover(programme, "absent", confidence=CONFIDENCE)  # type: ignore[arg-type]
    if programme != "bpjs_kesehatan":
        return InsuranceCover(programme, "granted", payer="employer", evidence=where, confidence=CONFIDENCE)  # type: ignore[arg-type]
    if "worker_pays" in deal.flaws:
        return InsuranceCover("bpjs_kesehatan", "granted", payer="worker", evidence=where, confidence=CONFIDENCE)
    return InsuranceCover(
        "bpjs_kesehatan",
        "granted",
        payer="shared",
        employer_pct=Decimal(4),
        worker_pct=Decimal(1),
        evidence=where,
        confidence=CONFIDENCE,
    )


def _clause(deal: Deal, kind: ClauseKind, where: tuple[Evidence, ...]) -> Clause:
    if not where:
        return Clause(kind, "absent", confidence=CONFIDENCE)
    status: ClauseStatus = "excluded" if kind == "overtime" and "no_overtime" in deal.flaws else "granted"
    long = "long_hours" in deal.flaws
    details: dict[str, dict[str, str]] = {
        "working_hours": {
            "hours_per_day": "12" if long else "8",
            "days_per_week": "6" if long else "5",
            "hours_per_week": "72" if long else "40",
        },
        "annual_leave": {"leave_days": "12"},
        "weekly_rest": {"days": "2"},
    }
    return Clause(
        kind, status, where, tuple(Detail(name, value) for name, value in details.get(kind, {}).items()), CONFIDENCE
    )


def _page(page: Sequence[Line], number: int) -> PageResult:
    return PageResult(
        number=number,
        source="text_layer",
        rotation=0,
        grade="good",
        confidence=1.0,
        text="\n".join(line.text for line in page),
        width=paper.PAGE[0],
        height=paper.PAGE[1],
    )


def _money(amount: Decimal, where: tuple[Evidence, ...]) -> MoneyFact:
    return MoneyFact(amount, rupiah(amount), CONFIDENCE, where)
