"""What stands over a recapitulation: whose it is, who made it, and whether it was fixed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from api.paper import Letterhead
from api.recap.sums import Recap
from api.routes.web_format import long_date, moment

TITLE = "Rekapitulasi alih daya dan perjanjian kerja"


@dataclass(frozen=True, slots=True)
class Head:
    """``fixed`` is the digest of a recapitulation that was fixed, "" for one made now; ``maker`` who made or fixed it,
    at ``made_at``."""

    maker: str
    made_at: datetime
    letterhead: Letterhead | None = None
    fixed: str = ""

    @property
    def told(self) -> str:
        """Who made it and when, as a sentence."""
        if self.fixed:
            return f"Ditetapkan oleh {self.maker} pada {moment(self.made_at)} (sidik {self.fixed[:16]})."
        return f"Dibuat oleh {self.maker} pada {moment(self.made_at)}; belum ditetapkan."


def lines(recap: Recap, head: Head) -> tuple[tuple[str, str], ...]:
    """The entries over the figures: (word, what it is)."""
    return (
        ("Periode", f"{recap.period.label} ({long_date(recap.period.start)} – {long_date(recap.period.end)})"),
        ("Keadaan per", long_date(recap.period.as_of)),
        ("Instansi", recap.agency or "Semua instansi"),
        ("Dibuat", head.told),
    )
