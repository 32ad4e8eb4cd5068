"""Column types."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Column, Integer, MetaData, Table, create_engine, insert, select
from sqlalchemy.dialects import sqlite

from models.types import PackedText, Sen, UtcDateTime

DIALECT = sqlite.dialect()


def stored_and_read(kind: Any, value: Any) -> Any:
    """What comes back from a real table."""
    table = Table("t", MetaData(), Column("id", Integer, primary_key=True), Column("value", kind))
    engine = create_engine("sqlite://")
    try:
        with engine.begin() as connection:
            table.create(connection)
            connection.execute(insert(table).values(value=value))
            return connection.execute(select(table.c.value)).scalar_one()
    finally:
        engine.dispose()


@given(st.decimals(min_value=-(10**15), max_value=10**15, places=2))
def test_money_keeps_every_sen(amount: Decimal) -> None:
    """An amount with two decimals goes through the integer column unchanged."""
    sen = Sen().process_bind_param(amount, DIALECT)
    assert isinstance(sen, int)
    assert Sen().process_result_value(sen, DIALECT) == amount


def test_money_in_a_table_is_exact() -> None:
    """An amount that a floating column would round comes back exactly."""
    assert stored_and_read(Sen(), Decimal("90071992547409.93")) == Decimal("90071992547409.93")


def test_a_fraction_of_a_sen_is_refused() -> None:
    """Rounding money is the caller's decision, so the column refuses what it would have to round."""
    with pytest.raises(ValueError, match="two decimals"):
        Sen().process_bind_param(Decimal("1.005"), DIALECT)


def test_moments_come_back_in_utc() -> None:
    """A moment in Western Indonesian Time is the same moment in UTC when read back."""
    noon = datetime(2026, 3, 1, 12, 0, tzinfo=timezone(timedelta(hours=7)))
    back = stored_and_read(UtcDateTime(), noon)
    assert back == noon
    assert back.tzinfo is UTC


def test_a_moment_without_zone_is_refused() -> None:
    """A naive datetime could mean three times in Indonesia, so it is not stored."""
    with pytest.raises(ValueError, match="time zone"):
        UtcDateTime().process_bind_param(datetime(2026, 3, 1, 12, 0), DIALECT)  # noqa: DTZ001


@given(st.text())
def test_packed_text_comes_back(text: str) -> None:
    """Any text survives compression."""
    packed = PackedText().process_bind_param(text, DIALECT)
    assert PackedText().process_result_value(packed, DIALECT) == text


@pytest.mark.parametrize("kind", [Sen(), UtcDateTime(), PackedText()])
def test_nothing_stays_nothing(kind: Any) -> None:
    """NULL is None in every column type."""
    assert stored_and_read(kind, None) is None
