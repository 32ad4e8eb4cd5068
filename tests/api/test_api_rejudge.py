"""Judging a document again through the API, and what counts as a change."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from fake_reader import FakeReader, pdf
from fastapi.testclient import TestClient
from installation import opened, wait_until_finished
from sqlalchemy import select

from api.services.rejudging import changes
from api.settings import Settings
from extractor.law import load_law
from extractor.report import Finding
from models import Document

FLOOR = Finding("wage-minimum", "violated", "kritis", "Upah satpam", "Kurang Rp100.000.", "")
OTHER = replace(FLOOR, title="Upah sopir", explanation="Kurang Rp50.000.")


def handed_in(client: TestClient, settings: Settings, headers: dict[str, str]) -> str:
    made = client.post("/api/v1/documents", files={"file": ("a.pdf", pdf("nilai"))}, headers=headers)
    with opened(settings) as context:
        with context.sessions() as session:
            document = session.scalars(select(Document)).one()
        wait_until_finished(context, document)
    return str(made.headers["content-location"])


def test_a_program_can_have_a_document_judged_again(
    reading_client: TestClient, settings: Settings, token: Callable[..., dict[str, str]], reader: FakeReader
) -> None:
    """The answer names both versions and each changed finding; nothing is read again; a second time nothing changes."""
    headers = token()
    address = handed_in(reading_client, settings, headers)
    read = list(reader.read)
    told = reading_client.post(f"{address}/rejudge", headers=headers).json()
    assert (told["stored"], told["law_before"], told["law_after"]) == (True, "2026.1", load_law().version)
    wage = next(c for c in told["changed"] if c["rule"] == "wage-minimum")
    assert wage["before"]["verdict"] == "violated"
    assert wage["after"]["explanation"] != wage["before"]["explanation"]
    report = reading_client.get(f"{address}/report", headers=headers).json()
    assert report["law_version"] == load_law().version
    assert report["pipeline_version"] == "test"
    again = reading_client.post(f"{address}/rejudge", headers=headers).json()
    assert (again["stored"], again["changed"]) == (False, [])
    assert reader.read == read


def test_broken_office_data_judges_nothing_again(
    reading_client: TestClient, settings: Settings, token: Callable[..., dict[str, str]]
) -> None:
    """422 names file and line, and the report stays as it was."""
    headers = token()
    address = handed_in(reading_client, settings, headers)
    settings.law_folder.mkdir()
    (settings.law_folder / "minimum_wages_a.csv").write_text("tahun\n", encoding="utf-8")
    answer = reading_client.post(f"{address}/rejudge", headers=headers)
    assert answer.status_code == 422
    assert answer.json()["code"] == "law-data-invalid"
    assert "minimum_wages_a.csv baris 1" in answer.json()["title"]
    assert reading_client.get(f"{address}/report", headers=headers).json()["law_version"] == "2026.1"


def test_findings_of_one_rule_are_compared_with_their_own_kind() -> None:
    """Of two positions only the one that was judged otherwise is a change, whatever their order."""
    better = replace(FLOOR, verdict="satisfied", explanation="Memenuhi.")
    (change,) = changes((FLOOR, OTHER), (OTHER, better))
    assert (change.before, change.after) == (FLOOR, better)


def test_a_new_and_a_gone_finding_are_changes() -> None:
    """What appears has no before, what is gone no after; other words in title or advice alone are none."""
    gone = Finding("thr-allowance", "absent", "tinggi", "THR", "Tidak ada.", "")
    made = changes((FLOOR, gone), (replace(FLOOR, advice="Naikkan."), OTHER))
    assert [(c.before, c.after) for c in made] == [(None, OTHER), (gone, None)]
    assert changes((FLOOR,), (replace(FLOOR, title="Upah anggota satpam"),)) == ()
