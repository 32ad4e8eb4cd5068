"""A publication as open data: one table as CSV, everything as JSON, and what each field means."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from api import sheets
from api.public.cells import LEAST
from api.public.publish import Shown
from api.public.snapshot import SCHEMA, Group
from api.sheets import Row

COLUMNS = (
    "baris", "instansi", "penyedia", "jabatan", "kontrak", "dilaporkan", "belum_dilaporkan", "pekerja",
    "jabatan_tanpa_jumlah", "keadaan_per", "lisensi",
)  # fmt: skip
DICTIONARY: dict[str, str] = {
    "baris": "apa yang dihitung baris itu: jabatan, instansi-penyedia, instansi, penyedia, atau jumlah. Baris yang "
    "berlainan jenis menghitung hal yang sama dengan cara lain; jangan dijumlahkan satu sama lain",
    "instansi": "instansi pemakai tenaga kerja; yang namanya tidak dikenal sebagai nama lembaga: “instansi lain”",
    "penyedia": "penyedia tenaga kerja; “perorangan” untuk orang dan usaha tanpa badan hukum, “badan usaha” bila "
    "kantor tidak menyebut nama penyedia",
    "jabatan": "nama jabatan; yang tidak dikenal sebagai nama jabatan: “jabatan lain”",
    "kontrak": "kontrak yang disetujui kantor dan berlaku pada tanggal keadaan; kosong pada baris jabatan, karena satu "
    "kontrak dapat memuat beberapa jabatan",
    "dilaporkan": "kontrak yang laporannya diterima kantor paling lambat tanggal keadaan",
    "belum_dilaporkan": "kontrak yang tidak ada laporannya",
    "pekerja": "jumlah orang yang tertulis dalam kontrak",
    "jabatan_tanpa_jumlah": "jabatan dalam kontrak yang tidak menyebut jumlah orang; tidak dikira-kira",
    "keadaan_per": "tanggal keadaan (ISO 8601)",
    "lisensi": "ketentuan pemakaian data",
    "jaminan": f"pekerja menurut program jaminan sosial yang tertulis dalam kontraknya; null untuk kelompok di bawah "
    f"{LEAST} pekerja dan kelompok yang dapat dihitung balik darinya",
    "upah_terendah": f"upah sebulan (rupiah) yang terendah di antara upah yang dibayarkan kepada paling sedikit "
    f"{LEAST} pekerja pada jabatan itu; null bila tidak ada",
    "upah_tertinggi": "seperti upah_terendah, yang tertinggi",
}  # fmt: skip


def rows(shown: Shown) -> Iterator[Row]:
    """The table of ``COLUMNS``."""
    made = shown.snapshot
    day, licence = made.as_of.isoformat(), made.licence
    for place in made.places:
        people = (None, None, None, place.workers, place.unknown)
        yield ("jabatan", place.agency, place.vendor, place.title, *people, day, licence)
    for pair in made.pairs:
        counts = (pair.contracts, pair.reported, pair.unreported, pair.workers, pair.unknown)
        yield ("instansi-penyedia", pair.agency, pair.vendor, None, *counts, day, licence)
    for word, groups in (("instansi", made.agencies), ("penyedia", made.vendors)):
        for group in groups:
            names = (group.name, None) if word == "instansi" else (None, group.name)
            yield (word, *names, None, *_counts(group), day, licence)
    yield ("jumlah", None, None, None, *_counts(made.total), day, licence)


def as_csv(shown: Shown) -> bytes:
    """With the mark at the beginning, so that spreadsheet programs take it for the UTF-8 that it is."""
    out = io.StringIO(newline="")
    sheets.write_csv(COLUMNS, rows(shown), out)
    return ("\ufeff" + out.getvalue()).encode()


def as_json(shown: Shown) -> bytes:
    made = shown.snapshot
    body = {
        "schema": SCHEMA,
        "kantor": made.office,
        "keadaan_per": made.as_of.isoformat(),
        "diterbitkan": shown.row.published_at.isoformat(timespec="seconds"),
        "lisensi": made.licence,
        "kontak": made.contact,
        "kelompok_terkecil": LEAST,
        "kamus": DICTIONARY,
        "banyak_instansi": made.agencies_count,
        "banyak_penyedia": made.vendors_count,
        "jumlah": _group(made.total),
        "status": made.statuses,
        "instansi": [{"instansi": group.name, **_group(group)} for group in made.agencies],
        "penyedia": [{"penyedia": group.name, **_group(group)} for group in made.vendors],
        "jabatan": [
            {
                "jabatan": job.name,
                "pekerja": job.workers,
                "jabatan_tanpa_jumlah": job.unknown,
                "upah_terendah": _rupiah(job.wage_low),
                "upah_tertinggi": _rupiah(job.wage_high),
            }
            for job in made.jobs
        ],
        "instansi_penyedia": [
            {
                "instansi": pair.agency,
                "penyedia": pair.vendor,
                "kontrak": pair.contracts,
                "dilaporkan": pair.reported,
                "belum_dilaporkan": pair.unreported,
                "pekerja": pair.workers,
                "jabatan_tanpa_jumlah": pair.unknown,
            }
            for pair in made.pairs
        ],
        "rincian": [
            {
                "instansi": place.agency,
                "penyedia": place.vendor,
                "jabatan": place.title,
                "pekerja": place.workers,
                "jabatan_tanpa_jumlah": place.unknown,
            }
            for place in made.places
        ],
    }
    return (json.dumps(body, ensure_ascii=False, indent=1) + "\n").encode()


def _counts(group: Group) -> tuple[int, ...]:
    return (group.contracts, group.reported, group.unreported, group.workers, group.unknown)


def _group(group: Group) -> dict[str, Any]:
    return {
        "kontrak": group.contracts,
        "dilaporkan": group.reported,
        "belum_dilaporkan": group.unreported,
        "pekerja": group.workers,
        "jabatan_tanpa_jumlah": group.unknown,
        "jaminan": group.insured,
    }


def _rupiah(wage: Decimal | None) -> int | None:
    return None if wage is None else int(wage.to_integral_value())
