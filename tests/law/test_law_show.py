"""The law shown to people: the list, one rule, the difference between two states."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from extractor.law import diff_laws, load_law, rule_json, rule_text, rules_json, rules_text


def test_the_list_has_a_line_a_rule() -> None:
    """71 rules, 71 lines, each with id, date and article."""
    lines = rules_text(load_law()).splitlines()
    assert len(lines) == 71
    assert all("20" in line or "19" in line for line in lines)
    assert any(line.startswith("wage-minimum ") and "Pasal 88E" in line for line in lines)


def test_the_json_list_is_json() -> None:
    """The list for programs can be written as JSON."""
    assert len(json.loads(json.dumps(rules_json(load_law())))) == 71


@pytest.mark.parametrize("rule", load_law().rules, ids=lambda r: r.id)
def test_every_rule_explains_itself(rule: object) -> None:
    """The explanation names every period, every article, the wording and whom to turn to."""
    law = load_law()
    text = rule_text(law, rule.id)  # type: ignore[attr-defined]
    for period in rule.periods:  # type: ignore[attr-defined]
        assert period.since.isoformat() in text
        for cited in period.citations:
            assert cited.article in text
            assert cited.verified or "[dari ingatan]" in text
    assert rule.clause in text  # type: ignore[attr-defined]


def test_an_unknown_rule() -> None:
    """A rule that does not exist is a KeyError for the caller to word."""
    with pytest.raises(KeyError):
        rule_text(load_law(), "tidak-ada")


def test_open_periods_are_null_in_json() -> None:
    """A provision still in force has no end."""
    assert rule_json(load_law().rule("k3-clause"))["periods"][-1]["until"] is None


def test_nothing_changed() -> None:
    """The difference of a state with itself is one line."""
    law = load_law()
    assert diff_laws(law, law).splitlines() == [f"versi {law.version} -> {law.version}"]


def test_what_an_office_changed(tmp_path: Path) -> None:
    """Added and corrected rows are named."""
    head = "year,level,region,amount,legal_basis,source,verified\n"
    rows = head + "2027,kota,Bengkulu,3300000,SK 7/2026,x,yes\n2026,kabupaten,Seluma,2900000,SK 8/2025,x,yes\n"
    (tmp_path / "minimum_wages_a.csv").write_text(rows, encoding="utf-8")
    (tmp_path / "position_fields_a.csv").write_text("field,alias\nkebersihan,tukang resik\n", encoding="utf-8")
    shown = diff_laws(load_law(), load_law(tmp_path))
    assert "+ upah minimum: UMK Kota Bengkulu 2027 3300000" in shown
    assert "~ upah minimum: UMK Kabupaten Seluma 2026 2827250.9" in shown
    assert "+ jabatan: tukang resik = kebersihan" in shown


@pytest.mark.parametrize(
    ("title", "field"),
    [
        ("Petugas Cleaning Service", "kebersihan"),
        ("Anggota Satpam", "pengamanan"),
        ("Sopir Ambulans", "pengemudi"),
        ("Juru Masak", "katering"),
        ("Operator Dump Truck HD", "tambang_migas_listrik"),
        ("Resepsionis", "penunjang_operasional"),
        ("Guru", None),
        ("", None),
    ],
)
def test_fields_of_work(title: str, field: str | None) -> None:
    """A job title is mapped to its field of work by the longest alias in it."""
    assert load_law().position_field(title) == field


@pytest.mark.parametrize(
    ("rule", "before", "since"),
    [
        ("bpjs-jkp", "2021-02-01", "2021-02-02"),
        ("pkwt-compensation", "2020-11-01", "2020-11-02"),
        ("ad-transfer-of-protection", "2012-01-16", "2012-01-17"),
        ("ad-permitted-field-2026", "2026-04-29", "2026-04-30"),
        ("bpjs-contribution-split", "2015-06-30", "2015-07-01"),
        ("ad-object-type-headcount", "2024-10-30", "2024-10-31"),
        ("ad-permitted-field-2012", "2012-11-18", "2012-11-19"),
        ("wage-payment-date", "2021-02-01", "2021-02-02"),
        ("spk-form-threshold", "2018-06-30", "2018-07-01"),
        ("rep-wlkp", "1981-09-30", "1981-10-01"),
        ("pkwt-job-based-terms", "2021-02-01", "2021-02-02"),
        ("wage-basic-75", "2003-03-24", "2003-03-25"),
    ],
)
def test_when_rules_begin(rule: str, before: str, since: str) -> None:
    """A rule is in force from its day and not the day before."""
    found = load_law().rule(rule)
    assert not found.in_force(date.fromisoformat(before))
    assert found.in_force(date.fromisoformat(since))
