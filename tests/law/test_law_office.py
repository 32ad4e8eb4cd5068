"""An office's own minimum wages, and the difference between two states of the law data."""

from __future__ import annotations

import shutil
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from extractor.law import (
    WAGES_FILE,
    LawDataError,
    NewWage,
    Region,
    changes_json,
    diff_laws,
    law_changes,
    law_of_folder,
    law_with,
    load_law,
)
from extractor.law.load import DATA

HEAD = "year,level,region,amount,legal_basis,source,verified\n"
SELUMA = Region("kabupaten", "Seluma")


def wage(**changes: object) -> NewWage:
    fields: dict[str, object] = {
        "year": 2027,
        "region": SELUMA,
        "amount": Decimal("3012500.50"),
        "legal_basis": "SK Gubernur Nomor 7, 01-12-2026",
        "source": "sha256:" + "ab" * 32,
    }
    return NewWage(**{**fields, **changes})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Kabupaten Seluma", ["Kabupaten Seluma"]),
        ("kab. seluma", ["Kabupaten Seluma"]),
        ("Seluma", ["Kabupaten Seluma"]),
        ("Kota Bengkulu", ["Kota Bengkulu"]),
        ("Provinsi Bengkulu", ["Provinsi Bengkulu"]),
        ("Bengkulu", ["Provinsi Bengkulu", "Kota Bengkulu"]),
        ("Bandung", ["Kabupaten Bandung", "Kota Bandung"]),
        ("Kota Seluma", []),
        ("Provinsi Seluma", []),
        ("Jalan Seluma", []),
        ("Kota", []),
        ("", []),
        ("...", []),
    ],
)
def test_a_region_is_named_whole_or_not_at_all(text: str, shown: list[str]) -> None:
    """A form names one region: several meanings are all given, an unknown or half name gives none."""
    assert [region.shown for region in load_law().regions(text)] == shown


def test_a_row_put_in_decides_and_nothing_is_written(tmp_path: Path) -> None:
    """The law with the row has it in force, in the documented columns; the folder stays empty."""
    text, law = law_with(tmp_path, wage(remark='Ralat, lihat "diktum" kedua'))
    assert list(tmp_path.iterdir()) == []
    (tmp_path / WAGES_FILE).write_text(text, encoding="utf-8")
    row = load_law(tmp_path).wage_row("kabupaten", "Seluma", date(2027, 6, 1))
    assert row == law.wage_row("kabupaten", "Seluma", date(2027, 6, 1))
    assert row is not None
    assert (row.amount, row.decides, row.office, row.province) == (Decimal("3012500.50"), True, True, "Bengkulu")
    assert row.remark == 'Ralat, lihat "diktum" kedua'


def test_the_same_region_and_year_is_replaced_and_other_rows_stay(tmp_path: Path) -> None:
    """Putting a row in twice leaves one; a spreadsheet's semicolons and own columns survive."""
    (tmp_path / WAGES_FILE).write_text(
        "year;level;region;amount;legal_basis;source;verified;catatan\n"
        "2027;kabupaten;Seluma;2900000;SK 1;arsip;yes;lama\n"
        "2027;kota;Bengkulu;3300000;SK 2;arsip;yes;tetap\n",
        encoding="utf-8",
    )
    text, law = law_with(tmp_path, wage())
    assert text.count("Seluma") == 1
    assert "tetap" in text
    assert len([row for row in law.minimum_wages if row.year == 2027]) == 2


@pytest.mark.parametrize(
    ("bad", "column"),
    [
        ({"amount": Decimal(1000)}, "amount"),
        ({"region": Region("kota", "Antah Berantah")}, "region"),
        ({"year": 1900}, "year"),
        ({"legal_basis": ""}, "legal_basis"),
    ],
)
def test_a_bad_row_names_its_column(tmp_path: Path, bad: dict[str, object], column: str) -> None:
    """The validation of ``lindung law check`` refuses the row and says which column is at fault."""
    with pytest.raises(LawDataError) as refused:
        law_with(tmp_path, wage(**bad))
    assert refused.value.column == column


def test_another_file_with_the_last_word_is_named(tmp_path: Path) -> None:
    """A row that would not count because a later file has the same one is refused rather than lost."""
    (tmp_path / "minimum_wages_z.csv").write_text(
        HEAD + "2027,kabupaten,Seluma,2900000,SK 1,arsip,yes\n", encoding="utf-8"
    )
    with pytest.raises(LawDataError, match="UMK Kabupaten Seluma 2027"):
        law_with(tmp_path, wage())


def test_every_kind_of_change_is_named(tmp_path: Path) -> None:
    """Added, removed and changed rows of two whole sets of law data, one line each, and the same as JSON."""
    old, new = tmp_path / "lama", tmp_path / "baru"
    for folder in (old, new):
        shutil.copytree(DATA, folder)
    wages = (old / "minimum_wages.csv").read_text(encoding="utf-8").splitlines()
    gone = next(line for line in wages if line.startswith("2021,kabupaten,Mukomuko"))
    wages.remove(gone)
    (new / "minimum_wages.csv").write_text("\n".join(wages) + "\n", encoding="utf-8")
    rates = (new / "bpjs_rates.csv").read_text(encoding="utf-8").replace("jkm,,0.30,", "jkm,,0.20,")
    (new / "bpjs_rates.csv").write_text(rates, encoding="utf-8")
    rules = (
        (new / "rules" / "spk.json").read_text(encoding="utf-8").replace('"severity": "kritis"', '"severity": "sedang"')
    )
    (new / "rules" / "spk.json").write_text(rules, encoding="utf-8")
    before, after = law_of_folder(old), law_of_folder(new)
    assert before.version == load_law().version
    lines = diff_laws(before, after).splitlines()
    assert lines[0] == f"versi {before.version} -> {after.version}"
    assert any(line.startswith("- upah minimum: UMK Kabupaten Mukomuko 2021 2500000") for line in lines)
    assert any(line.startswith("~ iuran: jkm 0.30/0") and "-> jkm 0.20/0" in line for line in lines)
    assert any(line.startswith("~ aturan: ") and line.endswith("berubah pada severity") for line in lines)
    told = changes_json(before, after)
    assert len(told["changes"]) == len(lines) - 1
    assert {c["how"] for c in told["changes"]} == {"removed", "changed"}
    assert {c.how for c in law_changes(after, before)} == {"added", "changed"}


def test_a_folder_that_is_not_there_is_no_empty_difference(tmp_path: Path) -> None:
    """A mistyped path is said, not compared as if it held nothing."""
    with pytest.raises(LawDataError, match="tidak ada"):
        law_of_folder(tmp_path / "salah")
