"""Safety, night work, maternity."""

from __future__ import annotations

from typing import Any

import pytest
from written_facts import clause, contract, cover, findings, position, verdicts

from extractor.checks.safety import touches_night


@pytest.mark.parametrize(
    ("said", "grade", "verdict"),
    [
        ("Perusahaan menyediakan sarung tangan dan masker.", "good", "satisfied"),
        ("Alat pelindung diri dipotong dari upah bulan pertama.", "good", "violated"),
        ("Seragam dan sepatu ditanggung pekerja.", "good", "violated"),
        ("Alat pelindung diri tidak boleh dipotong dari upah.", "good", "satisfied"),
        ("Pasal 4. Cuti.", "good", "absent"),
        ("Pasal 4. Cuti.", "poor", "unreadable"),
    ],
)
def test_protective_equipment(said: str, grade: Any, verdict: str) -> None:
    """Protective equipment is free; charging it to the worker is a breach."""
    assert verdicts(contract("pkwt"), "ppe-free", said=said, grade=grade) == (verdict,)


@pytest.mark.parametrize(
    ("quote", "others", "verdict"),
    [
        ("pukul 07.00-15.00 dan 23.00-07.00", (), "unclear"),
        ("pukul 19.00 - 07.00", (), "unclear"),
        ("pukul 08.00-16.00", (), "not_applicable"),
        ("7 jam sehari", (), "not_applicable"),
        ("pukul 19.00 - 07.00", (clause("women_night_work"),), "satisfied"),
        ("pukul 05.30 - 13.00", (), "not_applicable"),
    ],
)
def test_women_at_night(quote: str, others: Any, verdict: str) -> None:
    """Only a roster that touches 23.00 to 07.00 calls for food, safety and transport."""
    subject = contract("pkwt", clauses=(clause("working_hours", quote=quote), *others))
    assert verdicts(subject, "women-night-work") == (verdict,)


@pytest.mark.parametrize(
    ("said", "night"),
    [
        ("06.00-14.00", False),
        ("14.00-22.00", False),
        ("22.00-06.00", True),
        ("00.00-08.00", True),
        ("23.30 - 23.45", True),
        ("07.00 s/d 07.00", True),
    ],
)
def test_night(said: str, night: bool) -> None:
    """A span over midnight or into the small hours is night work."""
    assert touches_night(said) is night


@pytest.mark.parametrize(("status", "severity"), [("excluded", "tinggi"), ("absent", "sedang")])
def test_maternity_is_graver_when_denied(status: Any, severity: str) -> None:
    """Silence leaves the statutory leave; unpaid or denied leave is graver."""
    found = findings(contract("pkwt", clauses=(clause("maternity_leave", status),)), "maternity-leave")
    assert found[0].severity == severity


@pytest.mark.parametrize(("signed", "instrument"), [("2024-07-01", "UU 13/2003"), ("2024-07-02", "UU 4/2024")])
def test_maternity_cites_the_law_of_its_date(signed: str, instrument: str) -> None:
    """From 2 July 2024 the act on mothers and children is cited too."""
    subject = contract("pkwt", signed=signed, starts=signed, ends=None)
    cited = [c.instrument for c in findings(subject, "maternity-leave")[0].citations]
    assert cited[-1] == instrument


@pytest.mark.parametrize(("heads", "noted"), [(99, False), (100, True), (None, False)])
def test_a_hundred_workers_call_for_a_safety_system(heads: int | None, noted: bool) -> None:
    """From a hundred workers the finding points to SMK3."""
    found = findings(contract(positions=(position("Petugas", 3_000_000, heads=heads),)), "k3-clause")[0]
    assert any("SMK3" in note for note in found.notes) is noted


@pytest.mark.parametrize(("insurance", "severity"), [((cover("private_accident"),), "tinggi"), ((), "tinggi")])
def test_private_insurance_is_no_safety_clause(insurance: Any, severity: str) -> None:
    """An accident policy does not stand in for safety at work."""
    found = findings(contract("pkwt", insurance=insurance), "k3-clause")[0]
    assert (found.verdict, found.severity) == ("absent", severity)
