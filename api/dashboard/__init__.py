"""The first screen of the head of office: what the register says on a day, in figures that each open their list.

``figures``   everything the screen shows, as frozen dataclasses; also what a recapitulation takes
``wages``     the minimum wage ahead
``thr``       the religious holiday allowance (THR) ahead
``months``    workers and contracts month by month
``charts``    bars and lines as SVG, drawn on the server
``links``     where a figure leads
"""

from api.dashboard.counting import figures
from api.dashboard.types import Figures

__all__ = ["Figures", "figures"]
