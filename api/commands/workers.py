"""``workers``: which machines read, and taking over from one that never came back."""

from __future__ import annotations

import json
import os
import sys
from collections import Counter

from api.context import open_context
from api.errors import WorkerBusy
from api.jobs import slots, supervisor
from api.settings import Settings, from_environment


def listing(*, as_json: bool) -> int:
    """Every slot that lives or has work in hand."""
    context = open_context(from_environment())
    try:
        in_hand = Counter(job.slot for job in context.queue.running())
        if slots.distributed(context):
            with context.engine.connect() as connection:
                living = slots.living(connection)
        else:
            living = (slots.ONLY_SLOT,) if _held(context.settings) else ()
    finally:
        context.close()
    found = [
        {"slot": name, "alive": name in living, "jobs": in_hand.get(name, 0)} for name in sorted({*living, *in_hand})
    ]
    if as_json:
        print(json.dumps(found, indent=2))
        return 0
    for row in found:
        print(f"{row['slot']}  {'hidup' if row['alive'] else 'tidak ada'}  {row['jobs']} pekerjaan dipegang")
    if not found:
        print("Tidak ada mesin baca yang berjalan.", file=sys.stderr)
    return 0


def adopt(slot: str) -> int:
    """Put the work of a slot that nobody holds back into the queues; a living one keeps it."""
    context = open_context(from_environment())
    try:
        if not slots.distributed(context):
            print("Pada SQLite pekerjaan dilanjutkan sendiri saat server dinyalakan lagi.", file=sys.stderr)
            return 0
        count = supervisor.adopt(context, own="", only=slot).get(slot, 0)
    finally:
        context.close()
    print(f"{count} pekerjaan milik {slot} dikembalikan ke antrean.", file=sys.stderr)
    return 0


def _held(settings: Settings) -> bool:
    """Does a process hold the worker lock of this data folder?"""
    try:
        os.close(slots.take_file(settings))
    except WorkerBusy:
        return True
    return False
