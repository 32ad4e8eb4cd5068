"""Where a planning case may lie, and which step leads where.

::

    draft -> bappeda -> disnakertrans -> legal -> approved
    bappeda | disnakertrans | legal -> draft        (sent back, with a reason)
    any but withdrawn -> withdrawn                  (with a reason; an approved one only while no contract is linked)
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from api.permissions import may
from models import Plan, User
from models.planning import PlanAction, PlanState

Step = Literal["submit", "agree", "send_back", "withdraw", "attach"]
"""What a person can do with a case through the form of its page."""
STEPS: tuple[Step, ...] = get_args(Step)
STATES: tuple[PlanState, ...] = get_args(PlanState)

STATE_NAMES: dict[PlanState, str] = {
    "draft": "konsep di instansi",
    "bappeda": "di Bappeda",
    "disnakertrans": "di Disnakertrans",
    "legal": "di bagian hukum",
    "approved": "disetujui",
    "withdrawn": "dicabut",
}
BODIES: dict[PlanState, str] = {
    "draft": "instansi",
    "bappeda": "Bappeda",
    "disnakertrans": "Disnakertrans",
    "legal": "bagian hukum",
    "approved": "kantor",
    "withdrawn": "kantor",
}
STEP_NAMES: dict[Step, str] = {
    "submit": "Ajukan ke Bappeda",
    "agree": "Catat persetujuan",
    "send_back": "Kembalikan ke instansi",
    "withdraw": "Cabut perencanaan",
    "attach": "Tambahkan lampiran atau catatan",
}
DONE: dict[PlanAction, str] = {
    "file": "membuat konsep",
    "edit": "mengubah isian",
    "submit": "mengajukan ke Bappeda",
    "agree": "mencatat persetujuan",
    "send_back": "mencatat pengembalian ke instansi",
    "withdraw": "mencabut perencanaan",
    "attach": "menambahkan lampiran atau catatan",
    "link": "menghubungkan dengan kontrak",
    "unlink": "melepaskan hubungan dengan kontrak",
}
AT_A_BODY: frozenset[PlanState] = frozenset({"bappeda", "disnakertrans", "legal"})
_NEXT: dict[PlanState, PlanState] = {"bappeda": "disnakertrans", "disnakertrans": "legal", "legal": "approved"}


@dataclass(frozen=True, slots=True)
class Way:
    """A step that can be taken now. ``final``: it is the approval that ends the way."""

    step: Step
    after: PlanState
    reason: bool
    final: bool = False

    @property
    def name(self) -> str:
        if self.final:
            return "Catat persetujuan akhir"
        if self.step == "agree":
            return f"Catat persetujuan, teruskan ke {BODIES[self.after]}"
        return STEP_NAMES[self.step]


def may_write(user: User) -> bool:
    """Who keeps cases: those who see the register and judge or approve. An auditor only reads."""
    return may(user, "register") and (may(user, "review") or may(user, "approve"))


def way(state: PlanState, step: Step) -> Way | None:
    """The step from that state, None when it cannot be taken there."""
    match step:
        case "submit" if state == "draft":
            return Way(step, "bappeda", reason=False)
        case "agree" if state in AT_A_BODY:
            return Way(step, _NEXT[state], reason=False, final=_NEXT[state] == "approved")
        case "send_back" if state in AT_A_BODY:
            return Way(step, "draft", reason=True)
        case "withdraw" if state != "withdrawn":
            return Way(step, "withdrawn", reason=True)
        case "attach" if state != "withdrawn":
            return Way(step, state, reason=False)
    return None


def open_ways(plan: Plan, user: User) -> tuple[Way, ...]:
    """The steps that the person may take now, in the order in which the page offers them."""
    if not may_write(user):
        return ()
    found = (way(plan.state, step) for step in STEPS)
    return tuple(one for one in found if one is not None and allowed(plan, one, user))


def allowed(plan: Plan, one: Way, user: User) -> bool:
    """Whether role and person fit: an approval, and taking one back, ask for the permission; the final one for a
    second person."""
    if one.final or (one.step == "withdraw" and plan.state == "approved"):
        return may(user, "approve") and not (one.final and wrote(plan, user))
    return may_write(user)


def wrote(plan: Plan, user: User) -> bool:
    """Whether the person wrote the present text or sent it on its way."""
    return user.id in (plan.edited_by, plan.filed_by)
