"""The law data: complete, dated, sourced, and refused by file and line when wrong."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from extractor.law import LawDataError, check_law, load_law
from extractor.law.load import DATA

WAGES = "year,level,region,amount,legal_basis,source,verified\n"
RATES = "programme,risk_class,employer_pct,worker_pct,wage_ceiling,valid_from,valid_until,legal_basis,verified\n"
GOOD = "2027,kabupaten,Seluma,3000000,SK Gubernur 1/2026,salinan.pdf,yes\n"


def office(folder: Path, name: str, content: str) -> Path:
    (folder / name).write_text(content, encoding="utf-8")
    return folder


def test_all_rules_are_there_with_law_and_texts() -> None:
    """71 rules, each with dated provisions, a reason, a wording, a letter sentence and a contact."""
    law = load_law()
    assert len(law.rules) == 71
    for rule in law.rules:
        assert rule.periods
        assert all(period.citations for period in rule.periods)
        assert all(text.strip() for text in (rule.why, rule.clause, rule.letter, rule.contact)), rule.id


def test_every_row_of_the_tables_is_there() -> None:
    """All minimum wages and contribution rates are imported."""
    law = load_law()
    assert len(law.minimum_wages) == 254
    assert len(law.rates) == 31
    assert len(law.regencies) == 514
    assert len(law.provinces) == 38


def test_what_is_from_memory_is_not_verified() -> None:
    """A citation without a source that was seen is never marked as verified."""
    for rule in load_law().rules:
        for period in rule.periods:
            for cited in period.citations:
                assert not (cited.verified and "ingatan" in cited.source.casefold()), rule.id


def test_a_rule_from_memory_has_no_verified_law() -> None:
    """A rule marked as from memory cites nothing verified."""
    for rule in load_law().rules:
        if rule.status == "from_memory":
            assert not any(c.verified for p in rule.periods for c in p.citations), rule.id


def test_the_law_is_loaded_once() -> None:
    """Loading again gives the very same value until a file changes."""
    assert load_law() is load_law()


def test_the_version_follows_the_data(tmp_path: Path) -> None:
    """An added row makes another version, the same data the same."""
    plain = load_law().version
    changed = load_law(office(tmp_path, "minimum_wages_2027.csv", WAGES + GOOD)).version
    assert plain != changed
    assert plain.startswith("20")
    assert load_law().version == plain


def test_an_office_adds_a_year(tmp_path: Path) -> None:
    """An office's row for a new year is used without touching the program."""
    law = load_law(office(tmp_path, "minimum_wages_2027.csv", WAGES + GOOD))
    row = law.minimum_wage("Kabupaten Seluma", date(2027, 5, 1))
    assert row is not None
    assert row.amount == Decimal(3_000_000)
    assert row.name == "UMK Kabupaten Seluma 2027"


def test_an_office_row_replaces_a_shipped_one(tmp_path: Path) -> None:
    """Where both have a row for a place and year, the office's own counts."""
    row = "2026,kabupaten,Seluma,2900000,SK Gubernur 2/2025,salinan.pdf,yes\n"
    law = load_law(office(tmp_path, "minimum_wages.csv", WAGES + row))
    found = law.minimum_wage("Kabupaten Seluma", date(2026, 5, 1))
    assert found is not None
    assert found.amount == Decimal(2_900_000)


def test_a_row_may_start_within_the_year(tmp_path: Path) -> None:
    """A minimum wage that starts in July leaves the first half to the older row."""
    head = WAGES.replace("amount,", "amount,valid_from,valid_until,")
    row = "2026,kabupaten,Seluma,2990000,2026-07-01,2026-12-31,SK Gubernur 3/2026,salinan.pdf,yes\n"
    law = load_law(office(tmp_path, "minimum_wages_tengah.csv", head + row))
    amounts = [law.minimum_wage("Kabupaten Seluma", date(2026, month, 1)) for month in (6, 7)]
    assert [str(r.amount) for r in amounts if r] == ["2827250.9", "2990000"]


def test_semicolons_are_read_too(tmp_path: Path) -> None:
    """A spreadsheet with Indonesian settings writes semicolons and a byte-order mark."""
    content = "\ufeff" + (WAGES + GOOD).replace(",", ";")
    assert load_law(office(tmp_path, "minimum_wages_2027.csv", content)).minimum_wage("Seluma", date(2027, 1, 1))


def test_other_files_are_left_alone(tmp_path: Path) -> None:
    """The decree as PDF beside the table is not read as data."""
    office(tmp_path, "minimum_wages_2027.csv", WAGES + GOOD)
    (tmp_path / "SK-1-2026.pdf").write_bytes(b"%PDF-1.7")
    (tmp_path / "catatan.csv").write_text("bukan data", encoding="utf-8")
    assert load_law(tmp_path).version


def test_a_position_alias(tmp_path: Path) -> None:
    """An office can say what a local job title means."""
    law = load_law(office(tmp_path, "position_fields_lokal.csv", "field,alias\nkebersihan,tukang resik\n"))
    assert law.position_field("Tukang Resik Pasar") == "kebersihan"


def test_a_local_regulation(tmp_path: Path) -> None:
    """A local regulation is cited with the rule from its date on."""
    row = "rule,instrument,article,valid_from,valid_until,source\nrep-one-door,Perbup 9/2025,Pasal 4,2025-07-01,,JDIH\n"
    rule = load_law(office(tmp_path, "local_provisions.csv", row)).rule("rep-one-door")
    assert rule.citations(date(2025, 7, 1))[0].instrument == "Perbup 9/2025"
    assert all(c.instrument != "Perbup 9/2025" for c in rule.citations(date(2025, 6, 30)))


def test_a_pending_statute_can_be_switched(tmp_path: Path) -> None:
    """An office's entry of the same id replaces the shipped banner; a withdrawn one is silent."""
    shipped = load_law()
    assert shipped.banners(date(2026, 11, 24))
    assert shipped.banners(date(2026, 10, 30)) == ()
    entry = [
        {
            "id": "uu-pelindungan-ketenagakerjaan",
            "title": "RUU",
            "status": "withdrawn",
            "announce_from": "2026-10-31",
            "affects": [],
            "message": "Batal.",
        }
    ]
    assert load_law(office(tmp_path, "pending.json", json.dumps(entry))).banners(date(2026, 11, 24)) == ()


BAD: tuple[tuple[str, str, int, str], ...] = (
    ("minimum_wages.csv", WAGES + GOOD + "2027,kabupaten,Selumaa,3000000,SK,x,yes\n", 3, "tidak dikenal"),
    ("minimum_wages.csv", WAGES + "2027,desa,Seluma,3000000,SK,x,yes\n", 2, "yang dikenal"),
    ("minimum_wages.csv", WAGES + "2027,kabupaten,Seluma,Rp3.000.000,SK,x,yes\n", 2, "bukan angka"),
    ("minimum_wages.csv", WAGES + "2027,kabupaten,Seluma,3000,SK,x,yes\n", 2, "tidak masuk akal"),
    ("minimum_wages.csv", WAGES + "2027,kabupaten,Seluma,300000000,SK,x,yes\n", 2, "tidak masuk akal"),
    ("minimum_wages.csv", WAGES + "27,kabupaten,Seluma,3000000,SK,x,yes\n", 2, "bukan tahun"),
    ("minimum_wages.csv", WAGES + "2027,kabupaten,Seluma,3000000,,x,yes\n", 2, "kosong"),
    ("minimum_wages.csv", WAGES + "2027,kabupaten,Seluma,3000000,SK,x,pasti\n", 2, "yang dikenal"),
    ("minimum_wages.csv", WAGES + GOOD + GOOD, 3, "sudah ada di baris 2"),
    ("minimum_wages.csv", WAGES + "2027,kabupaten,Seluma,3000000,SK, nomor 1,x,yes\n", 2, "lebih banyak"),
    ("minimum_wages.csv", "tahun,daerah\n2027,Seluma\n", 1, "Kolom tidak ada"),
    (
        "minimum_wages.csv",
        WAGES.replace("region,", "region,province,") + "2027,kabupaten,Seluma,Jambi,3000000,SK,x,yes\n",
        2,
        "bukan Jambi",
    ),
    ("bpjs_rates.csv", RATES + "jkk,,0.24,0,,2027-01-01,,PP,yes\n", 2, "kosong"),
    ("bpjs_rates.csv", RATES + "jht,,37,2,,2027-01-01,,PP,yes\n", 2, "tidak masuk akal"),
    ("bpjs_rates.csv", RATES + "jht,,3.7,2,,01-01-2027,,PP,yes\n", 2, "bukan tanggal"),
    ("bpjs_rates.csv", RATES + "jht,,3.7,2,,2027-01-01,2026-01-01,PP,yes\n", 2, "mendahului"),
    ("pending.json", "[{]", 1, "JSON"),
    (
        "pending.json",
        '[\n {"id": "a", "title": "b", "status": "mungkin", "announce_from": "2026-01-01", "message": "c"}]',
        2,
        "yang dikenal",
    ),
    (
        "local_provisions.csv",
        "rule,instrument,article,valid_from,source\ntidak-ada,Perda 1/2025,Pasal 1,2025-01-01,JDIH\n",
        2,
        "tidak dikenal",
    ),
)


@pytest.mark.parametrize(
    ("name", "content", "line", "said"), BAD, ids=[f"{b[0]}: {b[3]}-{i}" for i, b in enumerate(BAD)]
)
def test_a_bad_row_is_refused(tmp_path: Path, name: str, content: str, line: int, said: str) -> None:
    """A row that cannot be taken is refused with its file, its line and an Indonesian sentence."""
    folder = office(tmp_path, name, content)
    with pytest.raises(LawDataError) as refused:
        load_law(folder)
    assert refused.value.file.endswith(name)
    assert refused.value.line == line
    assert said in refused.value.message


def test_a_file_that_is_not_text(tmp_path: Path) -> None:
    """A table saved in another encoding is refused with the line of the first odd byte."""
    (tmp_path / "minimum_wages.csv").write_bytes(WAGES.encode() + b"2027,kabupaten,Seluma,3000000,SK \xff,x,yes\n")
    with pytest.raises(LawDataError) as refused:
        load_law(tmp_path)
    assert refused.value.line == 2


def test_the_check_names_every_bad_row(tmp_path: Path) -> None:
    """The check does not stop at the first bad row."""
    rows = "2027,kabupaten,Nirwana,3000000,SK,x,yes\n" + GOOD + "2027,kabupaten,Kaur,3,SK,x,yes\n"
    office(tmp_path, "minimum_wages.csv", WAGES + rows)
    office(tmp_path, "bpjs_rates.csv", RATES + "jkk,aneh,0.24,0,,2027-01-01,,PP,yes\n")
    checked = check_law(tmp_path)
    assert sorted((Path(p.file).name, p.line) for p in checked.problems) == [
        ("bpjs_rates.csv", 2),
        ("minimum_wages.csv", 2),
        ("minimum_wages.csv", 4),
    ]
    assert checked.version is None
    assert len(checked.text().splitlines()) == 3


def test_the_shipped_data_is_good() -> None:
    """The data that ships with the program passes its own check."""
    checked = check_law()
    assert checked.problems == ()
    assert checked.version == load_law().version
    assert "Data hukum baik" in checked.text()


def test_no_data_file_is_forgotten() -> None:
    """Every file in the data folder is one the loader reads."""
    read = {
        "bpjs_rates.csv",
        "holidays.csv",
        "minimum_wages.csv",
        "pending.json",
        "position_fields.csv",
        "provinces.csv",
        "regencies.csv",
        "sources.csv",
    }
    assert {p.name for p in DATA.iterdir() if p.suffix in (".csv", ".json")} == read
