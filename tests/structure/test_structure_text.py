"""Lines, reading order and the text with its way back to the words."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from structure_documents import EXTRA, TOPICS
from structure_paper import Paper

from extractor.geometry import Box
from extractor.structure import build_structure, evidence
from extractor.structure.types import Structure
from extractor.words.types import PageWords, Word

ID_LEFT = (
    "Perjanjian ini dibuat pada tanggal satu bulan Juni oleh dan antara para pihak yang disebut di bawah ini.",
    "Pasal 1",
    "Perusahaan mempekerjakan Karyawan sebagai juru las selama jangka waktu Perjanjian ini tanpa masa percobaan.",
)
EN_RIGHT = (
    "This Agreement is made on the first day of June by and between the parties named in the lines below.",
    "Article 1",
    "The Company employs the Employee as a welder for the whole term of this Agreement without any probation.",
)


def lines_of(structure: Structure, *, setting: str | None = None, role: str | None = None) -> list[str]:
    return [
        structure.text.text[line.start : line.end]
        for line in structure.lines
        if (setting is None or line.setting == setting) and (role is None or line.role == role)
    ]


def test_form_row_becomes_one_line() -> None:
    """A label, its colon and its value stand in one line although wide white parts them."""
    paper = Paper(tight=True)
    paper.pair("Nama", "Laras Widuri", at=160)
    paper.pair("J a b a t a n", "Kepala Bagian Umum", at=160)
    assert lines_of(build_structure(paper.finish(one_line=True))) == [
        "Nama : Laras Widuri",
        "J a b a t a n : Kepala Bagian Umum",
    ]


def test_skewed_lines_stay_whole() -> None:
    """A page turned by one degree gives the same lines as a straight one."""
    paper = Paper(tight=True)
    for i in range(12):
        paper.para(f"Baris nomor {i} dari naskah ini memuat kata yang cukup banyak agar sampai ke tepi kanan halaman.")
        paper.pair("Alamat", f"Jalan Kenari Nomor {i}, Kota Magelang", at=200)
    straight = build_structure(paper.finish())
    for skew in (-1.0, 0.6, 1.0):
        assert lines_of(build_structure(paper.finish(skew=skew))) == lines_of(straight)


def test_reader_line_numbers_are_not_trusted() -> None:
    """Whatever line numbers the reader gave, lines come from where the words stand."""
    paper = Paper()
    paper.para("Perjanjian ini berlaku selama dua belas bulan sejak ditandatangani oleh kedua belah pihak di Magelang.")
    numbered = build_structure(paper.finish())
    assert lines_of(build_structure(paper.finish(one_line=True))) == lines_of(numbered)
    assert len(numbered.lines) == 2


def test_foreign_column_is_kept_apart() -> None:
    """Of a bilingual page the Indonesian column comes first in one piece, the foreign one after it, marked."""
    for left, right in ((ID_LEFT, EN_RIGHT), (EN_RIGHT, ID_LEFT)):
        for shift in (0.0, 4.0, 7.0):
            paper = Paper(size=9, tight=True)
            paper.centre("PERJANJIAN KERJA WAKTU TERTENTU")
            paper.two_columns(left, right, shift=shift)
            structure = build_structure(paper.finish())
            assert " ".join(lines_of(structure, setting="foreign")) == " ".join(EN_RIGHT)
            assert " ".join(lines_of(structure, setting="text")) == " ".join(
                ("PERJANJIAN KERJA WAKTU TERTENTU", *ID_LEFT)
            )


def test_chinese_column_is_foreign() -> None:
    """A column in Chinese characters is marked as foreign."""
    paper = Paper(size=9)
    chinese = (
        (
            "本 合同 由 双方 于 六月 一日 签订 并 对 双方 具有 约束 力 甲方 聘用 乙方 担任 "
            "焊工 合同 期限 为 两年 工资 每月 支付 一次 加班 另付"
        ),
    )
    paper.two_columns((*ID_LEFT, ID_LEFT[0]), chinese * 3)
    foreign = " ".join(lines_of(build_structure(paper.finish()), setting="foreign"))
    assert "本 合同" in foreign
    assert "Perusahaan" not in foreign


def test_two_indonesian_columns_are_read_one_after_the_other() -> None:
    """General conditions set in two columns are read down the left column, then down the right one."""
    paper = Paper(size=8, tight=True)
    left = [
        f"Ketentuan kiri nomor {i} mengatur kewajiban penyedia selama pekerjaan berlangsung di lokasi."
        for i in range(4)
    ]
    right = [
        f"Ketentuan kanan nomor {i} mengatur hak pejabat pembuat komitmen atas mutu pekerjaan itu." for i in range(4)
    ]
    paper.two_columns(left, right)
    structure = build_structure(paper.finish())
    assert " ".join(lines_of(structure)) == " ".join((*left, *right))


def test_signatories_are_read_one_after_the_other() -> None:
    """Two or three signature blocks side by side give each signatory's lines together."""
    first = ["PIHAK KEDUA", "CV Resik Sentosa", "", "", "", "Bagas Prakoso", "Direktur"]
    middle = ["Mengetahui,", "Kepala Dinas", "", "", "", "Amir Hamzah"]
    last = ["PIHAK PERTAMA", "PT Tirta Jelita", "", "", "", "Laras Widuri", "Direktur Utama"]
    for columns in ([first, last], [first, middle, last]):
        paper = Paper(tight=True)
        paper.para("Demikian perjanjian ini dibuat dengan sebenarnya.")
        paper.side_by_side(columns)
        structure = build_structure(paper.finish())
        assert lines_of(structure, setting="signature") == [text for column in columns for text in column if text]
        assert structure.tables == ()


def test_headers_footers_and_page_numbers_are_marked() -> None:
    """What repeats at the edge of the pages is marked and left out of the tree, but stands in the text."""
    paper = Paper(bottom=300)
    for n in range(1, 9):
        paper.centre(f"Pasal {n}")
        paper.para(f"{TOPICS[n][1]} {TOPICS[n - 1][1]} {EXTRA[n % 3]}")
    paper.margins(header="PT Tirta Jelita - Dokumen Terkendali", footer="Halaman # dari @")
    structure = build_structure(paper.finish())
    pages = len(paper.pages)
    assert pages >= 3
    assert lines_of(structure, role="header") == ["PT Tirta Jelita - Dokumen Terkendali"] * pages
    assert lines_of(structure, role="page_number") == [f"Halaman {n} dari {pages}" for n in range(1, pages + 1)]
    assert [s.label for s in structure.root.children if s.kind == "pasal"] == [str(n) for n in range(1, 9)]
    assert all("Halaman" not in quote for quote in (e.quote for e in evidence(structure, 0, len(structure.text.text))))


def test_article_headings_at_the_page_edge_are_no_headers() -> None:
    """ "Pasal 3" at the top of one page and "Pasal 5" at the top of the next are headings, not a repeated header."""
    paper = Paper()
    for n in range(1, 7):
        paper.centre(f"Pasal {n}")
        paper.para("Ketentuan pasal ini berlaku bagi semua pekerja.")
        paper.new_page()
    structure = build_structure(paper.finish())
    assert [s.label for s in structure.root.children if s.kind == "pasal"] == ["1", "2", "3", "4", "5", "6"]


def test_broken_words_are_joined() -> None:
    """A word broken over a line end is one word; hyphens that belong to it stay."""
    cases = {
        ("antara per-", "usahaan itu"): "antara perusahaan\nitu",
        ("Nomor 12/BPR-", "LK/XII/2023 tanggal"): "Nomor 12/BPR-LK/XII/2023\ntanggal",
        ("peraturan perundang-", "undangan yang"): "peraturan perundang-undangan\nyang",
        ("masing-", "masing pihak"): "masing-masing\npihak",
        ("sekurang-", "kurangnya dua"): "sekurang-kurangnya\ndua",
        ("sebesar Rp3.000.000,-", "per bulan"): "sebesar Rp3.000.000,-\nper bulan",
        ("tenaga kerja -", "upah"): "tenaga kerja -\nupah",
    }
    for (first, second), expected in cases.items():
        paper = Paper()
        paper.line("Baris pembuka yang cukup panjang untuk naskah ini.")
        paper.line(first)
        paper.line(second)
        structure = build_structure(paper.finish())
        assert structure.text.text == f"Baris pembuka yang cukup panjang untuk naskah ini.\n{expected}\n"


def test_joined_word_keeps_both_boxes() -> None:
    """The evidence of a word broken over a line end has a box on each of the two lines."""
    paper = Paper()
    paper.line("antara per-")
    paper.line("usahaan itu")
    structure = build_structure(paper.finish())
    at = structure.text.text.index("perusahaan")
    (found,) = structure.text.evidence(at, at + len("perusahaan"))
    assert len(found.boxes) == 2
    assert found.boxes[0].y1 <= found.boxes[1].y0 + 1


def test_pages_are_parted_by_form_feeds() -> None:
    """There is one form feed between two pages, a page without words adds nothing else."""
    pages = [PageWords(n, 595, 842, (), "none") for n in (1, 2, 3)]
    pages[1] = PageWords(2, 595, 842, (Word("kosong", Box(70, 70, 110, 80)),), "ocr")
    structure = build_structure(pages)
    assert structure.text.text == "\fkosong\n\f"
    assert structure.pages == tuple(pages)


words = st.builds(
    lambda text, x, y, wide, tall, line: Word(text, Box(x, y, min(x + wide, 595), min(y + tall, 842)), 0.8, line),
    st.sampled_from([
        "Pasal", "5", "(1)", "a.", "upah", "per-", "usahaan", "|", ":", "PIHAK", "Rp3.000.000,-", "—", "x y",
    ]),
    st.floats(0, 560), st.floats(0, 820), st.floats(0, 80), st.floats(0, 16), st.integers(0, 5),
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(words, max_size=40), max_size=3))
def test_every_word_stands_at_its_place(pages: list[list[Word]]) -> None:
    """No word is lost or doubled; each one's characters stand at its offsets and on its page, in ascending order."""
    given_pages = [PageWords(n, 595, 842, tuple(ws), "ocr") for n, ws in enumerate(pages, 1)]
    structure = build_structure(given_pages)
    text = structure.text.text
    assert sorted((p.page, p.word.text, p.word.box) for p in structure.text.words) == sorted(
        (page.number, w.text, w.box) for page in given_pages for w in page.words
    )
    reached = 0
    for placed in structure.text.words:
        assert placed.start >= reached
        reached = placed.end
        assert text[placed.start : placed.end] in (placed.word.text, placed.word.text[:-1])
        assert structure.text.page_of(placed.start) == placed.page
    assert text.count("\f") == max(0, len(pages) - 1)
    for line in structure.lines:
        assert "\f" not in text[line.start : line.end]
        assert text[line.end] == "\n"


@settings(max_examples=40, deadline=None)
@given(st.lists(st.lists(words, min_size=1, max_size=30), min_size=1, max_size=3), st.data())
def test_evidence_of_a_span_lies_on_the_pages_touched(pages: list[list[Word]], data: st.DataObject) -> None:
    """The evidence of any span names the pages of its words, with boxes on those pages and no other."""
    structure = build_structure([PageWords(n, 595, 842, tuple(ws), "ocr") for n, ws in enumerate(pages, 1)])
    start = data.draw(st.integers(0, len(structure.text.text)))
    end = data.draw(st.integers(start, len(structure.text.text)))
    touched = {p.page for p in structure.text.words if p.start < end and p.end > start}
    found = structure.text.evidence(start, end)
    assert {e.page for e in found} == touched
    for e in found:
        assert e.boxes
        assert all(0 <= b.x0 <= b.x1 <= 595 and 0 <= b.y0 <= b.y1 <= 842 for b in e.boxes)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.lists(words, max_size=40), max_size=3))
def test_tree_covers_the_text_in_order(pages: list[list[Word]]) -> None:
    """Children lie inside their parent, one after the other, whatever the words are."""
    structure = build_structure([PageWords(n, 595, 842, tuple(ws), "ocr") for n, ws in enumerate(pages, 1)])
    for section in structure.root.walk():
        reached = section.start
        assert section.start <= section.end <= len(structure.text.text)
        for child in section.children:
            assert reached <= child.start <= child.end <= section.end
            reached = child.end


def test_label_of_two_lines_stays_together() -> None:
    """The second line of a form's label is read with the label, not inside the value beside it."""
    paper = Paper(tight=True)
    paper.pair("Nama", "PT Tirta Jelita", at=110)
    paper.pair("Alamat", "Jalan Kenari No. 8, Kelurahan Sidorejo, Kota", at=110)
    paper.put("Perusahaan", paper.left)
    paper.put("Magelang", paper.left + 122)
    paper.y += paper.pitch
    paper.pair("Waktu", "12 (dua belas) bulan", at=110)
    paper.line("Pelaksanaan")
    paper.pair("Sumber Dana", "APBD Tahun 2023", at=110)
    paper.para("selanjutnya disebut PIHAK PERTAMA.")
    assert lines_of(build_structure(paper.finish())) == [
        "Nama : PT Tirta Jelita",
        "Alamat Perusahaan : Jalan Kenari No. 8, Kelurahan Sidorejo, Kota",
        "Magelang",
        "Waktu Pelaksanaan : 12 (dua belas) bulan",
        "Sumber Dana : APBD Tahun 2023",
        "selanjutnya disebut PIHAK PERTAMA.",
    ]


def test_text_below_a_form_row_is_no_label() -> None:
    """A sentence that begins under a label stays where it is."""
    paper = Paper(tight=True)
    paper.pair("Alamat", "Jalan Kenari No. 8, Kota Magelang", at=110)
    paper.line("selanjutnya disebut PIHAK PERTAMA dalam perjanjian ini.")
    paper.pair("Nama", "Bagas Prakoso", at=110)
    paper.line("Bertindak")
    paper.line("untuk diri sendiri sebagai pekerja.")
    assert lines_of(build_structure(paper.finish())) == [
        "Alamat : Jalan Kenari No. 8, Kota Magelang",
        "selanjutnya disebut PIHAK PERTAMA dalam perjanjian ini.",
        "Nama : Bagas Prakoso",
        "Bertindak",
        "untuk diri sendiri sebagai pekerja.",
    ]


def test_signatures_below_two_columns_are_no_column() -> None:
    """Signature blocks under a bilingual text belong to neither column; nobody's name is taken for foreign text."""
    paper = Paper(size=9, tight=True)
    paper.two_columns(ID_LEFT, EN_RIGHT)
    paper.gap(1.5)
    paper.side_by_side([["Perusahaan / Company", "", "", "Ratna Dewi"], ["Karyawan / Employee", "", "", "Joko Susilo"]])
    structure = build_structure(paper.finish())
    assert lines_of(structure, setting="signature") == [
        "Perusahaan / Company",
        "Ratna Dewi",
        "Karyawan / Employee",
        "Joko Susilo",
    ]
    assert " ".join(lines_of(structure, setting="foreign")) == " ".join(EN_RIGHT)


@pytest.mark.parametrize(
    ("line", "is_number"),
    [
        ("Nomor : 021/PKWT/SLM-HRD/III/2024", False),
        ("No. 12/24", False),
        ("045/SPK/VII/20", False),
        ("FRM 2/3", True),
        ("Hal. 2 dari 5", True),
    ],
)
def test_the_number_of_a_contract_is_no_page_number(line: str, is_number: bool) -> None:
    """A number that ends in a roman month and a year stays in the text; a form's page count does not."""
    paper = Paper()
    paper.centre(line)
    paper.gap()
    paper.para("Yang bertanda tangan di bawah ini sepakat mengadakan perjanjian kerja dengan syarat sebagai berikut.")
    assert (lines_of(build_structure(paper.finish()), role="page_number") == [line]) is is_number
