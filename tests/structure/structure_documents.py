"""Twelve invented contracts in twelve ways of numbering, with the tree each of them has.

The sentences, people and firms are made up. ``Written.paths`` holds one path per node ("pasal 3/ayat 2/huruf a").
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from structure_paper import Paper

TOPICS = (
    (
        "RUANG LINGKUP PEKERJAAN",
        (
            "PIHAK KEDUA menyediakan tenaga kebersihan untuk gedung PIHAK PERTAMA sebagaimana diatur "
            "dalam Pasal 2 ayat (1) perjanjian ini."
        ),
    ),
    (
        "JANGKA WAKTU",
        (
            "Perjanjian ini berlaku selama 12 (dua belas) bulan terhitung sejak tanggal 1 Maret 2023 "
            "sampai dengan tanggal 29 Februari 2024."
        ),
    ),
    (
        "UPAH DAN TUNJANGAN",
        (
            "Upah pokok sebesar Rp2.750.000,00 (dua juta tujuh ratus lima puluh ribu rupiah) "
            "dibayarkan setiap tanggal 25 bulan berjalan."
        ),
    ),
    (
        "WAKTU KERJA",
        (
            "Waktu kerja adalah 7 (tujuh) jam sehari dan 40 (empat puluh) jam seminggu; selebihnya "
            "dihitung sebagai kerja lembur menurut ketentuan yang berlaku."
        ),
    ),
    (
        "JAMINAN SOSIAL",
        (
            "Pekerja diikutsertakan dalam program jaminan sosial dengan iuran yang ditanggung sesuai "
            "peraturan perundang-undangan."
        ),
    ),
    (
        "HAK DAN KEWAJIBAN",
        (
            "PIHAK PERTAMA berhak memeriksa hasil pekerjaan dan PIHAK KEDUA wajib menjaga mutu "
            "pelayanan setiap hari kerja."
        ),
    ),
    (
        "KESELAMATAN KERJA",
        "Alat pelindung diri disediakan oleh PIHAK KEDUA tanpa memotong upah pekerja yang bersangkutan.",
    ),
    (
        "CUTI DAN ISTIRAHAT",
        "Setelah bekerja terus-menerus selama satu tahun, pekerja memperoleh cuti 12 (dua belas) hari kerja.",
    ),
    (
        "KEADAAN KAHAR",
        "Yang dimaksud keadaan kahar adalah gempa, banjir, kebakaran dan kejadian lain di luar kekuasaan para pihak.",
    ),
    (
        "PENYELESAIAN PERSELISIHAN",
        (
            "Perselisihan diselesaikan dengan musyawarah; bila gagal dalam 30 (tiga puluh) hari, "
            "diajukan ke pengadilan yang berwenang."
        ),
    ),
    (
        "PENUTUP",
        "Perjanjian ini dibuat rangkap dua bermeterai cukup dan mulai berlaku pada tanggal ditandatangani.",
    ),
)
ITEMS = (
    "menyediakan seragam dua stel setiap tahun;",
    "mengganti pekerja yang berhalangan hadir dalam 1 x 24 jam;",
    "melaporkan absensi paling lambat tanggal 5 bulan berikutnya; dan",
    "menjaga kerahasiaan dokumen milik PIHAK PERTAMA.",
)
EXTRA = (
    "Pelaksanaan ketentuan ini diatur lebih lanjut dalam berita acara yang ditandatangani kedua belah pihak.",
    "Apabila terjadi perubahan, para pihak membuat addendum sebagai bagian yang tidak terpisahkan dari perjanjian ini.",
    "Segala biaya yang timbul menjadi tanggungan PIHAK KEDUA, kecuali ditentukan lain dalam Pasal 6 dan Pasal 7.",
)  # fmt: skip
ROMANS = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")


@dataclass
class Written:
    """A document on paper with the paths of its nodes."""

    name: str
    paper: Paper
    paths: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Style:
    """How a document numbers and sets its articles."""

    name: str
    article: Callable[[int], str]
    paragraph: Callable[[int, int], str] = lambda n, i: f"({i})"
    item: Callable[[int], str] = lambda i: f"{chr(96 + i)}."
    title: str = "below"  # below, above, same, none
    title_case: bool = False
    babs: bool = False
    hang: float = 20.0
    size: float = 11.0
    tight: bool = False
    inline: bool = False  # every second article has its paragraphs run on in one block
    left_heads: bool = False
    kinds: tuple[str, str] = ("ayat", "huruf")
    label: Callable[[int, int], str] = lambda n, i: str(i)


STYLES = (
    Style("plain", lambda n: f"Pasal {n}"),
    Style(
        "capitals, half brackets",
        lambda n: f"PASAL {n}",
        paragraph=lambda n, i: f"{i})",
        item=lambda i: f"{chr(96 + i)})",
        tight=True,
    ),
    Style("roman with a dash", lambda n: f"PASAL - {ROMANS[n]}", paragraph=lambda n, i: f"{i}.", title_case=True),
    Style(
        "bracketed, in chapters",
        lambda n: f"Pasal ({n})",
        paragraph=lambda n, i: f"{i}.",
        babs=True,
        title_case=True,
        tight=True,
    ),
    Style("letter-spaced", lambda n: f"P A S A L {n}", hang=0.0),
    Style("title in the same line", lambda n: f"PASAL {n} -", title="same", left_heads=True),
    Style("title above", lambda n: f"Pasal {n}", title="above", tight=True, size=10.0),
    Style(
        "decimal", lambda n: f"Pasal {n}", paragraph=lambda n, i: f"{n}.{i}.", label=lambda n, i: f"{n}.{i}", tight=True
    ),
    Style("run-on paragraphs", lambda n: f"Pasal {n}", inline=True, hang=0.0),
    Style("no titles, at the margin", lambda n: f"Pasal {n}", title="none", left_heads=True, size=12.0, tight=True),
)


def _opening(paper: Paper) -> None:
    paper.centre("PERJANJIAN KERJA SAMA")
    paper.centre("PENYEDIAAN JASA TENAGA KEBERSIHAN")
    paper.centre("Nomor : 017/PKS-TJ/II/2023")
    paper.gap(1)
    paper.para(
        "Pada hari ini Rabu tanggal satu bulan Maret tahun dua ribu dua puluh tiga, yang bertanda tangan di bawah ini :"
    )
    paper.gap()
    for label, value in (
        ("Nama", "Laras Widuri"),
        ("Jabatan", "Direktur PT Tirta Jelita"),
        ("Alamat", "Jalan Kenari No. 8, Kota Magelang"),
    ):
        paper.pair(label, value)
    paper.para("selanjutnya disebut PIHAK PERTAMA;")
    for label, value in (
        ("Nama", "Bagas Prakoso"),
        ("Jabatan", "Direktur CV Resik Sentosa"),
        ("Alamat", "Jalan Merpati No. 21, Kota Salatiga"),
    ):
        paper.pair(label, value)
    paper.para("selanjutnya disebut PIHAK KEDUA.")
    paper.para("Para pihak sepakat mengikatkan diri dengan ketentuan sebagai berikut :")
    paper.gap()


def _closing(paper: Paper) -> None:
    paper.gap(2)
    paper.side_by_side([
        ["PIHAK PERTAMA", "PT Tirta Jelita", "", "", "", "Laras Widuri", "Direktur"],
        ["PIHAK KEDUA", "CV Resik Sentosa", "", "", "", "Bagas Prakoso", "Direktur"],
    ])  # fmt: skip


def write_articles(
    style: Style, *, seed: int = 1, heading: Callable[[str, random.Random], str] | None = None
) -> Written:
    """A contract of eleven articles in this style; ``heading`` may damage each article's heading line."""
    dice = random.Random(seed)
    paper = Paper(size=style.size, tight=style.tight)
    made = Written(style.name, paper)
    _opening(paper)
    bab = 0
    for n, (title, sentence) in enumerate(TOPICS, 1):
        if style.babs and n % 3 == 1:
            bab += 1
            paper.gap()
            paper.centre(f"BAB {ROMANS[bab]}")
            paper.centre(("KETENTUAN UMUM", "PELAKSANAAN", "PERLINDUNGAN", "KETENTUAN LAIN")[bab - 1])
        _heading(paper, style, n, title, dice=dice, damage=heading)
        made.paths.append(f"pasal {n}")
        count = 1 + (n * 7 + seed) % 3
        texts = [sentence, *EXTRA][:count]
        if style.inline and n % 2 == 0 and count > 1:
            paper.para(" ".join(f"{style.paragraph(n, i)} {t}" for i, t in enumerate(texts, 1)))
            made.paths += [f"pasal {n}/ayat {style.label(n, i)}" for i in range(1, count + 1)]
        elif count == 1:
            paper.para(sentence)
        else:
            _paragraphs(paper, style, n, texts, made)
    _closing(paper)
    paper.margins(footer="Perjanjian Kerja Sama - Halaman # dari @")
    return made


def _heading(
    paper: Paper,
    style: Style,
    n: int,
    title: str,
    *,
    dice: random.Random,
    damage: Callable[[str, random.Random], str] | None,
) -> None:
    shown = title.title() if style.title_case else title
    head = style.article(n)
    head = damage(head, dice) if damage else head
    write = paper.line if style.left_heads else paper.centre
    paper.gap()
    if style.title == "above":
        write(shown)
    write(f"{head} {shown}" if style.title == "same" else head)
    if style.title == "below":
        write(shown)
    paper.gap(0.4)


def _paragraphs(paper: Paper, style: Style, n: int, texts: Sequence[str], made: Written) -> None:
    for i, text in enumerate(texts, 1):
        path = f"pasal {n}/ayat {style.label(n, i)}"
        made.paths.append(path)
        if i == 2 and n % 2:
            paper.para(
                f"{style.paragraph(n, i)} Kewajiban PIHAK KEDUA selama perjanjian berlaku meliputi :", hang=style.hang
            )
            for k, item in enumerate(ITEMS, 1):
                paper.para(f"{style.item(k)} {item}", indent=max(style.hang, 10.0), hang=14)
                made.paths.append(f"{path}/huruf {chr(96 + k)}")
        else:
            paper.para(f"{style.paragraph(n, i)} {text}", hang=style.hang)


def write_points(*, tight: bool = True) -> Written:
    """A work order without articles: numbered points, some with letters."""
    paper = Paper(tight=tight)
    made = Written("numbered points", paper)
    paper.centre("SURAT PERINTAH KERJA")
    paper.centre("NOMOR : 027/ 31 /SPK-UM/2022")
    paper.gap(1)
    for label, value in (
        ("Nama", "drg. Sekar Arum"),
        ("Jabatan", "Pejabat Pembuat Komitmen"),
        ("Alamat", "Jalan Anggrek No. 3"),
    ):
        paper.pair(label, value)
    paper.para(
        "selanjutnya disebut PIHAK PERTAMA memerintahkan kepada CV Resik Sentosa, selanjutnya disebut PIHAK KEDUA, "
        "untuk melaksanakan pekerjaan dengan ketentuan sebagai berikut :"
    )
    for n, (_, sentence) in enumerate(TOPICS, 1):
        made.paths.append(f"angka {n}")
        if n == 6:
            paper.para(f"{n}. PIHAK KEDUA wajib :", hang=18)
            for k, item in enumerate(ITEMS, 1):
                paper.para(f"{chr(96 + k)}. {item}", indent=18, hang=14)
                made.paths.append(f"angka {n}/huruf {chr(96 + k)}")
        else:
            paper.para(f"{n}. {sentence}", hang=18)
    _closing(paper)
    return made


def write_general_conditions() -> Written:
    """General conditions as a numbered list with titles and decimals below."""
    paper = Paper(size=10.5, tight=True)
    made = Written("general conditions", paper)
    paper.centre("SYARAT-SYARAT UMUM SURAT PERINTAH KERJA")
    paper.gap(1)
    for n, (title, sentence) in enumerate(TOPICS, 1):
        made.paths.append(f"angka {n}")
        paper.gap(0.5)
        paper.line(f"{n}. {title}")
        for i, text in enumerate([sentence, *EXTRA][: 1 + n % 3], 1):
            made.paths.append(f"angka {n}/angka {n}.{i}")
            paper.para(f"{n}.{i} {text}", indent=18, hang=22)
    return made


def break_heading(head: str, dice: random.Random) -> str:
    """One of the ways in which scanners spoil an article's heading."""
    word, rest = "Pasal", re.sub(r"[^0-9IVX]", "", head.upper().replace("PASAL", "").replace("P A S A L", ""))
    digits = rest.replace("1", dice.choice("1lI")).replace("0", dice.choice("0O"))
    return dice.choice(
        (f"Pasa1 {rest}", f"PASAI {rest}", f"Pasal{rest}", f"P A S A L {rest}", f"Fasal {rest}", f"Paşal {rest}",
         f"Pasal {digits}", f"{word} - {rest}", f"Pa5al {rest}", f"Pasal. {rest}", f"PASAL : {rest}", f"~ Pasal {rest}")
    )  # fmt: skip


def all_documents(*, seed: int = 1) -> list[Written]:
    """The twelve documents."""
    return [
        *(write_articles(style, seed=seed + i) for i, style in enumerate(STYLES)),
        write_points(),
        write_general_conditions(),
    ]
