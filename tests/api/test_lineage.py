"""An addendum finds the contract it amends, and a contract its addenda; both are only suggested."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from fake_reader import make_report, pdf
from installation import hand_in
from sqlalchemy import func, select
from written_facts import day, text

from api.context import Context
from api.database import transaction
from api.services import lineage, reports
from api.services.lineage import RelatedContract
from extractor.intake.types import SourceFile
from extractor.report import Amends, Contract, ContractPart, Party, Report
from extractor.words.types import PageWords
from models import ContractKey, Document

PAGES = [PageWords(number=n, width=595.0, height=842.0, words=(), source="ocr") for n in (1, 2)]
NUMBER = "15/PKS/WI/V/2023"


def parties(*names: str) -> tuple[Party, ...]:
    return tuple(Party(role=f"PIHAK {i}", function=None, form=None, name=text(name)) for i, name in enumerate(names))


BOTH = parties("PT Wana Indah", "CV Bakti Karya")
PARENT = Contract(kind="alih_daya", number=text(NUMBER), signed_on=day("2023-05-08"), parties=BOTH)
ADDENDUM = Contract(
    kind="addendum", number=text("2/ADD/WI/2024"), signed_on=day("2024-04-03"), parties=BOTH,
    amends=Amends(number=text(NUMBER), signed_on=day("2023-05-08")),
)  # fmt: skip


def stored(context: Context, contract: Contract, *, org: str = "utama", others: tuple[Contract, ...] = ()) -> Document:
    """A document whose report holds this contract, and ``others`` on its later pages."""
    made = hand_in(context, pdf(f"{contract.number} {org} {contract.signed_on} {len(others)}"), org=org)
    with transaction(context.sessions) as session:
        row = session.get_one(Document, made.id)
        source = SourceFile(context.storage.original(row.sha256), row.filename, "application/pdf", row.sha256, row.size)
        reports.store(session, row, of(source, contract, others))
    return made


def of(source: SourceFile, contract: Contract, others: tuple[Contract, ...] = ()) -> Report:
    report = replace(make_report(source, PAGES), contract=contract)
    if not others:
        return report
    parts = [ContractPart((n,), "", one, (), (), ()) for n, one in enumerate((contract, *others), start=1)]
    return replace(report, parts=tuple(parts))


def parents_of(
    context: Context, document: Document, contract: Contract = ADDENDUM, part: int = 1
) -> tuple[RelatedContract, ...]:
    with context.sessions() as session:
        return lineage.parents(session, session.get_one(Document, document.id), contract, part=part)


def test_the_parent_is_found_by_its_number_however_it_is_typed(context: Context) -> None:
    """Blanks, zeros and a letter read for a digit in the quoted number still lead to the contract."""
    parent = stored(context, PARENT)
    quoted = replace(ADDENDUM, amends=Amends(number=text("015 / PKS / WI / V / 2O23"), signed_on=day("2023-05-08")))
    (found,) = parents_of(context, stored(context, quoted), quoted)
    assert found.document_id == parent.id
    assert (found.same_number, found.dates_agree, found.parties_agree) == (True, True, True)
    assert found.number == NUMBER


def test_what_does_not_agree_is_said(context: Context) -> None:
    """A contract of that number with other parties and another date is suggested last and with both doubts."""
    stranger = replace(PARENT, signed_on=day("2022-01-10"), parties=parties("PT Laut Biru", "CV Pelita"))
    stored(context, stranger)
    right = stored(context, PARENT)
    first, second = parents_of(context, stored(context, ADDENDUM))
    assert first.document_id == right.id
    assert (second.dates_agree, second.parties_agree) == (False, False)


def test_a_nearly_equal_number_needs_the_same_date(context: Context) -> None:
    """A misread number is forgiven only where the quoted date is the contract's."""
    stored(context, replace(PARENT, number=text("15/PKS/W1I/V/2023")))
    (found,) = parents_of(context, stored(context, ADDENDUM))
    assert found.same_number is False
    other_day = replace(ADDENDUM, amends=Amends(number=text(NUMBER), signed_on=day("2023-05-09")))
    assert parents_of(context, stored(context, other_day), other_day) == ()


@pytest.mark.parametrize(
    "contract",
    [PARENT, replace(ADDENDUM, amends=None), replace(ADDENDUM, amends=Amends(number=text("12")))],
    ids=("no addendum", "nothing quoted", "a number too short to mean anything"),
)
def test_nothing_is_suggested_without_a_quoted_number(context: Context, contract: Contract) -> None:
    """A contract that quotes no other, or quotes it by a number that many have, has no suggested parent."""
    stored(context, replace(PARENT, number=text("12")))
    assert parents_of(context, stored(context, contract), contract) == ()


def test_another_office_is_never_found(context: Context) -> None:
    """The same number in another office stays there."""
    stored(context, PARENT, org="lain")
    assert parents_of(context, stored(context, ADDENDUM)) == ()


def test_a_contract_lists_its_addenda_by_date(context: Context) -> None:
    """Every addendum that quotes the contract's number stands with it, the oldest first."""
    parent = stored(context, PARENT)
    later = stored(context, replace(ADDENDUM, number=text("3/ADD/WI/2025"), signed_on=day("2025-04-02")))
    first = stored(context, ADDENDUM)
    with context.sessions() as session:
        found = lineage.addenda(session, session.get_one(Document, parent.id), PARENT)
    assert [r.document_id for r in found] == [first.id, later.id]
    assert [r.signed_on for r in found] == [date(2024, 4, 3), date(2025, 4, 2)]


def test_contract_and_addendum_of_one_file_find_each_other(context: Context) -> None:
    """In a scan that holds both, the addendum's parent is the other part of the same document."""
    document = stored(context, PARENT, others=(ADDENDUM,))
    (found,) = parents_of(context, document, ADDENDUM, part=2)
    assert (found.document_id, found.part, found.first_page) == (document.id, 1, 1)


def test_a_new_report_takes_the_place_of_the_old_rows(context: Context) -> None:
    """Reading again leaves one row a contract, with the newer number."""
    document = stored(context, PARENT)
    with transaction(context.sessions) as session:
        row = session.get_one(Document, document.id)
        source = SourceFile(context.storage.original(row.sha256), "a.pdf", "application/pdf", row.sha256, row.size)
        reports.store(session, row, of(source, replace(PARENT, number=text("16/PKS/WI/V/2023"))))
    with context.sessions() as session:
        assert session.scalar(select(func.count()).select_from(ContractKey)) == 1
        assert session.scalar(select(ContractKey.number)) == "16/PKS/WI/V/2023"


def test_what_is_no_contract_has_no_row(context: Context) -> None:
    """A bill with the same number is never suggested."""
    stored(context, replace(PARENT, kind="other"))
    assert parents_of(context, stored(context, ADDENDUM)) == ()
