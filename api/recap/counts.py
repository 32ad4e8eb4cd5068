"""Sums while they are being counted."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from api.recap.sums import WELFARE, Sums
from extractor.vocabulary import STATUTORY_PROGRAMMES


class Counts:
    """Sums while they are being counted. ``ids`` are contracts of one pair, ``known`` those of them that were reported;
    they are let go when the pair is done."""

    __slots__ = (
        "below", "contracts", "ids", "insured", "known", "lacking", "positions", "reported", "stated", "unknown",
        "wage_high", "wage_low", "workers",
    )  # fmt: skip

    def __init__(self) -> None:
        self.contracts = self.reported = self.positions = self.workers = self.unknown = self.stated = self.below = 0
        self.insured = [0] * len(STATUTORY_PROGRAMMES)
        self.lacking = [0] * len(WELFARE)
        self.wage_low: int | None = None
        self.wage_high: int | None = None
        self.ids: set[int] = set()
        self.known: set[int] = set()

    def count(self, row: Any, insured: tuple[int, ...], lacking: tuple[int, ...]) -> None:
        """One position of one contract."""
        if row.contract_id not in self.ids:
            self.ids.add(row.contract_id)
            self.contracts += 1
            if row.reported:
                self.known.add(row.contract_id)
                self.reported += 1
        self.positions += 1
        heads = row.headcount
        if heads is None:
            self.unknown += 1
            heads = 0
        self.workers += heads
        if row.below_minimum:
            self.below += heads
        if row.wage is not None:
            self.stated += heads
            if row.wage_period == "month":
                self._wages(row.wage, row.wage)
        for index in insured:
            self.insured[index] += heads
        for index in lacking:
            self.lacking[index] += heads

    def add(self, other: Counts) -> None:
        """``other`` holds other contracts, or the contracts are put right afterwards (``together``)."""
        self.contracts += other.contracts
        self.reported += other.reported
        self.positions += other.positions
        self.workers += other.workers
        self.unknown += other.unknown
        self.stated += other.stated
        self.below += other.below
        self.insured = [a + b for a, b in zip(self.insured, other.insured, strict=True)]
        self.lacking = [a + b for a, b in zip(self.lacking, other.lacking, strict=True)]
        if other.wage_low is not None and other.wage_high is not None:
            self._wages(other.wage_low, other.wage_high)

    @classmethod
    def together(cls, some: list[Counts]) -> Counts:
        """Several positions of one pair: a contract that stands in more than one of them counts once."""
        if len(some) == 1:
            return some[0]
        made = cls()
        for one in some:
            made.add(one)
        made.ids = set().union(*(one.ids for one in some))
        made.known = set().union(*(one.known for one in some))
        made.contracts, made.reported = len(made.ids), len(made.known)
        return made

    def sums(self) -> Sums:
        return Sums(
            contracts=self.contracts,
            reported=self.reported,
            positions=self.positions,
            workers=self.workers,
            unknown=self.unknown,
            wage_stated=self.stated,
            below_minimum=self.below,
            insured=dict(zip(STATUTORY_PROGRAMMES, self.insured, strict=True)),
            lacking=dict(zip(WELFARE, self.lacking, strict=True)),
            wage_low=None if self.wage_low is None else Decimal(self.wage_low) / 100,
            wage_high=None if self.wage_high is None else Decimal(self.wage_high) / 100,
        )

    def _wages(self, low: int, high: int) -> None:
        self.wage_low = low if self.wage_low is None else min(self.wage_low, low)
        self.wage_high = high if self.wage_high is None else max(self.wage_high, high)
