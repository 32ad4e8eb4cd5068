"""Which heading means which field: lists come with their columns in any order, each source in its own words."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from api.register.imports.cells import FieldType, Unusable
from api.register.imports.errors import ListRefused
from models.register_import import ImportKind

HEADING_WITHIN = 20
"""Lines in which the heading is looked for: exports put a title and a date above it."""


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a list. ``title`` is what the office's own sample file calls it; ``headings`` what else is accepted,
    without case, signs and blanks around. ``limit`` in characters."""

    name: str
    title: str
    headings: tuple[str, ...]
    type: FieldType = "text"
    required: bool = False
    limit: int = 255


@dataclass(frozen=True, slots=True)
class Kind:
    """A list that can be brought in. ``most_rows``: a list of names is compared name with name, so it is shorter."""

    name: str
    fields: tuple[Field, ...]
    most_rows: int


@dataclass(frozen=True, slots=True)
class Heading:
    """Where each field stands. ``at`` pairs of field and position in the line, ``ignored`` headings without meaning."""

    number: int
    at: tuple[tuple[Field, int], ...]
    ignored: tuple[str, ...]

    def title(self, name: str) -> str:
        """What the office calls that field."""
        return next((field.title for field, _ in self.at if field.name == name), name)


def _words(text: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in text.split("|"))


_NPWP = Field("npwp", "NPWP", _words("no npwp|nomor npwp|npwp15|npwp16|npwp perusahaan|npwp penyedia"), "npwp")
_ADDRESS = Field("address", "Alamat", _words("alamat kantor|alamat perusahaan|alamat lengkap"))
_DISTRICT = Field("district", "Kecamatan", _words("nama kecamatan|kec|wilayah|distrik"), limit=64)
_ALIASES = Field(
    "aliases", "Nama lain", _words("alias|aliases|nama alias|sebutan lain|ejaan lain|dahulu|nama lama"), "names"
)
_AGENCY = (
    Field(
        "name", "Nama instansi",
        _words("nama|instansi|nama opd|opd|perangkat daerah|nama perangkat daerah|skpd|nama skpd|satuan kerja"
               "|nama satuan kerja|nama satker|satker|unit kerja|nama unit kerja|pd"),
        required=True,
    ),
    Field("short_name", "Nama singkat", _words("singkatan|akronim|nama pendek|kode singkat"), limit=64),
    _NPWP,
    Field("nib", "NIB", _words("nomor induk berusaha|no nib|nomor nib"), "nib"),
    _DISTRICT,
    _ADDRESS,
    _ALIASES,
)  # fmt: skip
_VENDOR = (
    Field(
        "name", "Nama penyedia",
        _words("nama|penyedia|nama perusahaan|perusahaan|nama badan usaha|badan usaha|vendor|nama vendor|rekanan"
               "|nama rekanan|nama penyedia jasa"),
        required=True,
    ),
    *_AGENCY[1:],
)  # fmt: skip
_POSITION = (
    Field("name", "Jabatan", _words("nama jabatan|posisi|pekerjaan|nama posisi|nama pekerjaan"), required=True),
    Field("group", "Jabatan baku", _words("kelompok|kelompok jabatan|golongan jabatan|jabatan standar|nama baku|grup")),
    _ALIASES,
)
_CODE_OF_PLAN = "kode rup|id rup|kd rup|rup|kode paket rup|kd rup paket|kode sirup|id paket rup"
_PACKAGE_NAME = Field(
    "name", "Nama paket",
    _words("paket|nama paket pengadaan|nama tender|nama pekerjaan|uraian paket|nama kegiatan paket|pekerjaan"),
    required=True, limit=500,
)  # fmt: skip
_UNIT = Field(
    "agency", "Satuan kerja",
    _words("nama satuan kerja|satker|nama satker|opd|nama opd|skpd|nama skpd|perangkat daerah|nama perangkat daerah"
           "|instansi|nama instansi|unit kerja"),
    required=True,
)  # fmt: skip
_BUDGET = "pagu|pagu anggaran|total pagu|nilai pagu|pagu paket|jumlah pagu"
_COMMON = (
    Field(
        "method", "Metode",
        _words("metode pengadaan|metode pemilihan|mtd pemilihan|mtd pengadaan|metode pemilihan penyedia|jenis tender"),
        limit=128,
    ),
    Field("funds", "Sumber dana", _words("sumber pendanaan|asal dana|sumber anggaran"), limit=128),
    Field(
        "category", "Jenis pengadaan",
        _words("kategori|kategori pengadaan|jenis|jenis paket pengadaan|kategori pekerjaan|nama jenis pengadaan"),
        limit=128,
    ),
    Field("volume", "Volume", _words("volume pekerjaan|volume paket")),
    Field("year", "Tahun", _words("tahun anggaran|ta|thn|thn anggaran"), "year"),
    Field(
        "starts_on", "Awal pelaksanaan",
        _words("waktu pelaksanaan awal|awal pelaksanaan kontrak|mulai pelaksanaan|tanggal mulai|mulai|tgl mulai"
               "|pelaksanaan awal|awal kontrak|tgl awal kontrak|tgl awal pelaksanaan kontrak|tgl mulai pekerjaan"
               "|tanggal mulai kontrak|pelaksanaan kontrak mulai|mulai kontrak|tgl kontrak awal"),
        "day",
    ),
    Field(
        "ends_on", "Akhir pelaksanaan",
        _words("waktu pelaksanaan akhir|akhir pelaksanaan kontrak|selesai pelaksanaan|tanggal selesai|selesai"
               "|tgl selesai|pelaksanaan akhir|akhir kontrak|tgl akhir kontrak|tgl akhir pelaksanaan kontrak"
               "|tgl selesai pekerjaan|tanggal selesai kontrak|pelaksanaan kontrak akhir|berakhir|tgl kontrak akhir"),
        "last_day",
    ),
)  # fmt: skip
_RUP = (
    Field("code", "Kode RUP", _words(_CODE_OF_PLAN + "|id|kode paket"), "code", required=True, limit=64),
    _PACKAGE_NAME,
    _UNIT,
    Field("budget", "Pagu", _words(_BUDGET), "money", required=True),
    *_COMMON,
)
_SPSE = (
    Field(
        "code", "Kode paket",
        _words("kode tender|kode non tender|kode nontender|id tender|id paket|kd tender|kd nontender|kd nontender pct"
               "|kd paket|kode lelang|id lelang|kode pencatatan|kode"),
        "code", required=True, limit=64,
    ),
    Field("rup_code", "Kode RUP", _words(_CODE_OF_PLAN), "code", limit=64),
    _PACKAGE_NAME,
    _UNIT,
    Field("budget", "Pagu", _words(_BUDGET), "money"),
    Field("estimate", "HPS", _words("nilai hps|harga perkiraan sendiri|total hps|hps paket"), "money"),
    Field(
        "value", "Nilai kontrak",
        _words("harga kontrak|nilai kontrak final|harga negosiasi|hasil negosiasi|nilai pdn kontrak|total nilai kontrak"
               "|nilai realisasi|nilai terkontrak|realisasi"),
        "money",
    ),
    Field(
        "vendor", "Pemenang",
        _words("nama pemenang|penyedia|nama penyedia|pemenang berkontrak|nama pemenang berkontrak|rekanan|pelaksana"),
    ),
    Field("vendor_npwp", "NPWP pemenang", _words("npwp|npwp penyedia|npwp pemenang berkontrak"), "npwp"),
    Field("contract_number", "Nomor kontrak", _words("no kontrak|nomor spk|no spk|nomor surat perjanjian|no sp")),
    Field(
        "signed_on", "Tanggal kontrak",
        _words("tgl kontrak|tanggal tanda tangan kontrak|tanggal penandatanganan|tgl penandatanganan kontrak"
               "|tanggal spk|tgl spk"),
        "day",
    ),
    *_COMMON,
)  # fmt: skip

KINDS: dict[ImportKind, Kind] = {
    "agency": Kind("instansi (OPD)", _AGENCY, 20_000),
    "vendor": Kind("penyedia", _VENDOR, 20_000),
    "position": Kind("jabatan", _POSITION, 20_000),
    "rup": Kind("paket pengadaan SiRUP (RUP)", _RUP, 100_000),
    "spse": Kind("paket pengadaan LPSE/SPSE", _SPSE, 100_000),
}


def heading_key(cell: object) -> str:
    """A heading without case, signs and the unit of money: "Pagu (Rp)" and "PAGU" are one."""
    plain = unicodedata.normalize("NFKD", "" if cell is None else str(cell)).encode("ascii", "ignore").decode().lower()
    words = [word for word in re.sub(r"[^a-z0-9]+", " ", plain).split() if word not in ("rp", "idr")]
    return " ".join(words)


def find(kind: ImportKind, lines: Sequence[tuple[int, Sequence[object]]]) -> Heading:
    """The heading among the first lines of a table (number in the file, cells): the line that names most fields.

    ListRefused, with the columns that are missing named, when a list cannot be read without them.
    """
    fields = KINDS[kind].fields
    best = max(
        (_matched(fields, number, cells) for number, cells in lines),
        key=lambda heading: (sum(f.required for f, _ in heading.at), len(heading.at)),
        default=None,
    )
    if best is None or not best.at:
        wanted = ", ".join(f"“{field.title}”" for field in fields if field.required)
        raise ListRefused(
            f"Baris judul kolom tidak ditemukan dalam {HEADING_WITHIN} baris pertama; tidak ada yang diimpor.",
            remedy=f"Daftar {KINDS[kind].name} memerlukan kolom {wanted}. {_other(kind, lines)}".strip(),
        )
    found = {field.name for field, _ in best.at}
    missing = [field for field in fields if field.required and field.name not in found]
    if missing:
        word = " dan ".join(f"“{field.title}”" for field in missing)
        raise ListRefused(
            f"Kolom {word} tidak ada; tidak ada yang diimpor.",
            remedy=(
                f"Judul kolom ada di baris {best.number}. Tambahkan kolom itu, atau sesuaikan judulnya "
                f"(contoh berkas dapat diunduh). {_other(kind, lines)}"
            ).strip(),
        )
    return best


def _matched(fields: Sequence[Field], number: int, cells: Sequence[object]) -> Heading:
    """The first column of each field counts; a second one of the same meaning is ignored like an unknown one."""
    at: dict[str, tuple[Field, int]] = {}
    ignored = []
    for position, cell in enumerate(cells):
        key = "" if isinstance(cell, Unusable) else heading_key(cell)
        if not key:
            continue
        field = next((f for f in fields if key == heading_key(f.title) or key in f.headings), None)
        if field is None or field.name in at:
            ignored.append(" ".join(str(cell).split())[:80])
        else:
            at[field.name] = (field, position)
    return Heading(number=number, at=tuple(at.values()), ignored=tuple(ignored))


def _other(kind: ImportKind, lines: Sequence[tuple[int, Sequence[object]]]) -> str:
    """A hint when the file has all that another kind of list needs."""
    for other, description in KINDS.items():
        needed = {field.name for field in description.fields if field.required}
        if other == kind or len(needed) < 2:
            continue
        if any(needed <= {f.name for f, _ in _matched(description.fields, n, cells).at} for n, cells in lines):
            return f"Isinya lebih mirip daftar {description.name}; pilih jenis itu bila memang demikian."
    return ""
