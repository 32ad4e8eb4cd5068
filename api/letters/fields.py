"""The fields that a template may use, what each means, and an example of each: the one list of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from api.letters.wording import Item

FIELDS: dict[str, str] = {
    "pemerintah": "baris di atas nama kantor, misalnya PEMERINTAH KABUPATEN …",
    "nama_kantor": "nama kantor",
    "alamat_kantor": "alamat kantor",
    "kontak_kantor": "telepon, surel, laman kantor",
    "logo": "gambar logo kantor; pakai dengan {% if logo %}",
    "tempat": "tempat surat dibuat",
    "tanggal": "tanggal surat, misalnya 24 November 2026",
    "nomor": "nomor surat; kosong titik-titik selama konsep",
    "perihal": "perihal surat",
    "lampiran": "banyaknya lampiran, atau -",
    "kepada": "yang dituju",
    "alamat_tujuan": "alamat yang dituju; boleh kosong",
    "jenis_kontrak": "jenis dokumen, misalnya Perjanjian alih daya",
    "nomor_kontrak": "nomor kontrak seperti tercetak",
    "tanggal_kontrak": "tanggal kontrak ditandatangani",
    "pengguna": "instansi atau perusahaan pengguna",
    "penyedia": "penyedia atau pemberi kerja",
    "temuan": "semua temuan yang dipilih; dipakai dengan {% for t in temuan %}",
    "temuan_peraturan": "hanya temuan yang bersandar pada peraturan",
    "temuan_penjelasan": "hanya temuan yang dimintakan penjelasan",
    "jumlah_temuan": "banyaknya temuan yang dipilih",
    "batas_jawab": "hari terakhir menjawab; kosong bila tidak diminta",
    "hari_jawab": "hari kerja dari tanggal surat sampai batas jawab; kosong bila tidak dapat dihitung",
    "catatan": "kalimat tambahan dari petugas; boleh kosong",
    "narahubung": "nama dan telepon yang dapat dihubungi",
    "penanda_tangan": "nama penanda tangan",
    "jabatan_penanda_tangan": "jabatan penanda tangan",
    "nip": "NIP penanda tangan; boleh kosong",
    "nomor_sebelumnya": "nomor surat yang diingatkan; kosong selain pada pengingat",
    "tanggal_sebelumnya": "tanggal surat yang diingatkan",
    "batas_sebelumnya": "batas jawab surat yang diingatkan",
}
LISTS: frozenset[str] = frozenset({"temuan", "temuan_peraturan", "temuan_penjelasan"})
ITEM_FIELDS: dict[str, str] = {
    "no": "nomor urut dalam surat",
    "judul": "judul temuan",
    "uraian": "kalimat temuan untuk surat",
    "tempat": "pasal dan halaman kontrak, misalnya Pasal 4, halaman 2",
    "pasal": "pasal kontrak saja",
    "halaman": "halaman kontrak saja",
    "dasar": "peraturan dan pasalnya; kosong pada yang dimintakan penjelasan",
    "kutipan": "bunyi kontrak",
    "sifat": "seberapa tegas temuan ini, misalnya menurut peraturan",
}
"""What each finding of a list has: ``{{ t.judul }}``."""


@dataclass(frozen=True, slots=True)
class Content:
    """All that a letter says. ``values`` by name of ``FIELDS`` without the lists and the logo."""

    values: dict[str, str]
    items: Sequence[Item]


def context(content: Content, *, logo: Any = "") -> dict[str, Any]:
    """The values under the names of ``FIELDS``; ``logo`` is whatever the template engine takes for a picture."""
    # In the order in which they stand in the letter: what rests on a regulation first.
    numbered = list(enumerate(sorted(content.items, key=lambda item: not item.firm), start=1))
    made: dict[str, Any] = dict.fromkeys(FIELDS, "")
    made.update({name: clean(value) for name, value in content.values.items()})
    made.update(
        logo=logo,
        temuan=[_item(n, i) for n, i in numbered],
        temuan_peraturan=[_item(n, i) for n, i in numbered if i.firm],
        temuan_penjelasan=[_item(n, i) for n, i in numbered if not i.firm],
        jumlah_temuan=str(len(numbered)),
    )
    return made


def clean(text: str) -> str:
    """Text that may stand in XML: what it does not allow, and what the engine takes for its own marks, is left out."""
    return "".join(c for c in text.replace("\r\n", "\n").replace("\t", " ") if c == "\n" or _allowed(c))


def sample() -> Content:
    """An invented letter, for trying a template."""
    items = tuple(
        Item(
            fingerprint="", rule="contoh", title="Contoh temuan", said="Kalimat contoh untuk surat.", pages="halaman 2",
            article="Pasal 4", basis="PP 35/2021 Pasal 8" if firm else "", quote="bunyi kontrak", firm=firm,
            standing="menurut peraturan" if firm else "dimintakan penjelasan", decided=True,
        )
        for firm in (True, False)
    )  # fmt: skip
    return Content({name: f"contoh {name}" for name in FIELDS if name not in {*LISTS, "logo", "jumlah_temuan"}}, items)


def _item(number: int, item: Item) -> dict[str, str]:
    return {
        "no": str(number),
        "judul": clean(item.title),
        "uraian": clean(item.said),
        "tempat": clean(item.place),
        "pasal": clean(item.article),
        "halaman": clean(item.pages),
        "dasar": clean(item.basis),
        "kutipan": clean(item.quote),
        "sifat": clean(item.standing),
    }


def _allowed(c: str) -> bool:
    """Characters of XML 1.0 but the controls."""
    return " " <= c <= "\ud7ff" or "\ue000" <= c <= "\ufffd" or "\U00010000" <= c <= "\U0010ffff"
