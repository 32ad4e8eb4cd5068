"""``demo``: a made-up regency in a data folder of its own."""

from __future__ import annotations

import sys
import time
from dataclasses import replace
from pathlib import Path

from api.context import open_context
from api.demo import build
from api.errors import DemoRefused
from api.settings import from_environment


def demo(folder: Path, *, contracts: int, seed: int) -> int:
    """Fill ``folder``, which must be empty or absent; print the accounts and their one password."""
    place = folder.expanduser().resolve()
    # Never the database or the law data of an office, whatever the environment names.
    settings = replace(
        from_environment({}), data_dir=place, database_url=f"sqlite:///{place / 'lindung.sqlite3'}", org="wanasari"
    )
    if not build.empty(settings):
        raise DemoRefused.at(place)
    begun = time.monotonic()
    context = open_context(settings)
    try:
        made = build.build(context, seed=seed, contracts=contracts)
    finally:
        context.close()
    done = made.affairs
    print(
        f"{made.contracts} kontrak ({made.approved} disetujui), {made.agencies} instansi, {made.vendors} penyedia; "
        f"{done.reports} laporan, {done.packages} paket, {done.plans} perencanaan, {done.letters} surat, "
        f"{done.alerts} peringatan baru. {time.monotonic() - begun:.0f} detik.",
        file=sys.stderr,
    )
    print(f"Folder data: {place}")
    print(f"Akun: {', '.join(f'{name} ({role})' for name, role in made.accounts)}")
    print(f"Kata sandi semua akun: {made.password}")
    print(f"Jalankan: LINDUNG_DATA_DIR={place} LINDUNG_ORG=wanasari lindung serve")
    return 0
