"""The law that the worker judges by follows its files."""

from __future__ import annotations

import logging
from datetime import date
from pathlib import Path

import pytest

from api.jobs.reader import PresentLaw
from extractor.law import load_law

HEAD = "year,level,region,amount,legal_basis,source,verified\n"


def test_a_row_added_while_the_worker_runs_judges_the_next_document(tmp_path: Path) -> None:
    """Neither a restart nor a signal is needed."""
    law = PresentLaw(tmp_path / "law")
    assert law.now().version == load_law().version
    (tmp_path / "law").mkdir()
    (tmp_path / "law" / "minimum_wages_a.csv").write_text(
        HEAD + "2027,kabupaten,Seluma,3012000,SK 1,x,yes\n", encoding="utf-8"
    )
    row = law.now().wage_row("kabupaten", "Seluma", date(2027, 1, 1))
    assert row is not None
    assert row.amount == 3012000


def test_a_broken_file_leaves_the_last_good_law_in_force(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """Documents go on being judged by the state they had, and the log names the bad row."""
    law = PresentLaw(tmp_path)
    good = law.now().version
    (tmp_path / "minimum_wages_a.csv").write_text(HEAD + "2027,kota,Entah,1,SK,x,yes\n", encoding="utf-8")
    with caplog.at_level(logging.ERROR, logger="lindung.jobs"):
        assert law.now().version == good
    assert "minimum_wages_a.csv line 2" in caplog.text
