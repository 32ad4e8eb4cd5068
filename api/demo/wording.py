"""A contract of the made-up regency as printed lines, each with the keys of the facts that stand in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from textwrap import wrap

from api.demo.world import Deal
from api.routes.web_format import long_date, rupiah

WIDTH = 84
"""Characters of a line; the text is set in 11 points with room to spare."""
LINES = 44
"""Lines of a page."""

_TITLES = {
    "surat_perjanjian": "SURAT PERJANJIAN",
    "alih_daya": "PERJANJIAN ALIH DAYA",
    "spk": "SURAT PERINTAH KERJA (SPK)",
}


@dataclass(frozen=True, slots=True)
class Line:
    """``key`` names what stands here ("number", "jkk", "post.0"); a paragraph's lines share it. "" for the rest."""

    text: str
    key: str = ""
    heading: bool = False


def written(deal: Deal) -> tuple[tuple[Line, ...], ...]:
    """The pages of the contract."""
    lines = list(_lines(deal))
    return tuple(tuple(lines[at : at + LINES]) for at in range(0, len(lines), LINES))


def _lines(deal: Deal) -> Iterator[Line]:
    yield from _opening(deal)
    for article, (title, paragraphs) in enumerate(_articles(deal), start=1):
        yield Line("")
        yield Line(f"Pasal {article}", heading=True)
        yield Line(title, heading=True)
        for number, (key, text) in enumerate(paragraphs, start=1):
            yield from _paragraph(f"({number}) {text}", key)
    yield Line("")
    yield from _paragraph("Perjanjian ini dibuat rangkap dua, bermeterai cukup, dan mempunyai kekuatan yang sama.", "")
    yield Line("")
    yield Line("PIHAK KESATU                                              PIHAK KEDUA", "signatures")
    yield Line(deal.agency.name)
    yield Line(deal.vendor.name)
    yield Line(f"{deal.agency.head}                                     {deal.vendor.director}")


def _opening(deal: Deal) -> Iterator[Line]:
    yield Line(_TITLES[deal.kind], "title", heading=True)
    yield Line(deal.work.upper(), "work", heading=True)
    yield Line(f"Nomor: {deal.number}", "number", heading=True)
    yield Line("")
    yield from _paragraph(
        f"Pada tanggal {long_date(deal.signed_on)}, bertempat di Kecamatan {deal.agency.district}, kami yang bertanda "
        "tangan di bawah ini:",
        "signed_on",
    )
    yield from _paragraph(
        f"1. {deal.agency.head}, Pejabat Pembuat Komitmen pada {deal.agency.name}, NPWP {deal.agency.npwp}, "
        f"berkedudukan di {deal.agency.address}, selanjutnya disebut PIHAK KESATU;",
        "agency",
    )
    yield from _paragraph(
        f"2. {deal.vendor.director}, Direktur {deal.vendor.name}, NPWP {deal.vendor.npwp}, berkedudukan di "
        f"{deal.vendor.address}, selanjutnya disebut PIHAK KEDUA.",
        "vendor",
    )


def _articles(deal: Deal) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    has = deal.flaws
    yield (
        "LINGKUP PEKERJAAN",
        [
            ("object_of_work", f"PIHAK KESATU menyerahkan {deal.work.lower()} kepada PIHAK KEDUA."),
            ("place", f"Tempat kerja: {deal.place}."),
            *(
                (
                    f"post.{index}",
                    f"{post.title} sebanyak {post.headcount} orang, upah {rupiah(post.wage)} setiap bulan.",
                )
                for index, post in enumerate(deal.posts)
            ),
        ],
    )
    yield (
        "JANGKA WAKTU DAN NILAI",
        [
            ("period", f"Berlaku sejak {long_date(deal.starts_on)} sampai dengan {long_date(deal.ends_on)}."),
            ("value", f"Nilai pekerjaan seluruhnya {rupiah(deal.value)}, termasuk pajak."),
            *_reference(deal),
            ("wage_payment_date", "Upah dibayarkan paling lambat tanggal 5 setiap bulan."),
            (
                "price_composition",
                "Nilai pekerjaan memuat upah, iuran jaminan sosial, tunjangan hari raya, seragam, dan imbalan jasa.",
            ),
        ],
    )
    hours = (
        "Waktu kerja 12 jam sehari, 6 hari dan 72 jam seminggu." if "long_hours" in has
        else "Waktu kerja 8 jam sehari, 5 hari dan 40 jam seminggu."
    )  # fmt: skip
    working: list[tuple[str, str]] = [("working_hours", hours)]
    if "no_overtime" in has:
        working.append(("overtime", "Kelebihan jam kerja sudah termasuk dalam upah dan tidak dihitung sebagai lembur."))
    else:
        working.append(("overtime", "Kerja lembur dibayar menurut ketentuan upah lembur yang berlaku."))
    if "long_hours" not in has:
        working.append(("weekly_rest", "Pekerja berhak atas istirahat mingguan dua hari setelah lima hari kerja."))
    if "no_leave" not in has:
        working.append(("annual_leave", "Pekerja berhak atas cuti tahunan 12 hari kerja setelah setahun bekerja."))
    if "bare" not in has:
        working.append(
            ("maternity_leave", "Pekerja perempuan berhak atas cuti melahirkan tiga bulan dengan upah penuh.")
        )
        working.append(
            ("paid_absence", "Upah tetap dibayar ketika pekerja sakit, beribadah, atau menjalankan tugas negara.")
        )
    yield "WAKTU KERJA DAN ISTIRAHAT", working
    yield "JAMINAN SOSIAL DAN KESEJAHTERAAN", list(_protections(deal))
    yield "KEWAJIBAN PIHAK KEDUA", list(_duties(deal))
    yield (
        "PERSELISIHAN DAN PENGAKHIRAN",
        [
            ("dispute_settlement", "Perselisihan diselesaikan secara musyawarah, bila gagal melalui pengadilan."),
            ("termination", "Perjanjian berakhir karena habis waktunya atau karena salah satu pihak melanggar."),
        ],
    )


def _reference(deal: Deal) -> list[tuple[str, str]]:
    if "bare" in deal.flaws:
        return []
    return [("minimum_wage_reference", "Upah pekerja tidak lebih rendah dari upah minimum yang berlaku.")]


def _protections(deal: Deal) -> Iterator[tuple[str, str]]:
    has = deal.flaws
    names = {
        "jkk": "Jaminan Kecelakaan Kerja (JKK)",
        "jkm": "Jaminan Kematian (JKM)",
        "jht": "Jaminan Hari Tua (JHT)",
        "jp": "Jaminan Pensiun (JP)",
    }
    for code, name in names.items():
        if f"no_{code}" not in has:
            yield code, f"PIHAK KEDUA mengikutsertakan seluruh pekerja dalam program {name} BPJS Ketenagakerjaan."
    if "no_kesehatan" not in has:
        if "worker_pays" in has:
            yield "bpjs_kesehatan", "Iuran BPJS Kesehatan seluruhnya ditanggung oleh pekerja."
        else:
            yield "bpjs_kesehatan", "Iuran BPJS Kesehatan: 4% ditanggung PIHAK KEDUA dan 1% oleh pekerja."
    if "bare" not in has:
        yield (
            "jkp",
            "PIHAK KEDUA mengikutsertakan pekerja dalam Jaminan Kehilangan Pekerjaan (JKP) BPJS Ketenagakerjaan.",
        )
        yield (
            "bpjs_evidence",
            "Bukti kepesertaan dan pembayaran iuran BPJS diserahkan kepada PIHAK KESATU setiap bulan.",
        )
    if "no_thr" not in has:
        yield "thr", "Tunjangan hari raya keagamaan dibayar satu bulan upah paling lambat tujuh hari sebelum hari raya."
    yield "compensation_pkwt", "Uang kompensasi PKWT dibayar PIHAK KEDUA pada saat hubungan kerja berakhir."


def _duties(deal: Deal) -> Iterator[tuple[str, str]]:
    has = deal.flaws
    yield "k3_apd", "PIHAK KEDUA menyediakan alat pelindung diri dan seragam tanpa biaya bagi pekerja."
    yield "vendor_licence", "PIHAK KEDUA berbadan hukum dan memiliki perizinan berusaha alih daya."
    yield "worker_contract_form", "Hubungan kerja PIHAK KEDUA dengan pekerja dituangkan dalam PKWT secara tertulis."
    yield "vendor_bears_protection", "Pelindungan pekerja, upah, dan syarat kerja menjadi tanggung jawab PIHAK KEDUA."
    if "no_transfer" not in has:
        yield (
            "transfer_of_protection",
            "Bila penyedia berganti dan pekerjaannya tetap ada, hak pekerja dialihkan dan masa kerjanya dihitung.",
        )
    if "bare" not in has:
        yield "subcontract_ban", "PIHAK KEDUA dilarang mengalihkan pekerjaan ini kepada pihak lain."
        yield (
            "wlkp_reporting",
            "PIHAK KEDUA menyampaikan wajib lapor ketenagakerjaan di perusahaan (WLKP) setiap tahun.",
        )
        yield (
            "personnel_liability",
            "PIHAK KEDUA menanggung segala tuntutan yang timbul dari hubungan kerja personelnya.",
        )
    if "resignation" in has:
        yield (
            "resignation_penalty",
            "Pekerja yang mengundurkan diri sebelum perjanjian berakhir membayar ganti rugi satu bulan upah.",
        )
    if deal.need % 3 == 0:
        yield "registration_disnaker", "PIHAK KEDUA mencatatkan PKWT pekerja pada Dinas Tenaga Kerja."


def _paragraph(text: str, key: str) -> Iterable[Line]:
    return (Line(part, key) for part in wrap(text, WIDTH, subsequent_indent="    "))
