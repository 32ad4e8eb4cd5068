"""The list of what a lawyer should still look at, held against the law data it is made from."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractor.law import Rule, doubtful, doubtful_text, load_law

LAW = load_law()
DOUBTS = {doubt.rule.id: doubt for doubt in doubtful(LAW)}
PAGE = Path(__file__).parents[2] / "docs" / "law-doubtful.md"


def test_the_page_is_what_the_data_says() -> None:
    """The page in the documentation was made from the data as they are (``lindung law doubts``)."""
    assert PAGE.read_text(encoding="utf-8") == doubtful_text(LAW)


@pytest.mark.parametrize("rule", LAW.rules, ids=lambda r: r.id)
def test_no_doubt_is_left_out(rule: Rule) -> None:
    """A rule with a doubt or an unseen provision is listed with all of them, a settled one is not."""
    unseen = [c for p in rule.periods for c in p.citations if not c.verified]
    settled = rule.status == "verified" and rule.weight not in ("contested", "calculation")
    listed = DOUBTS.get(rule.id)
    assert (listed is None) is (settled and not rule.doubts and not unseen)
    if listed is not None:
        text = doubtful_text(LAW)
        assert all(f"- Diragukan: {doubt}\n" in text for doubt in rule.doubts)
        assert len(listed.unseen) == len(unseen)


@pytest.mark.parametrize("doubt", DOUBTS.values(), ids=lambda d: d.rule.id)
def test_every_doubt_says_what_would_settle_it(doubt: object) -> None:
    """Each entry names a text or ruling to look for, why it is open, and what the program does until then."""
    rule = doubt.rule  # type: ignore[attr-defined]
    assert len(rule.settle) > 20
    assert rule.doubts or doubt.unseen or rule.weight in ("contested", "calculation")  # type: ignore[attr-defined]
    assert doubt.meanwhile  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ("security-guard-qualification", "tidak pernah menyatakannya dilanggar"),
        ("ad-price-covers-labour-cost", "perhitungan bantu"),
        ("spk-individual-provider", "diperdebatkan"),
        ("rep-one-door", "kebijakan kantor"),
        ("no-diploma-retention", "surat edaran"),
        ("thr-allowance", "2003-03-25 sampai 2016-03-07 tidak ada yang disebut pelanggaran"),
        ("no-union-ban", "yang memutuskan pasal lainnya"),
        ("wage-minimum", "keraguan di atas ditulis"),
    ],
)
def test_what_is_done_meanwhile(rule: str, said: str) -> None:
    """What the program does until a doubt is settled follows from the status, weight and citations of the rule."""
    assert any(said in line for line in DOUBTS[rule].meanwhile)


def test_what_is_from_memory_decides_nothing_else() -> None:
    """A rule from memory says only that it is shown."""
    assert len(DOUBTS["driver-licence-and-hours"].meanwhile) == 1


def test_rows_that_do_not_decide_are_listed() -> None:
    """Every minimum wage and rate that is only shown is on the list, every one that decides is not."""
    text = doubtful_text(LAW)
    for row in LAW.minimum_wages:
        assert (f"- {row.name}: Rp{row.amount} " in text) is not row.decides
    assert text.count("sejak") >= sum(not rate.decides for rate in LAW.rates)
    assert all(statute.title in text for statute in LAW.pending)


def test_secondary_sources_are_named() -> None:
    """Provisions seen only on secondary pages are listed with the page."""
    assert "- `rep-one-door`: Kebijakan Disnakertrans" in doubtful_text(LAW)
    assert DOUBTS["ad-permitted-field-2026"].secondary
    assert not DOUBTS["women-night-work"].secondary
