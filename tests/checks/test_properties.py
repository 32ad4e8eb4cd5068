"""What must hold whatever the contract says."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any, get_args

from hypothesis import given, settings
from hypothesis import strategies as st
from written_facts import TODAY, clause, contract, cover, group_spk, law, pages, position, text

from extractor.checks import judge, missing
from extractor.report import Contract, DateFact
from extractor.vocabulary import STATUTORY_PROGRAMMES, ClauseKind

SETTINGS = settings(max_examples=25, deadline=None)
READ = pages("naskah")
RANK = {"violated": 0, "unclear": 1, "satisfied": 2}
PLACES = ("Kabupaten Bengkulu Tengah", "Kota Padang", "Kota Jakarta Barat", "Kabupaten Mukomuko", "Banjar")
KINDS: tuple[ClauseKind, ...] = get_args(ClauseKind)
STATUSES = ("granted", "excluded", "absent", "unreadable")
clauses = st.dictionaries(st.sampled_from(KINDS), st.sampled_from(STATUSES), max_size=12)
covers = st.dictionaries(st.sampled_from(STATUTORY_PROGRAMMES), st.sampled_from(STATUSES), max_size=6)
kinds = st.sampled_from(("alih_daya", "surat_perjanjian", "spk", "pkwt", "addendum"))
days = st.dates(date(2004, 1, 1), date(2026, 11, 1))


def made(kind: Any, said: dict[Any, Any], insured: dict[Any, Any], signed: date) -> Contract:
    subject = contract(
        kind,
        clauses=tuple(clause(k, status) for k, status in said.items()),
        insurance=tuple(cover(p, status) for p, status in insured.items()),
        starts=None,
        ends=None,
    )
    return replace(subject, signed_on=DateFact(signed, "", 1.0, ()))


def judged(subject: Contract) -> Any:
    return judge(subject, pages=READ, law=law(), today=TODAY)


@SETTINGS
@given(
    st.integers(1, 12_000_000),
    st.integers(0, 5_000_000),
    st.sampled_from(PLACES),
    st.sampled_from(("month", "day", "hour")),
    st.integers(2021, 2026),
)
def test_raising_a_wage_never_makes_it_worse(wage: int, more: int, place: str, period: Any, year: int) -> None:
    """A higher wage is never judged harder against the minimum than a lower one (within believable amounts)."""
    from extractor.checks.wages import PLAUSIBLE

    low, high = PLAUSIBLE[period]
    if not low <= wage <= wage + more <= high:
        return

    def rank(amount: int) -> int:
        subject = contract("pkwt", signed=f"{year}-02-01", starts=f"{year}-02-01", ends=f"{year}-12-31")
        subject = replace(subject, positions=(position(wage=amount, period=period),), work_place=text(place))
        found = [f for f in judged(subject) if f.rule == "wage-minimum" and f.calculation is not None]
        return min((RANK[f.verdict] for f in found), default=1)

    assert rank(wage + more) >= rank(wage)


@SETTINGS
@given(kinds, clauses, covers, days, st.sampled_from(KINDS))
def test_adding_a_clause_never_adds_a_missing(kind: Any, said: Any, insured: Any, signed: date, new: Any) -> None:
    """Granting one more clause never makes anything missing that was not."""
    before = set(missing(judged(made(kind, said, insured, signed))))
    after = set(missing(judged(made(kind, {**said, new: "granted"}, insured, signed))))
    assert after <= before


@SETTINGS
@given(kinds, clauses, covers, days, st.sampled_from(STATUTORY_PROGRAMMES))
def test_insuring_more_never_adds_a_missing(kind: Any, said: Any, insured: Any, signed: date, new: Any) -> None:
    """Granting one more programme never makes anything missing that was not."""
    before = set(missing(judged(made(kind, said, insured, signed))))
    after = set(missing(judged(made(kind, said, {**insured, new: "granted"}, signed))))
    assert after <= before


@SETTINGS
@given(kinds, clauses, covers, days)
def test_poor_pages_never_add_a_missing(kind: Any, said: Any, insured: Any, signed: date) -> None:
    """What is missing on poor pages is missing on good ones too."""
    subject = made(kind, said, insured, signed)
    good = set(missing(judged(subject)))
    poor = set(missing(judge(subject, pages=pages("naskah", grade="poor"), law=law(), today=TODAY)))
    assert poor <= good


@SETTINGS
@given(clauses, covers, days)
def test_nothing_granted_is_missing(said: Any, insured: Any, signed: date) -> None:
    """Never is a thing both granted and missing (a roster of seven days without rest is the one exception)."""
    lacking = set(missing(judged(made("alih_daya", said, insured, signed))))
    granted = {k for k, status in (said | insured).items() if status == "granted"}
    assert not lacking & granted


@SETTINGS
@given(
    st.dates(date(1, 1, 1), date(9999, 12, 31)),
    st.dates(date(1, 1, 1), date(9999, 12, 31)),
    st.integers(0, 10**12),
    st.text(max_size=30),
)
def test_nothing_crashes(first: date, last: date, wage: int, place: str) -> None:
    """Any dates, any wage and any place are judged without a crash."""
    for subject in (contract("pkwt"), contract(), group_spk()):
        odd = replace(
            subject,
            signed_on=DateFact(first, "", 1.0, ()),
            starts_on=DateFact(first, "", 1.0, ()),
            ends_on=DateFact(last, "", 1.0, ()),
            positions=(position(wage=wage),),
            work_place=text(place),
        )
        assert judged(odd)
