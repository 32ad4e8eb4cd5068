"""A newer scan of the same contract: what is carried over, and what stands side by side."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from reviewed import Office, office

from api.context import Context
from api.database import transaction
from api.errors import Forbidden, Invalid, StaleDocument
from api.services import queue, reports, reviews, versions
from api.services.queue import Filter
from api.services.versions import Versions
from models import Document, User


@pytest.fixture
def house(context: Context) -> Office:
    return office(context)


@pytest.fixture
def pair(house: Office) -> tuple[Document, Document]:
    """The older document and its rescan, in which the wage is read otherwise and one finding is gone."""
    older, newer = house.document("lama"), house.document("baru")
    with transaction(house.context.sessions) as session:
        row = session.get_one(Document, newer.id)
        report = reports.current(session, row).report
        first, *others = report.contract.positions
        assert first.wage is not None
        wage = replace(first.wage, value=Decimal(3_950_000))
        contract = replace(report.contract, positions=(replace(first, wage=wage), *others))
        findings = tuple(f for f in report.findings if f.rule != "wage-minimum")
        reports.store(session, row, replace(report, contract=contract, findings=findings))
    return older, newer


def link(house: Office, newer: Document, older: Document, user: User, *, version: int | None = None) -> int:
    with transaction(house.context.sessions) as session:
        row = session.get_one(Document, newer.id)
        return versions.link(
            session,
            row,
            session.get_one(Document, older.id),
            user=user,
            version=row.version if version is None else version,
        )


def compared(house: Office, document: Document) -> Versions | None:
    with house.context.sessions() as session:
        return versions.compared(session, session.get_one(Document, document.id))


def test_decisions_on_what_is_the_same_are_kept(house: Office, pair: tuple[Document, Document]) -> None:
    """All decided in the older one: the newer one has only its own questions left, and takes its place in the queue."""
    older, newer = pair
    sari = house.person("sari")
    house.decide_all(older, sari)
    assert house.fresh(newer).open_count > 0
    carried = link(house, newer, older, sari)
    with house.context.sessions() as session:
        row = session.get_one(Document, newer.id)
        questions = [f for f in reports.current(session, row).findings if f.row.verdict in reviews.QUESTIONS]
        assert carried == len(questions)
        assert [f.row.rule for f in questions if f.decision is None] == []
        assert row.open_count == 0
        assert [d.id for d in queue.listing(session, sari, Filter()).documents] == [newer.id]
        assert versions.newer_than(session, older) == newer.id


def test_what_differs_stands_side_by_side(house: Office, pair: tuple[Document, Document]) -> None:
    """The wage with both values, the finding that is gone; nothing else."""
    older, newer = pair
    assert compared(house, newer) is None
    link(house, newer, older, house.person("sari"))
    found = compared(house, newer)
    assert found is not None
    assert [(c.path, c.before, c.after) for c in found.facts] == [("positions.0.wage", "2950000", "3950000")]
    assert [(c.rule, c.after) for c in found.findings] == [("wage-minimum", None)]


def test_only_older_documents_of_the_same_number_and_agency_are_proposed(
    house: Office, pair: tuple[Document, Document]
) -> None:
    """The newer one proposes the older, not the other way round, and not another agency's."""
    older, newer = pair
    sari = house.person("sari")
    house.document("lain", agency="dinkes")
    with house.context.sessions() as session:
        rows = [session.get_one(Document, d.id) for d in (older, newer)]
        assert [d.id for d in versions.candidates(session, rows[1], sari)] == [older.id]
        assert list(versions.candidates(session, rows[0], sari)) == []
    link(house, newer, older, sari)
    with house.context.sessions() as session:
        assert list(versions.candidates(session, session.get_one(Document, newer.id), sari)) == []


def test_a_link_that_cannot_be_is_refused(house: Office, pair: tuple[Document, Document]) -> None:
    """Not by an auditor, not with itself, not twice, not on an old page."""
    older, newer = pair
    sari = house.person("sari")
    with pytest.raises(Forbidden):
        link(house, newer, older, house.person("audi", "auditor"))
    with pytest.raises(Invalid):
        link(house, newer, newer, sari)
    with pytest.raises(StaleDocument):
        link(house, newer, older, sari, version=99)
    link(house, newer, older, sari)
    third = house.document("ketiga")
    with pytest.raises(Invalid):
        link(house, third, older, sari)
