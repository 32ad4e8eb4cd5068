"""Invented files with one or several contracts, laid out on paper."""

from __future__ import annotations

from structure_paper import Paper

_WORKERS = (
    ("Sariman Wibisono", "3372011203850004", "Operator Jahit", "2.480.000"),
    ("Tumini Kadarsih", "3372015507900002", "Pengawas Mutu", "2.610.000"),
    ("Yakobus Lerebulan", "3372010811880007", "Pengepak", "2.450.000"),
)


def pkwt(paper: Paper, *, number: int, worker: int = 0, second: bool = False) -> None:
    """A fixed-term work agreement of one or two pages, from the top of the current page."""
    name, nik, job, wage = _WORKERS[worker]
    paper.centre("PERJANJIAN KERJA WAKTU TERTENTU")
    paper.centre(f"Nomor : {number:03d}/PKWT/SLM-HRD/III/2024")
    paper.gap()
    paper.para("Pada hari ini, Senin tanggal 4 Maret 2024, di Surakarta, yang bertanda tangan di bawah ini:")
    paper.pair("1. Nama", "Endah Purwaningsih")
    paper.pair("Jabatan", "Kepala Personalia PT Sandang Lestari Manunggal")
    paper.pair("Alamat", "Jalan Slamet Riyadi 301, Surakarta")
    paper.para("selanjutnya disebut PIHAK PERTAMA.")
    paper.pair("2. Nama", name)
    paper.pair("NIK", nik)
    paper.pair("Alamat", "Kampung Joyosuran RT 02 RW 05, Surakarta")
    paper.para("selanjutnya disebut PIHAK KEDUA.")
    for n, (head, text) in enumerate(
        (
            ("PEKERJAAN", f"PIHAK KEDUA bekerja sebagai {job} di pabrik PIHAK PERTAMA di Surakarta."),
            ("JANGKA WAKTU", "Perjanjian ini berlaku 12 (dua belas) bulan sejak 4 Maret 2024 sampai 3 Maret 2025."),
            ("UPAH", f"PIHAK PERTAMA membayar upah pokok Rp {wage} per bulan kepada PIHAK KEDUA setiap tanggal 28."),
            ("WAKTU KERJA", "Waktu kerja 8 jam sehari dan 40 jam seminggu; kelebihannya dibayar sebagai kerja lembur."),
            ("JAMINAN SOSIAL", "PIHAK PERTAMA mengikutsertakan PIHAK KEDUA dalam program JKK, JKM, JHT dan JP."),
        ),
        start=1,
    ):
        paper.gap()
        paper.centre(f"Pasal {n}")
        paper.centre(head)
        paper.para(text)
        if second and n == 3:
            paper.new_page()
    paper.gap(2)
    paper.side_by_side([["PIHAK PERTAMA,", "", "", "Endah Purwaningsih"], ["PIHAK KEDUA,", "", "", name]])


def stack(count: int, *, second: bool = False) -> Paper:
    """Several agreements behind one another, each beginning on a page of its own."""
    paper = Paper()
    for i in range(count):
        if i:
            paper.new_page()
        pkwt(paper, number=21 + i, worker=i, second=second)
    return paper


def with_addendum() -> Paper:
    """An agreement and, on the next page, the addendum that changes it."""
    paper = stack(1)
    paper.new_page()
    paper.centre("ADDENDUM PERTAMA")
    paper.centre("PERJANJIAN KERJA WAKTU TERTENTU")
    paper.centre("Nomor : 007/ADD/SLM-HRD/IX/2024")
    paper.gap()
    _addendum_text(paper)
    paper.gap(2)
    paper.side_by_side([["PIHAK PERTAMA,", "", "", "Endah Purwaningsih"], ["PIHAK KEDUA,", "", "", "Sariman Wibisono"]])
    return paper


def _addendum_text(paper: Paper) -> None:
    paper.para(
        "Pada hari ini, Senin tanggal 2 September 2024, Endah Purwaningsih selaku Kepala Personalia PT Sandang Lestari "
        "Manunggal, selanjutnya disebut PIHAK PERTAMA, dan Sariman Wibisono, selanjutnya disebut PIHAK KEDUA, sepakat "
        "mengubah Perjanjian Kerja Waktu Tertentu Nomor 021/PKWT/SLM-HRD/III/2024 tanggal 4 Maret 2024."
    )
    paper.centre("Pasal 1")
    paper.para("Upah pokok yang semula Rp 2.480.000 per bulan menjadi Rp 2.690.000 per bulan sejak 1 September 2024.")
    paper.centre("Pasal 2")
    paper.para("Ketentuan lain dalam perjanjian tetap berlaku sepanjang tidak diubah dalam addendum ini.")


def restated() -> Paper:
    """An addendum that restates the whole agreement from the top of its second page on."""
    paper = Paper()
    paper.centre("ADDENDUM KEDUA")
    paper.centre("Nomor : 011/ADD/SLM-HRD/X/2024")
    paper.gap()
    _addendum_text(paper)
    paper.centre("Pasal 3")
    paper.para("Dengan perubahan itu, naskah perjanjian selengkapnya berbunyi sebagai berikut:")
    paper.new_page()
    pkwt(paper, number=21)
    return paper


def with_annex() -> Paper:
    """An agreement with an annex that repeats the title and the parties and has articles of its own."""
    paper = stack(1)
    paper.new_page()
    paper.centre("LAMPIRAN I")
    paper.centre("PERJANJIAN KERJA WAKTU TERTENTU")
    paper.centre("TATA TERTIB PABRIK")
    paper.para("PIHAK PERTAMA diwakili oleh Endah Purwaningsih, selanjutnya disebut Perusahaan.")
    for n in (1, 2, 3):
        paper.centre(f"Pasal {n}")
        paper.para("Pekerja masuk melalui gerbang selatan dan memakai tanda pengenal selama bekerja.")
    return paper


def with_cover() -> Paper:
    """A cover sheet with the title, then the agreement."""
    paper = Paper()
    paper.centre("PERJANJIAN KERJA WAKTU TERTENTU")
    paper.centre("Nomor : 021/PKWT/SLM-HRD/III/2024")
    paper.centre("antara")
    paper.centre("PT SANDANG LESTARI MANUNGGAL")
    paper.centre("dan")
    paper.centre("SARIMAN WIBISONO")
    paper.new_page()
    pkwt(paper, number=21)
    return paper


def twice() -> Paper:
    """The same agreement scanned twice."""
    paper = stack(1)
    paper.new_page()
    pkwt(paper, number=21)
    return paper


def with_order() -> Paper:
    """A government work order and the order to begin work behind it."""
    paper = Paper()
    paper.centre("SURAT PERINTAH KERJA (SPK)")
    paper.centre("Nomor : 027/44/SPK/DISPORA/2024")
    paper.gap()
    paper.para(
        "Pejabat Pembuat Komitmen Dinas Pemuda dan Olahraga Kota Tegal, Drs. Wasis Utomo, memerintahkan kepada CV Resik "
        "Ayem, diwakili oleh Siti Maryam selaku Direktur, selanjutnya disebut Penyedia, untuk melaksanakan jasa kebersihan "
        "gedung olahraga dengan 6 orang tenaga kebersihan."
    )
    for n, text in enumerate(("Waktu pelaksanaan 10 bulan sejak 1 Maret 2024.", "Nilai pekerjaan Rp 150.000.000."), 1):
        paper.line(f"{n}. {text}")
    paper.gap(2)
    paper.side_by_side(
        [["Pejabat Pembuat Komitmen,", "", "", "Drs. Wasis Utomo"], ["Penyedia,", "", "", "Siti Maryam"]]
    )
    paper.new_page()
    paper.centre("SURAT PERINTAH MULAI KERJA (SPMK)")
    paper.centre("Nomor : 027/45/SPMK/DISPORA/2024")
    paper.para(
        "Yang bertanda tangan di bawah ini Drs. Wasis Utomo memerintahkan kepada CV Resik Ayem untuk mulai bekerja."
    )
    paper.line("1. Tanggal mulai kerja 1 Maret 2024.")
    paper.side_by_side(
        [["Pejabat Pembuat Komitmen,", "", "", "Drs. Wasis Utomo"], ["Penyedia,", "", "", "Siti Maryam"]]
    )
    return paper
