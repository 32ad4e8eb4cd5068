"""An invented contract of four pages with a hand-written report, and a reader that hands both out.

It lets the screens be tested without reading anything: the page pictures are drawn, the boxes are where the lines
are, and the report holds every kind of finding, fact and gap that a screen has to show.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from functools import cache
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from extractor.geometry import Box
from extractor.intake.types import Inspection, SourceFile
from extractor.report import (
    Allowance,
    Amends,
    AmountPair,
    Calculation,
    CalculationInput,
    Change,
    Citation,
    Clause,
    Contract,
    ContractPart,
    CountFact,
    DateFact,
    Detail,
    DocumentResult,
    Evidence,
    Finding,
    InsuranceCover,
    MoneyFact,
    PageResult,
    Party,
    Position,
    Report,
    Searched,
    TextFact,
)
from extractor.words.types import PageFailure, PageWords, Word

WIDTH, HEIGHT = 595.0, 842.0
SIZE, LEADING = 10.5, 15.5
LEFT, TOP = 62.0, 64.0
HOSTILE = "PT <script>alert('x')</script> & \"Maju\" Bersama"
NIK = "6471051203880004"
PHONE = "0812-5534-7781"
ACCOUNT = "1480012345678"
COMPANY_NPWP = "01.765.432.1-722.000"

PAGES: tuple[tuple[str, ...], ...] = (
    (
        "#PERJANJIAN ALIH DAYA JASA PENGAMANAN",
        "#Nomor: 044/PKS-AD/SKM-GJP/VI/2025",
        "",
        "Pada hari ini Senin tanggal dua bulan Juni tahun dua ribu dua puluh lima",
        "(02-06-2025) bertempat di Balikpapan, kami yang bertanda tangan di bawah ini:",
        "",
        "1. PT Samudra Kelola Medika, NPWP 01.765.432.1-722.000, berkedudukan di",
        "   Jalan Gunung Belah Nomor 18 Balikpapan, diwakili Ratri Wulansari selaku",
        "   Direktur Operasional, selanjutnya disebut PIHAK PERTAMA;",
        "",
        "2. PT Garda Jaya Paripurna, berkedudukan di Jalan Telaga Sari Nomor 7",
        "   Balikpapan, diwakili Bonar Tampilang, NIK 6471051203880004, telepon",
        "   0812-5534-7781, selaku Direktur, selanjutnya disebut PIHAK KEDUA.",
        "",
        "#Pasal 1",
        "#LINGKUP PEKERJAAN",
        "PIHAK PERTAMA menyerahkan kepada PIHAK KEDUA pekerjaan pengamanan gedung",
        "klinik dan gudang obat dengan menempatkan 14 (empat belas) anggota satpam",
        "dan 2 (dua) komandan regu di lokasi kerja PIHAK PERTAMA.",
    ),
    (
        "#Pasal 4",
        "#UPAH DAN PEMBAYARAN",
        "(1) PIHAK KEDUA membayar upah anggota satpam sebesar Rp2.950.000 (dua juta",
        "    sembilan ratus lima puluh ribu rupiah) setiap bulan.",
        "(2) Upah komandan regu sebesar Rp3.900.000 setiap bulan dengan tunjangan",
        "    jabatan Rp250.000 setiap bulan.",
        "(3) Pembayaran jasa ditransfer ke rekening Bank Mahakam 1480012345678",
        "    atas nama PIHAK KEDUA sebesar Rp62.400.000 setiap bulan.",
        "(4) Nilai kontrak seluruhnya Rp748.800.000 (tujuh ratus empat puluh delapan",
        "    juta delapan ratus ribu rupiah).",
        "",
        "#Pasal 5",
        "#WAKTU KERJA",
        "(1) Satpam bertugas 12 (dua belas) jam sehari, 6 (enam) hari seminggu.",
        "(2) Kelebihan jam tugas sudah termasuk dalam upah bulanan dan tidak",
        "    diperhitungkan sebagai lembur.",
    ),
    (
        "#Pasal 7",
        "#JAMINAN SOSIAL",
        "(1) PIHAK KEDUA wajib mengikutsertakan seluruh anggota satpam dalam program",
        "    Jaminan Kecelakaan Kerja, Jaminan Kematian dan Jaminan Hari Tua.",
        "(2) Iuran BPJS Kesehatan ditanggung bersama: 4% oleh PIHAK KEDUA dan 1%",
        "    oleh anggota satpam.",
        "",
        "#Pasal 8",
        "#SANKSI",
        "(1) Anggota satpam yang mengundurkan diri sebelum perjanjian berakhir wajib",
        "    membayar ganti rugi sebesar satu bulan upah kepada PIHAK KEDUA.",
        "(2) PIHAK KEDUA menyediakan sepatu, seragam dan alat pelindung diri.",
    ),
    (),
)


def evidence(page: int, *starts: str) -> Evidence:
    """The evidence of the lines of ``page`` that begin with these words (and their boxes)."""
    quotes, boxes = [], []
    for start in starts:
        row, line = next((r, s) for r, s in enumerate(PAGES[page - 1]) if s.lstrip("# ").startswith(start))
        quotes.append(line.strip("# "))
        boxes.append(line_box(line, row))
    return Evidence(page=page, quote=" ".join(quotes), boxes=tuple(boxes))


def line_box(line: str, row: int) -> Box:
    wide = _font(SIZE).getlength(line.strip("#"))
    top = TOP + row * LEADING
    indent = (WIDTH - wide) / 2 if line.startswith("#") else LEFT
    return Box(indent, top, indent + wide, top + SIZE + 2)


@cache
def picture(page: int, *, scale: float = 1.0) -> bytes:
    """The WebP picture of one page, as a scanner would have left it; ``scale`` in pixels per point."""
    image = Image.new("L", (int(WIDTH * scale), int(HEIGHT * scale)), 247)
    pen = ImageDraw.Draw(image)
    if not PAGES[page - 1]:
        pen.rectangle((40 * scale, 55 * scale, image.width - 40 * scale, image.height - 70 * scale), fill=225)
    for row, line in enumerate(PAGES[page - 1]):
        box = line_box(line, row)
        pen.text((box.x0 * scale, box.y0 * scale), line.strip("#"), fill=38, font=_font(SIZE * scale))
    out = BytesIO()
    image.save(out, "WEBP", quality=70)
    return out.getvalue()


def _font(size: float) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype("LiberationSerif-Regular.ttf", size)


def page_words(number: int) -> PageWords:
    """The words of one page, exactly as drawn; the last page is unreadable."""
    words = []
    for row, line in enumerate(PAGES[number - 1]):
        box = line_box(line, row)
        at = box.x0
        for text in line.strip("# ").split():
            wide = _font(SIZE).getlength(text + " ")
            words.append(Word(text=text, box=Box(at, box.y0, at + wide, box.y1), confidence=0.94, line=row))
            at += wide
    blank = not words
    return PageWords(
        number=number,
        width=WIDTH,
        height=HEIGHT,
        words=tuple(words),
        source="none" if blank else "ocr",
        grade="unreadable" if blank else ("fair" if number == 3 else "good"),
        grade_reason="Pindaian halaman ini terlalu gelap; tidak ada huruf yang terbaca." if blank else "",
        confidence=0.0 if blank else 0.94,
    )


def written_report(source: SourceFile, *, user_name: str = "PT Samudra Kelola Medika") -> Report:
    """The report of the contract above; ``user_name`` can be set to something hostile."""
    wage = evidence(2, "(1) PIHAK KEDUA membayar", "sembilan ratus")
    pages = tuple(
        PageResult(
            number=words.number,
            source=words.source,
            rotation=180 if words.number == 2 else 0,
            grade=words.grade,
            confidence=words.confidence,
            text="\n".join(line.strip("#") for line in PAGES[words.number - 1]),
            width=WIDTH,
            height=HEIGHT,
            grade_reason=words.grade_reason,
        )
        for words in map(page_words, range(1, len(PAGES) + 1))
    )
    findings = _findings(wage)
    return Report(
        document=DocumentResult(
            sha256=source.sha256,
            filename=source.filename,
            status="partial",
            pages=pages,
            notes=("Jumlah halaman menurut dua pembaca sama.",),
        ),
        contract=_contract(wage, user_name),
        findings=findings,
        missing=tuple(code for finding in findings for code in finding.protections),
        violations=tuple(code for finding in findings for code in finding.violations),
        law_version="2026.2",
        pipeline_version="uji",
        banners=("Upah minimum yang dipakai: ketetapan Gubernur untuk tahun 2025.",),
    )


def not_a_contract(source: SourceFile) -> Report:
    """The report of a document that no rule applies to."""
    report = written_report(source)
    return replace(
        report,
        document=replace(report.document, status="complete", pages=report.document.pages[:3]),
        contract=Contract(kind="other", reason="Dokumen ini sebuah daftar belanja."),
        findings=tuple(replace(f, verdict="not_applicable", evidence=()) for f in report.findings),
        missing=(),
        violations=(),
    )


def addendum(source: SourceFile) -> Report:
    """The report of an addendum that raises the wage of the invented contract."""
    report = written_report(source)
    place = evidence(2, "(1) Satpam")
    raised = Change(
        "wage", "Upah", _text("2950000", place, 0.9), _text("3710000", evidence(2, "(2) Upah komandan"), 0.9)
    )  # fmt: skip
    amends = Amends(
        number=_text("044 / PKS-AD / SKM-GJP / VI / 2025", place, 0.9),
        signed_on=DateFact(date(2025, 6, 2), "2 Juni 2025", 0.9, (place,)),
        changes=(raised,),
    )
    own = _text("002/ADD/SKM-GJP/I/2026", place, 0.9)
    return replace(report, contract=replace(report.contract, kind="addendum", number=own, amends=amends))


def two_contracts(source: SourceFile) -> Report:
    """The report of a file whose third page begins another contract, with findings of its own."""
    report = written_report(source)
    second = replace(
        report.contract, number=_text("045/PKS-AD/SKM-GJP/VI/2025", evidence(3, "Jaminan Kecelakaan"), 0.9)
    )
    about = ("thr-allowance", "resignation-penalty")
    findings = tuple(replace(f, title=f"{f.title} (kedua)") for f in report.findings if f.rule in about)
    return replace(
        report,
        parts=(
            ContractPart((1, 2), "", report.contract, report.findings, report.missing, report.violations),
            ContractPart(
                (3, 4), "Halaman 3 memulai kontrak lain.", second, findings, ("thr",), ("resignation_penalty",)
            ),
        ),
    )


def _contract(wage: Evidence, user_name: str) -> Contract:
    first = evidence(1, "1. PT Samudra")
    second = evidence(1, "2. PT Garda")
    person = evidence(1, "Balikpapan, diwakili Bonar", "0812")
    number = evidence(1, "Nomor: 044")
    return Contract(
        kind="alih_daya",
        kind_confidence=0.97,
        language="id",
        title=_text("Perjanjian Alih Daya Jasa Pengamanan", evidence(1, "PERJANJIAN ALIH"), 0.98),
        number=_text("044/PKS-AD/SKM-GJP/VI/2025", number, 0.95),
        signed_on=DateFact(date(2025, 6, 2), "(02-06-2025)", 0.96, (evidence(1, "(02-06-2025)"),)),
        signed_at=_text("Balikpapan", evidence(1, "(02-06-2025)"), 0.9),
        starts_on=DateFact(date(2025, 7, 1), "1 Juli 2025", 0.62, (evidence(2, "(4) Nilai"),), ("1 Juni 2025",)),
        duration_months=CountFact(12, "12 bulan", 0.91, (evidence(2, "(4) Nilai kontrak"),)),
        value=MoneyFact(Decimal(748_800_000), "Rp748.800.000", 0.97, (evidence(2, "(4) Nilai kontrak"),)),
        work_place=_text("klinik dan gudang obat, Balikpapan", evidence(1, "klinik dan gudang"), 0.81),
        parties=(
            Party(
                role="PIHAK PERTAMA",
                function="user",
                form="pt",
                name=_text(user_name, first, 0.95),
                representative=_text("Ratri Wulansari", evidence(1, "Jalan Gunung"), 0.93),
                representative_position=_text("Direktur Operasional", evidence(1, "Direktur Operasional"), 0.93),
                address=_text("Jalan Gunung Belah Nomor 18 Balikpapan", evidence(1, "Jalan Gunung"), 0.88),
                npwp=_text(COMPANY_NPWP, first, 0.9),
            ),
            Party(
                role="PIHAK KEDUA",
                function="vendor",
                form="pt",
                name=_text("PT Garda Jaya Paripurna", second, 0.95),
                representative=_text("Bonar Tampilang", person, 0.66),
                nik=_text(NIK, person, 0.93),
            ),
        ),
        positions=(
            Position(
                title=_text("anggota satpam", wage, 0.94),
                headcount=CountFact(14, "14 (empat belas)", 0.95, (evidence(1, "klinik dan gudang"),)),
                wage=MoneyFact(Decimal(2_950_000), "Rp2.950.000", 0.95, (wage,)),
                wage_period="month",
            ),
            Position(
                title=_text("komandan regu", evidence(2, "(2) Upah komandan"), 0.94),
                headcount=CountFact(2, "2 (dua)", 0.95, (evidence(1, "dan 2 (dua)"),)),
                wage=MoneyFact(Decimal(3_900_000), "Rp3.900.000", 0.95, (evidence(2, "(2) Upah komandan"),)),
                wage_period="month",
                allowances=(
                    Allowance(
                        "Tunjangan jabatan",
                        MoneyFact(Decimal(250_000), "Rp250.000", 0.9, (evidence(2, "jabatan Rp250.000"),)),
                        "month",
                        True,
                    ),
                ),
            ),
        ),
        insurance=(
            InsuranceCover("jkk", "granted", "unspecified", None, None, (evidence(3, "Jaminan Kecelakaan"),), 0.92),
            InsuranceCover("jp", "absent"),
            InsuranceCover(
                "bpjs_kesehatan", "granted", "shared", Decimal("4.0"), Decimal(1),
                (evidence(3, "(2) Iuran", "oleh anggota"),), 0.9,
            ),
        ),
        clauses=(
            Clause("working_hours", "granted", (evidence(2, "(1) Satpam"),), (Detail("hours_per_day", "12"),), 0.94),
            Clause("overtime", "excluded", (evidence(2, "(2) Kelebihan", "diperhitungkan"),), (), 0.9),
            Clause("thr", "absent"),
            Clause("resignation_penalty", "granted", (evidence(3, "(1) Anggota", "membayar ganti"),), (), 0.91),
            Clause("original_diploma_withheld", "absent"),
        ),
        amount_pairs=(
            AmountPair("Nilai kontrak", Decimal(748_800_000), Decimal(748_800_000), (evidence(2, "(4) Nilai"),)),
        ),
        signatures=2,
    )  # fmt: skip


def _findings(wage: Evidence) -> tuple[Finding, ...]:
    all_pages, grades = (1, 2, 3, 4), ("good", "good", "fair", "unreadable")
    return (
        Finding(
            rule="thr-allowance",
            verdict="absent",
            severity="tinggi",
            title="Tunjangan Hari Raya tidak diatur",
            explanation="Tidak ada ketentuan tentang THR di halaman yang terbaca.",
            advice="Tambahkan: “PIHAK KEDUA membayar THR satu bulan upah paling lambat tujuh hari sebelum hari raya.”",
            weight="ministerial_rule",
            citations=(
                Citation("Permenaker 6/2016", "Pasal 2 dan Pasal 5", date(2016, 3, 8), None, "peraturan.go.id"),
            ),
            searched=Searched(("tunjangan hari raya", "THR", "hari raya keagamaan"), all_pages, grades),
            protections=("thr",),
        ),
        Finding(
            rule="wage-minimum",
            verdict="violated",
            severity="kritis",
            title="Upah anggota satpam di bawah upah minimum Kota Balikpapan",
            explanation="Upah anggota satpam Rp2.950.000 per bulan kurang Rp751.508 dari upah minimum yang berlaku.",
            advice="Naikkan upah pokok paling sedikit menjadi upah minimum dan hitung kembali nilai kontrak.",
            citations=(
                Citation("PP 36/2021", "Pasal 23 ayat (3)", date(2021, 2, 2), None, "peraturan.go.id"),
                Citation("UU 13/2003", "Pasal 90A", date(2020, 11, 2), None, "", verified=False),
            ),
            evidence=(wage,),
            calculation=Calculation(
                label="upah minimum",
                inputs=(
                    CalculationInput("Upah tertulis", "Rp2.950.000", "Pasal 4 ayat (1), halaman 2"),
                    CalculationInput("Upah minimum contoh", "Rp3.701.508", "data upah minimum 2025"),
                ),
                steps=("Rp3.701.508 − Rp2.950.000 = Rp751.508", "Rp751.508 ÷ Rp3.701.508 = 20,3%"),
                result="kurang Rp751.508 per orang per bulan",
            ),
            violations=("wage_below_minimum",),
        ),
        Finding(
            rule="overtime-pay-and-cap",
            verdict="violated",
            severity="tinggi",
            title="Kelebihan jam kerja tidak dibayar sebagai lembur",
            explanation="Satpam bertugas 12 jam sehari, tetapi kelebihannya dinyatakan sudah termasuk upah.",
            advice="Bayar upah lembur untuk jam di atas tujuh jam sehari, atau susun tiga regu.",
            citations=(Citation("PP 35/2021", "Pasal 26 ayat (1)", date(2021, 2, 2), None, "peraturan.go.id"),),
            evidence=(evidence(2, "(1) Satpam"), evidence(2, "(2) Kelebihan", "diperhitungkan")),
            violations=("no_overtime_pay", "hours_over_limit"),
        ),
        Finding(
            rule="resignation-penalty",
            verdict="violated",
            severity="sedang",
            title="Pekerja didenda bila mengundurkan diri",
            explanation="Ganti rugi satu bulan upah dibebankan kepada pekerja yang berhenti sebelum waktunya.",
            advice="Hapus ayat ini atau sesuaikan dengan ketentuan perundang-undangan.",
            weight="contested",
            citations=(Citation("UU 13/2003", "Pasal 62", date(2003, 3, 25), None, "peraturan.go.id"),),
            evidence=(evidence(3, "(1) Anggota", "membayar ganti"),),
            violations=("resignation_penalty",),
            notes=("Penafsiran pasal ini diperdebatkan; putuskan bersama bagian hukum.",),
        ),
        Finding(
            rule="bpjs-enrolment-programmes",
            verdict="unreadable",
            severity="tinggi",
            title="Jaminan Pensiun mungkin ada di halaman yang tidak terbaca",
            explanation="Program JP tidak ditemukan, tetapi halaman 4 tidak terbaca.",
            advice="Pindai ulang halaman 4.",
            searched=Searched(("jaminan pensiun", "JP"), all_pages, grades),
        ),
        Finding(
            rule="k3-clause",
            verdict="unclear",
            severity="rendah",
            title="Keselamatan kerja hanya disebut sebagian",
            explanation="Alat pelindung diri disediakan, tetapi pelatihan K3 tidak disebut.",
            advice="Sebutkan pelatihan dan pemeriksaan kesehatan.",
            weight="circular",
            evidence=(evidence(3, "(2) PIHAK KEDUA menyediakan"),),
        ),
        Finding(
            rule="ad-object-type-headcount",
            verdict="satisfied",
            severity="tinggi",
            title="Jenis pekerjaan, jabatan, dan jumlah pekerja dirinci",
            explanation="Pekerjaan, jabatan, dan jumlah orang disebut di Pasal 1.",
            advice="",
            evidence=(evidence(1, "klinik dan gudang", "dan 2 (dua)"),),
        ),
        Finding(
            rule="pkwt-duration-cap",
            verdict="not_applicable",
            severity="tinggi",
            title="Batas lama PKWT",
            explanation="Dokumen ini bukan PKWT.",
            advice="",
        ),
    )


def _text(value: str, place: Evidence, confidence: float) -> TextFact:
    return TextFact(value, value, confidence, (place,))


@dataclass
class WrittenReader:
    """Hands out the pages and the report above instead of reading the file.

    In a file named "jahat" the first party's name tries to be a script; one named "bukan kontrak" is none, and one
    named "dua kontrak" holds two; "addendum" is an addendum to the invented contract.
    """

    scale: float = 1.0
    closed: list[bool] = field(default_factory=list)

    def inspect(self, source: SourceFile) -> Inspection:
        return Inspection(page_count=len(PAGES))

    def read_page(
        self, source: SourceFile, number: int, *, inspection: Inspection, image_path: Path, turn: int | None = None
    ) -> PageWords:
        image_path.write_bytes(picture(number, scale=self.scale))
        return replace(page_words(number), rotation=turn or 0)

    def understand(
        self, source: SourceFile, inspection: Inspection, pages: Sequence[PageWords | PageFailure]
    ) -> Report:
        hostile = "jahat" in source.filename
        if "bukan kontrak" in source.filename:
            return not_a_contract(source)
        if "addendum" in source.filename:
            return addendum(source)
        if "dua kontrak" in source.filename:
            return two_contracts(source)
        return written_report(source, user_name=HOSTILE if hostile else "PT Samudra Kelola Medika")

    def close(self) -> None:
        self.closed.append(True)
