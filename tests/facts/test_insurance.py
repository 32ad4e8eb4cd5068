"""Insurance programmes: granted, denied, by whom paid, at which rate."""

from __future__ import annotations

from decimal import Decimal

import pytest

from extractor.facts.insurance import CoverFinding, InsuranceReader
from extractor.facts.programmes import programmes_of_rate
from extractor.facts.units import Unit, sentences
from extractor.vocabulary import PartyFunction

FIRMS: dict[str, PartyFunction | None] = {"pihak pertama": "user", "pihak kedua": "vendor"}
PKWT: dict[str, PartyFunction | None] = {"pihak pertama": "employer", "pihak kedua": "worker"}
SPK: dict[str, PartyFunction | None] = {"ppk": "ppk", "penyedia": "vendor"}


def read(text: str, roles: dict[str, PartyFunction | None], context: str = "") -> dict[str, CoverFinding]:
    reader = InsuranceReader(roles)
    reader.read(sentences(text, (Unit(0, len(text), "", context),)))
    return {f.programme: f for f in reader.findings() if f.status != "absent"}


# (text, roles, {programme: (status, payer)}); a payer of None is not judged.
STANCES: tuple[tuple[str, dict[str, PartyFunction | None], dict[str, tuple[str, str | None]]], ...] = (
    (
        "Perusahaan mengikutsertakan pekerja dalam JKK dan JKM.",
        PKWT,
        {"jkk": ("granted", None), "jkm": ("granted", None)},
    ),
    (
        "Iuran JKK dan JKM ditanggung sepenuhnya oleh Perusahaan.",
        PKWT,
        {"jkk": ("granted", "employer"), "jkm": ("granted", "employer")},
    ),
    (
        (
            "Peserta program JKK, JHT dan BPJS Kesehatan. Iuran pengusaha ditanggung kantor, sedangkan 2 % (JHT) dan 1 % "
            "(Kesehatan) dipotong dari gaji."
        ),
        PKWT,
        {"jkk": ("granted", "employer"), "jht": ("granted", "shared"), "bpjs_kesehatan": ("granted", "shared")},
    ),
    ("Petugas didaftarkan dalam JKM yang iurannya ditanggung anggaran RSUD.", SPK, {"jkm": ("granted", "employer")}),
    ("Pihak Kedua membayar sendiri iuran BPJS Kesehatan.", PKWT, {"bpjs_kesehatan": ("granted", "worker")}),
    ("Iuran BPJS Kesehatan dipotong dari upah pekerja.", PKWT, {"bpjs_kesehatan": ("granted", "worker")}),
    ("Iuran JHT 3,7% ditanggung perusahaan dan 2% dipotong dari upah pekerja.", PKWT, {"jht": ("granted", "shared")}),
    ("BPJS Kesehatan 4% Perusahaan dan 1% Karyawan.", PKWT, {"bpjs_kesehatan": ("granted", "shared")}),
    ("PIHAK KEDUA menanggung iuran Jaminan Pensiun tenaga kerjanya.", FIRMS, {"jp": ("granted", "employer")}),
    ("Iuran Jaminan Kematian menjadi beban PIHAK PERTAMA.", FIRMS, {"jkm": ("granted", "user_company")}),
    ("Iuran JKK termasuk dalam nilai kontrak.", SPK, {"jkk": ("granted", "included_in_price")}),
    (
        "Harga sudah termasuk iuran JKK dan JKM.",
        SPK,
        {"jkk": ("granted", "included_in_price"), "jkm": ("granted", "included_in_price")},
    ),
    ("Iuran BPJS Kesehatan ditanggung APBD.", SPK, {"bpjs_kesehatan": ("granted", "government")}),
    (
        "Pekerja tidak diikutsertakan dalam program JHT maupun JP.",
        PKWT,
        {"jht": ("excluded", None), "jp": ("excluded", None)},
    ),
    ("Perusahaan belum mendaftarkan pekerja pada Jaminan Pensiun.", PKWT, {"jp": ("excluded", None)}),
    ("Honorarium tidak termasuk BPJS Kesehatan.", SPK, {"bpjs_kesehatan": ("excluded", None)}),
    ("Penyedia tidak menanggung Jaminan Hari Tua personel.", SPK, {"jht": ("excluded", None)}),
    ("Pekerja yang ingin ikut Jaminan Hari Tua dapat mendaftar sendiri.", PKWT, {"jht": ("excluded", None)}),
    ("Biaya pengobatan menjadi tanggungan pekerja masing-masing.", FIRMS, {"bpjs_kesehatan": ("excluded", None)}),
    ("JKP tidak dipungut iuran tambahan dari pekerja.", PKWT, {"jkp": ("granted", None)}),
    ("Pekerja memperoleh Jaminan Kehilangan Pekerjaan.", PKWT, {"jkp": ("granted", None)}),
    (
        (
            "PIHAK KEDUA mendaftarkan tenaga kerja pada program kecelakaan kerja, kematian dan hari tua BPJS "
            "Ketenagakerjaan."
        ),
        FIRMS,
        {"jkk": ("granted", None), "jkm": ("granted", None), "jht": ("granted", None)},
    ),
    (
        (
            "PIHAK KEDUA mengikutsertakan pekerja dalam JAMSOSTEK (JKK, JKM, JHT, dan JPK) atas beban PIHAK "
            "KEDUA, kecuali iuran JHT "
            "sebesar 2 % yang dipotong dari upah."
        ),
        FIRMS,
        {
            "jkk": ("granted", "employer"),
            "jkm": ("granted", "employer"),
            "jht": ("granted", "shared"),
            "bpjs_kesehatan": ("granted", "employer"),
        },
    ),
    (
        "Penyedia mendaftarkan personel pada BPJS Ketenagakerjaan.",
        SPK,
        {"jkk": ("granted", None), "jkm": ("granted", None), "jht": ("granted", None), "jp": ("granted", None)},
    ),
    (
        "BPJS TK 4,54% ditanggung perusahaan.",
        PKWT,
        {"jkk": ("granted", "employer"), "jkm": ("granted", "employer"), "jht": ("granted", "employer")},
    ),
    (
        "BPJS TK 4,24% ditanggung perusahaan.",
        PKWT,
        {"jkk": ("granted", "employer"), "jkm": ("granted", "employer"), "jht": ("granted", "employer")},
    ),
    (
        "Perusahaan membayar BPJS Ketenagakerjaan sebesar 6,24 %.",
        PKWT,
        {
            "jkk": ("granted", "employer"),
            "jkm": ("granted", "employer"),
            "jht": ("granted", "employer"),
            "jp": ("granted", "employer"),
        },
    ),
    ("Perusahaan menutup asuransi kecelakaan diri bagi karyawan.", PKWT, {"private_accident": ("granted", "employer")}),
    (
        "Karyawan mendapat asuransi kesehatan tambahan, premi ditanggung Perusahaan.",
        PKWT,
        {"private_health": ("granted", "employer")},
    ),
    (
        "PIHAK KEDUA wajib menutup asuransi tanggung gugat pihak ketiga.",
        FIRMS,
        {"third_party_liability": ("granted", "employer")},
    ),
    (
        "PIHAK PERTAMA mengasuransikan gedung dan isinya terhadap kebakaran.",
        FIRMS,
        {"goods": ("granted", "user_company")},
    ),
    ("Undang-Undang Nomor 40 Tahun 2004 tentang Sistem Jaminan Sosial Nasional", PKWT, {}),
    ("Kecelakaan kerja dilaporkan paling lambat 2 x 24 jam.", FIRMS, {}),
    ("Pekerja mempunyai pengalaman dan lulus ujian pensiun pegawai.", PKWT, {}),
)


@pytest.mark.parametrize(("text", "roles", "expected"), STANCES, ids=[s[0][:60] for s in STANCES])
def test_programmes_are_read_with_stance_and_payer(
    text: str, roles: dict[str, PartyFunction | None], expected: dict[str, tuple[str, str | None]]
) -> None:
    """Exactly the named programmes come out, granted or excluded, with the payer where the sentence names one."""
    found = read(text, roles)
    assert {p: f.status for p, f in found.items()} == {p: s for p, (s, _) in expected.items()}
    for programme, (_, payer) in expected.items():
        if payer:
            assert (programme, found[programme].payer) == (programme, payer)


def test_rates_go_to_the_programme_named_before_them() -> None:
    """A payer in brackets closes all rates before it; a second list is the other side's."""
    text = "JKK 0,54%, JKM 0,30%, JHT 3,7%, JP 2% (beban Perusahaan) dan JHT 2%, JP 1% (beban Karyawan)"
    found = read(text, PKWT)
    assert {p: (f.employer_pct, f.worker_pct) for p, f in found.items()} == {
        "jkk": (Decimal("0.54"), None),
        "jkm": (Decimal("0.30"), None),
        "jht": (Decimal("3.7"), Decimal(2)),
        "jp": (Decimal(2), Decimal(1)),
    }


def test_a_following_sentence_names_the_payer() -> None:
    """ "Iuran ... ditanggung" after the programmes are named tells who pays for all of them."""
    found = read("Pekerja didaftarkan pada JKK dan JKM. Iurannya ditanggung PIHAK KEDUA.", FIRMS)
    assert {f.payer for f in found.values()} == {"employer"}


def test_a_lead_in_denies_its_items() -> None:
    """An item under "tidak menanggung:" is excluded though the item itself says nothing."""
    found = read("Jaminan Pensiun;", FIRMS, context="PIHAK KEDUA tidak menanggung iuran:")
    assert found["jp"].status == "excluded"


@pytest.mark.parametrize(
    ("rate", "programmes"),
    [
        ("6.24", ("jkk", "jkm", "jht", "jp")),
        ("6.54", ("jkk", "jkm", "jht", "jp")),
        ("4.24", ("jkk", "jkm", "jht")),
        ("4.54", ("jkk", "jkm", "jht")),
        ("0.54", ("jkk", "jkm")),
        ("11", ()),
    ],
)
def test_lump_rates_stand_for_programmes(rate: str, programmes: tuple[str, ...]) -> None:
    """A rate printed for the carrier as a whole is split by the legal rates it is the sum of."""
    assert programmes_of_rate(Decimal(rate)) == programmes


# Written for payers, postponements and replacements; same shape as above.
PAYERS: tuple[tuple[str, dict[str, PartyFunction | None], dict[str, tuple[str, str | None]]], ...] = (
    ("Iuran JHT dan JP dibagi antara Perusahaan dan karyawan menurut ketentuan.", PKWT,
     {"jht": ("granted", "shared"), "jp": ("granted", "shared")}),
    ("Premi BPJS Kesehatan ditanggung pengusaha dan pekerja.", PKWT, {"bpjs_kesehatan": ("granted", "shared")}),
    ("Iuran JHT, JP dan kesehatan ditanggung bersama oleh kedua belah pihak.", PKWT,
     {"jht": ("granted", "shared"), "jp": ("granted", "shared"), "bpjs_kesehatan": ("granted", "shared")}),
    ("Penyedia wajib dengan biaya sendiri mengikutsertakan petugas dalam JKK dan JKM.", SPK,
     {"jkk": ("granted", "employer"), "jkm": ("granted", "employer")}),
    ("Petugas dipertanggungkan untuk Jaminan Kematian atas biaya Perusahaan.", PKWT, {"jkm": ("granted", "employer")}),
    ("Iuran JHT 3,7% oleh Perusahaan dan 2% oleh sopir.", FIRMS, {"jht": ("granted", "shared")}),
    ("Iuran JKK dan JKM (beban Perusahaan), Jaminan Pensiun dan JKP.", PKWT,
     {"jkk": ("granted", "employer"), "jkm": ("granted", "employer"), "jp": ("granted", "unspecified"), "jkp": ("granted", "unspecified")}),
    ("Bagian karyawan adalah 2% untuk Jaminan Hari Tua.", PKWT, {"jht": ("granted", "shared")}),
    ("Pekerja diikutkan JKP yang iurannya bersumber dari Pemerintah dan realokasi iuran JKK.", PKWT, {"jkp": ("granted", "government")}),
    ("Kepesertaan JKP tanpa iuran dari karyawan.", PKWT, {"jkp": ("granted", "employer")}),
    ("Iuran Jaminan Kematian ditanggung PIHAK KE II.", {"pihak ke i": "user", "pihak ke ii": "vendor"}, {"jkm": ("granted", "employer")}),
    ("Pekerja dapat didaftarkan pada Jaminan Pensiun setelah kontrak kedua.", PKWT, {"jp": ("excluded", None)}),
    ("Keikutsertaan Jaminan Hari Tua ditunda hingga pekerja menjadi karyawan tetap.", PKWT, {"jht": ("excluded", None)}),
    ("Pekerja baru didaftarkan pada program JHT setelah bekerja enam bulan.", PKWT, {"jht": ("excluded", None)}),
    ("Karyawan memperoleh asuransi kecelakaan diri sebagai pengganti kepesertaan BPJS Ketenagakerjaan.", PKWT,
     {"private_accident": ("granted", None), "jkk": ("excluded", None), "jkm": ("excluded", None), "jht": ("excluded", None), "jp": ("excluded", None)}),
    ("Untuk JHT dan JP, PIHAK PERTAMA menanggung 3,7% dan 2%, selebihnya menjadi beban PIHAK KEDUA.", PKWT,
     {"jht": ("granted", "shared"), "jp": ("granted", "shared")}),
    ("PIHAK KEDUA menyetujui pemotongan gaji 3% untuk iuran JHT dan JP.", PKWT, {"jht": ("granted", "shared"), "jp": ("granted", "shared")}),
    ("Iuran JHT 5,7% seluruhnya dipotong dari gaji pekerja.", PKWT, {"jht": ("granted", "worker")}),
    ("JHT (3,7% perusahaan + 2% karyawan), JKK dan JKM seluruhnya perusahaan.", PKWT,
     {"jht": ("granted", "shared"), "jkk": ("granted", "employer"), "jkm": ("granted", "employer")}),
    ("PIHAK KEDUA bertanggung jawab atas iuran BPJS Kesehatan seluruh tenaga kerjanya.", FIRMS, {"bpjs_kesehatan": ("granted", "employer")}),
    ("Iuran JKK dibayarkan PIHAK KEDUA lalu ditagihkan kepada PIHAK PERTAMA.", FIRMS, {"jkk": ("granted", "user_company")}),
    ("Iuran JKK dan JKM tidak dibebankan kepada karyawan.", PKWT, {"jkk": ("granted", "employer"), "jkm": ("granted", "employer")}),
    ("JHT akan diikutsertakan apabila kontrak diperpanjang.", PKWT, {"jht": ("excluded", None)}),
    ("BPJS Kesehatan: pengusaha 4 persen, pekerja 1 persen.", PKWT, {"bpjs_kesehatan": ("granted", "shared")}),
    ("Pekerja yang belum memiliki BPJS Kesehatan wajib didaftarkan Perusahaan.", PKWT, {"bpjs_kesehatan": ("granted", None)}),
    ("Iuran JKK dan JKM tercakup dalam honorarium.", PKWT, {"jkk": ("granted", "worker"), "jkm": ("granted", "worker")}),
    ("Selain JKK, Perusahaan tidak memberikan program lainnya.", PKWT, {"jkk": ("granted", None)}),
    ("Iuran JKK, JKM dan JHT bagian pekerja dipotong dari gaji.", PKWT,
     {"jkk": ("granted", "unspecified"), "jkm": ("granted", "unspecified"), "jht": ("granted", "shared")}),
    ("Iuran JHT 2% dipotong dari upah, sedangkan 3,7% disetor Perusahaan.", PKWT, {"jht": ("granted", "shared")}),
    ("Pekerja didaftarkan sebagai peserta bukan penerima upah pada JKM.", PKWT, {"jkm": ("granted", None)}),
    ("Potongan gaji: JHT 2%, JP 1%.", PKWT, {"jht": ("granted", "shared"), "jp": ("granted", "shared")}),
    ("Iuran JKK dan JHT porsi perusahaan dibayar vendor, porsi pekerja dipotong dari upah.", FIRMS,
     {"jkk": ("granted", "employer"), "jht": ("granted", "shared")}),
    ("Jaminan Pensiun menyusul setelah ada aturan perusahaan.", PKWT, {"jp": ("excluded", None)}),
)  # fmt: skip


@pytest.mark.parametrize(("text", "roles", "expected"), PAYERS, ids=[s[0][:60] for s in PAYERS])
def test_payers_and_postponements(
    text: str, roles: dict[str, PartyFunction | None], expected: dict[str, tuple[str, str | None]]
) -> None:
    """Shares, own cost, brackets and sources of money name the payer; what is put off or replaced is excluded."""
    test_programmes_are_read_with_stance_and_payer(text, roles, expected)


def test_a_rate_before_its_programme_belongs_to_it() -> None:
    """ "ditambah 2% JHT atas tanggungan pekerja" is the worker's share of JHT, not of what was named before."""
    found = read(
        "JKK dan JHT dengan iuran 3,94% atas tanggungan pengusaha ditambah 2% JHT atas tanggungan pekerja.", PKWT
    )
    assert (found["jht"].payer, found["jht"].worker_pct) == ("shared", Decimal(2))
    assert found["jkk"].payer == "employer"


def test_a_duty_list_names_its_bearer_in_the_heading() -> None:
    """An item without a subject under "Kewajiban Pihak Kedua" is paid by that party."""
    reader = InsuranceReader(FIRMS)
    text = "membayar iuran JKK dan JKM seluruhnya;"
    reader.read(sentences(text, (Unit(0, len(text), "KEWAJIBAN PIHAK KEDUA", ""),)))
    assert {f.payer for f in reader.findings() if f.status == "granted"} == {"employer"}
