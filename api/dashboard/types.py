"""What the screen of the head of office is made of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from api.dashboard.months import Month
from api.dashboard.thr import Season
from api.dashboard.wages import Ahead
from api.register.sums import Sums


@dataclass(frozen=True, slots=True)
class Group:
    """An agency, or the agencies of one kecamatan. ``key`` is what the filter takes ("": contracts that name no agency,
    for which there is no filter); ``never`` counts contracts that were never reported."""

    key: str
    name: str
    contracts: int
    workers: int
    never: int


@dataclass(frozen=True, slots=True)
class Figures:
    """Everything on the screen, over what the filter wants on ``day``.

    ``sums`` are the same sums as those of the register's list (``api.register.overview.totals``); ``agencies`` and
    ``districts`` are ordered by contracts never reported, ``months`` by time. ``agency_names`` are all agencies of the
    office, for the filter. ``not_approved`` documents with a contract are not in the register yet.
    """

    day: date
    sums: Sums
    agencies: tuple[Group, ...]
    districts: tuple[Group, ...]
    agency_names: tuple[tuple[str, str], ...]
    district_names: tuple[str, ...]
    months: tuple[Month, ...]
    ahead: Ahead
    season: Season
    not_approved: int

    @property
    def agency_count(self) -> int:
        """Agencies with a contract; contracts that name none are no agency."""
        return sum(one.organisation_id is not None for one in self.sums.agencies)
