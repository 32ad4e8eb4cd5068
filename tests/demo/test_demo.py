"""The made-up regency: small, made once, and looked at from every side."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import pytest
from fastapi.testclient import TestClient
from installation import opened, settings_in
from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher
from sqlalchemy import func, select

from api.app import create_app
from api.cli import main
from api.context import Context
from api.demo import build, world
from api.register import gaps, overview
from api.services import audit, auth, law
from models import Document, Engagement, LabourReport, Letter, Page, Plan, Publication

TODAY = date(2026, 11, 24)
MINIMUM = world.Minimum({2023: Decimal(2_418_280), 2026: Decimal(2_827_250)})


@dataclass(frozen=True)
class Regency:
    context: Context
    made: build.Made

    def count(self, model: type) -> int:
        with self.context.sessions() as session:
            return session.scalar(select(func.count()).select_from(model)) or 0


@pytest.fixture(scope="module")
def regency(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Regency]:
    """Eight contracts."""
    hasher = PasswordHash((Argon2Hasher(time_cost=1, memory_cost=8, parallelism=1),))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(auth, "_hasher", lambda: hasher)
        with opened(settings_in(tmp_path_factory.mktemp("data"), org="wanasari")) as context:
            yield Regency(context, build.build(context, seed=2026, contracts=8, today=TODAY))


def test_the_figures_agree_with_the_contracts(regency: Regency) -> None:
    """What the command says is what the register, the lists and the documents hold."""
    made = regency.made
    with regency.context.sessions() as session:
        totals = overview.totals(session, org="wanasari", today=TODAY, wanted=overview.Filter())
        found = gaps.gaps(session, org="wanasari", law=law.in_force(regency.context.settings), today=TODAY)
        approved = session.scalar(select(func.count()).where(Document.review_state == "approved"))
        workers = session.scalar(select(func.sum(Engagement.headcount)))
    assert made.contracts == regency.count(Document) == 8
    assert made.approved == approved == totals.contracts == len(found)
    assert totals.workers == workers
    assert totals.workers > 0
    assert totals.agencies > 1
    assert totals.insured["jkk"] > 0
    assert totals.not_approved == made.contracts - made.approved
    assert made.affairs.reports == regency.count(LabourReport)
    assert made.affairs.plans == regency.count(Plan)
    assert made.affairs.letters == regency.count(Letter)
    assert regency.count(Publication) == 1


def test_the_trail_is_whole(regency: Regency) -> None:
    """Every step went through the services, so the sealed chain proves itself."""
    with regency.context.sessions() as session:
        checked = audit.verify(session, session.info[audit.KEY])
    assert checked.breaks == ()
    assert checked.events > 100


def test_every_page_has_words_and_a_picture(regency: Regency) -> None:
    """The report's pages open, and nothing waits to be read."""
    with regency.context.sessions() as session:
        for document, page in session.execute(select(Document, Page).join(Page, Page.document_id == Document.id)):
            picture = regency.context.storage.page_image(document.sha256, page.pipeline_version, page.number)
            assert picture.read_bytes()[8:12] == b"WEBP"
            assert regency.context.queue.status(document) is None
    assert regency.count(Page) >= 8


def test_all_roles_can_sign_in_and_every_screen_says_what_it_is(regency: Regency) -> None:
    """The printed password opens each account; the register, a report and the alerts carry the banner."""
    app = create_app(regency.context.settings, make_reader=None)
    with regency.context.sessions() as session:
        document = session.scalars(select(Document)).first()
    assert document is not None
    with TestClient(app, follow_redirects=False) as client:
        for name, role in regency.made.accounts:
            client.cookies.clear()
            answer = client.post("/masuk", data={"name": name, "password": regency.made.password})
            assert answer.headers["location"] == "/", role
        client.cookies.clear()
        client.post("/masuk", data={"name": "admin", "password": regency.made.password})
        for path in ("/daftar", f"/dokumen/{document.id}", "/peringatan", "/daftar/laporan", "/antrean"):
            page = client.get(path)
            assert page.status_code == 200, path
            assert "DATA CONTOH" in page.text, path
        client.cookies.clear()
        assert "(DATA CONTOH)" in client.get("/terbuka").text


def test_the_same_seed_gives_the_same_world() -> None:
    """Numbers, people and wages come from the seed and the day alone; another seed is another regency."""
    one, same, other = (world.make_world(seed=seed, contracts=60, today=TODAY, minimum=MINIMUM) for seed in (7, 7, 8))
    assert one == same
    assert one != other


def test_four_hundred_contracts_are_as_many_agencies_and_firms_as_asked() -> None:
    """Thirty agencies in eight districts, sixty firms, every number used once, good and bad ones in each year."""
    made = world.make_world(seed=2026, contracts=400, today=TODAY, minimum=MINIMUM)
    assert (len(made.agencies), len(made.vendors), len(made.deals)) == (30, 60, 400)
    assert len({deal.number for deal in made.deals}) == 400
    assert len({agency.district for agency in made.agencies}) == 8
    for year in range(2023, 2027):
        flawed = [bool(deal.flaws - {"bare"}) for deal in made.deals if deal.starts_on.year == year]
        assert {True, False} <= set(flawed), year
    assert any(TODAY < deal.ends_on <= date(2026, 12, 24) for deal in made.deals)
    followed = {(a.need, a.vendor.name) for a in made.deals}
    assert len(followed) > len({need for need, _ in followed})


def test_a_folder_in_use_is_refused(
    tmp_path_factory: pytest.TempPathFactory, capsys: pytest.CaptureFixture[str]
) -> None:
    """An office's own data are never mixed with made-up ones: nothing is written."""
    folder = tmp_path_factory.mktemp("kantor")
    (folder / "lindung.sqlite3").write_bytes(b"")
    assert main(["demo", str(folder), "--contracts", "8"]) == 2
    assert "sudah berisi" in capsys.readouterr().err
    assert [path.name for path in folder.iterdir()] == ["lindung.sqlite3"]
