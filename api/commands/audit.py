"""``audit``: prove that nobody changed the trail of what was done."""

from __future__ import annotations

import json
import re
import sys

from api.audit_key import audit_key
from api.database import make_engine, make_sessions
from api.services import audit
from api.services.audit import Break, Proof
from api.settings import from_environment
from models.migrations import upgrade

BROKEN = 9
_HEAD = re.compile(r"\d+:[0-9a-f]{64}")


def verify(*, noted: str = "", as_json: bool = False) -> int:
    """Prove the whole trail; every row that was changed, removed or slipped in is named. 9 when there is one."""
    if noted and not _HEAD.fullmatch(noted):
        print("Kepala yang dicatat berbentuk NOMOR:HASH, seperti cetakan lindung audit head.", file=sys.stderr)
        return 2
    proof = _proof(noted)
    if as_json:
        rows = [{"first": b.first, "last": b.last, "what": b.what} for b in proof.breaks]
        print(json.dumps({"whole": proof.whole, "events": proof.events, "head": proof.head, "breaks": rows}))
    else:
        for broken in proof.breaks:
            print(_sentence(broken))
        print(f"Jejak audit utuh: {proof.events} peristiwa." if proof.whole else _REMEDY)
    return 0 if proof.whole else BROKEN


def head() -> int:
    """The number and hash of the newest event, to be noted away from this machine."""
    proof = _proof("")
    print(proof.head)
    return 0 if proof.whole else BROKEN


_REMEDY = "Jejak audit tidak utuh. Simpan basis data ini sebagai bukti, lalu bandingkan dengan cadangan."


def _sentence(broken: Break) -> str:
    which = f"Peristiwa {broken.first}" if broken.first >= broken.last else f"Peristiwa {broken.first}–{broken.last}"
    return f"{which}: {broken.what}."


def _proof(noted: str) -> Proof:
    """Not over ``open_context``: that refuses a trail whose head was changed, and here it must be shown."""
    settings = from_environment()
    settings.data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
    engine = make_engine(settings)
    try:
        upgrade(engine)
        key = audit_key(settings, engine)
        with make_sessions(engine, audit_key=key)() as session:
            return audit.verify(session, key, noted=noted)
    finally:
        engine.dispose()
