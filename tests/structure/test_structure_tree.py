"""Numbers, headings, items and the clause tree."""

from __future__ import annotations

import pytest
from structure_documents import STYLES, all_documents, break_heading, write_articles
from structure_paper import Paper
from structure_score import f1, paths_of, read

from extractor.structure import build_structure, section_of
from extractor.structure.numbering import is_pasal, mistaken_numbers, numbers, to_roman
from extractor.structure.types import Section, Structure


def tree_of(*paragraphs: str, centre_headings: bool = True) -> Structure:
    """A document of these paragraphs; short ones that begin like a heading are centred."""
    paper = Paper()
    for text in paragraphs:
        heading = (
            centre_headings and len(text) < 40 and (text.isupper() or is_pasal(text.split()[0]) or "A S A L" in text)
        )
        if heading:
            paper.gap()
            paper.centre(text)
        else:
            paper.para(text)
    return build_structure(paper.finish())


def pasals(structure: Structure) -> list[tuple[str, str]]:
    return [(s.label, s.heading) for s in structure.root.walk() if s.kind == "pasal"]


def texts(structure: Structure, kind: str) -> list[tuple[str, str]]:
    text = structure.text.text
    return [(s.label, " ".join(text[s.body_start : s.end].split())) for s in structure.root.walk() if s.kind == kind]


@pytest.mark.parametrize(
    ("token", "expected"),
    [
        ("5", 5), ("(7)", 7), ("V", 5), ("l1", 11), ("1O", 10), ("lO", 10), ("I", 1), ("XIV", 14), ("IV.", 4),
        ("S", 5), ("B", 8), ("Z", 2), ("lima", 5), ("Kesatu", 1), ("|", 1), ("12.", 12), ("11l", 111),
    ],
)  # fmt: skip
def test_number_readings(token: str, expected: int) -> None:
    """A number is among the readings of its token, however the scanner wrote it (only 1 to 99 count)."""
    assert (expected in numbers(token)) == (expected < 100)


@pytest.mark.parametrize("token", ["upah", "", "...", "IIV", "abc", "0", "2023"])
def test_no_number(token: str) -> None:
    """What is no number has no reading."""
    assert numbers(token) == ()


def test_romans_and_look_alikes() -> None:
    """Roman numerals are written right from 1 to 99, and a digit's look-alike is offered."""
    assert [to_roman(n) for n in (1, 4, 9, 14, 40, 99)] == ["I", "IV", "IX", "XIV", "XL", "XCIX"]
    assert all(n in numbers(to_roman(n)) for n in range(1, 50))
    assert mistaken_numbers("8") == (3,)
    assert mistaken_numbers("x") == ()


@pytest.mark.parametrize("token", ["Pasal", "PASAL", "Pasa1", "PASAI", "Fasal", "Paşal", "P4sal", "Pa5al", "Pasl"])
def test_pasal_is_known_through_slips(token: str) -> None:
    """The word is known with a letter misread."""
    assert is_pasal(token)


@pytest.mark.parametrize("token", ["Pasar", "Masal", "asal", "Pasang", "Partai", "", "Gaji", "Basah"])
def test_other_words_are_not_pasal(token: str) -> None:
    """Words one letter away are left alone."""
    assert not is_pasal(token)


@pytest.mark.parametrize(
    "headings",
    [
        ("Pasal 1", "Pasal 2", "Pasal 3"),
        ("PASAL - I", "PASAL - II", "PASAL - III"),
        ("Pasal (1)", "Pasal (2)", "Pasal (3)"),
        ("P A S A L 1", "P A S A L 2", "P A S A L 3"),
        ("Pasa1 1", "PASAI 2", "Pasal3"),
        ("Pasal l", "Pasal Z", "Pasal 3"),
        ("Pasal Satu", "Pasal Dua", "Pasal Tiga"),
        ("Fasal 1", "Pasal", "Pasal 3"),
        ("Pasal 1", "Pasal 7", "Pasal 3"),
    ],
)
def test_headings_in_every_spelling(headings: tuple[str, ...]) -> None:
    """Articles are found and numbered in order in every way of writing them, one lost or wrong number included."""
    parts = []
    for heading in headings:
        parts += [heading, "Ketentuan ini berlaku bagi seluruh pekerja yang ditempatkan oleh PIHAK KEDUA."]
    assert [label for label, _ in pasals(tree_of(*parts))] == ["1", "2", "3"]


def test_title_below_above_and_beside() -> None:
    """An article's title is found under its heading, above it, and in its line."""
    body = "Ketentuan ini berlaku bagi seluruh pekerja yang ditempatkan oleh PIHAK KEDUA."
    below = tree_of("Pasal 1", "UPAH POKOK", body, "Pasal 2", "CUTI TAHUNAN", body)
    above = tree_of("UPAH POKOK", "Pasal 1", body, "CUTI TAHUNAN", "Pasal 2", body)
    beside = tree_of("PASAL 1 - UPAH POKOK", body, "PASAL 2 - CUTI TAHUNAN", body)
    for structure in (below, above, beside):
        assert pasals(structure) == [("1", "UPAH POKOK"), ("2", "CUTI TAHUNAN")]
        assert texts(structure, "pasal") == [("1", body), ("2", body)]


def test_references_are_not_headings() -> None:
    """ "Pasal 5 ayat (2)" at the start of a wrapped line is a reference, not an article."""
    paper = Paper()
    paper.centre("Pasal 1")
    paper.line("Denda dikenakan sebagaimana dimaksud dalam")
    paper.line("Pasal 2 ayat (1) dan ketentuan yang tercantum pada")
    paper.line("Pasal 3, kecuali bila PIHAK PERTAMA lalai menurut")
    paper.line("Pasal 1266 Kitab Undang-Undang Hukum Perdata.")
    paper.centre("Pasal 2")
    paper.line("Ketentuan lain tetap berlaku.")
    assert [label for label, _ in pasals(build_structure(paper.finish()))] == ["1", "2"]


def test_chapters_hold_their_articles() -> None:
    """Articles stand under their chapter; letter-spaced chapter headings count."""
    body = "Ketentuan ini berlaku bagi seluruh pekerja yang ditempatkan."
    structure = tree_of("B A B – I", "U M U M", "Pasal 1", body, "Pasal 2", body, "B A B – II", "UPAH", "Pasal 3", body)
    assert [
        (bab.label, bab.heading, [p.label for p in bab.children])
        for bab in structure.root.children
        if bab.kind == "bab"
    ] == [("1", "UMUM", ["1", "2"]), ("2", "UPAH", ["3"])]


def test_two_paragraphs_in_one_line_are_split() -> None:
    """ "(2)" inside a line begins a new ayat when "(1)" is open; "ayat (2)" inside a sentence does not."""
    structure = tree_of(
        "Pasal 1",
        "(1) Upah dibayar bulanan sesuai Pasal 3 ayat (2) huruf a. (2) Lembur dibayar terpisah; (3) Uang makan 8 "
        "(delapan) kali sebulan.",
    )
    assert texts(structure, "ayat") == [
        ("1", "Upah dibayar bulanan sesuai Pasal 3 ayat (2) huruf a."),
        ("2", "Lembur dibayar terpisah;"),
        ("3", "Uang makan 8 (delapan) kali sebulan."),
    ]


def test_letters_inside_a_sentence_are_split_only_as_a_list() -> None:
    """ "meliputi: a. ...; b. ..." is a list; a single "a." is not."""
    structure = tree_of(
        "Pasal 1", "Jaminan meliputi: a. kecelakaan kerja; b. kematian; c. hari tua.",
        "Pasal 2", "Alamat para pihak: a. Magelang dan sekitarnya.",
    )  # fmt: skip
    assert [label for label, _ in texts(structure, "huruf")] == ["a", "b", "c"]


def test_letters_hang_below_their_paragraph_and_end_with_it() -> None:
    """Letters are children of the ayat that opens them, and numbers below a letter are its own."""
    structure = tree_of(
        "Pasal 1",
        "(1) PIHAK KEDUA wajib:",
        "a. menyediakan seragam;",
        "b. menyediakan alat, yaitu:",
        "1. sepu atau sapu;",
        "2. kain pel;",
        "c. melapor.",
        "(2) PIHAK PERTAMA membayar.",
    )
    assert paths_of(structure) == [
        "pasal 1", "pasal 1/ayat 1", "pasal 1/ayat 1/huruf a", "pasal 1/ayat 1/huruf b",
        "pasal 1/ayat 1/huruf b/angka 1", "pasal 1/ayat 1/huruf b/angka 2", "pasal 1/ayat 1/huruf c", "pasal 1/ayat 2",
    ]  # fmt: skip


def test_ayat_on_its_own_line_and_dashes() -> None:
    """ "Ayat 1" on a line of its own opens an ayat; dashes are items without a number."""
    structure = tree_of("Pasal 1", "Ayat 1", "Upah dibayar.", "Ayat 2", "Ditanggung :", "- seragam", "- makan")
    assert texts(structure, "ayat")[0] == ("1", "Upah dibayar.")
    assert texts(structure, "paragraph") == [("-", "seragam"), ("-", "makan")]


def test_wrapped_figures_are_not_items() -> None:
    """A line that happens to begin with a number or an amount does not become an item."""
    paper = Paper()
    paper.centre("Pasal 1")
    for line in (
        "1. Harga borongan adalah Rp.", "198.000.000,- untuk waktu", "12. bulan penuh terhitung sejak tanggal",
        "2. Februari tahun berjalan sebagaimana", "2. Pembayaran dilakukan setiap bulan pada pukul", "08.00 pagi.",
    ):  # fmt: skip
        paper.line(line)
    structure = build_structure(paper.finish())
    assert [label for label, _ in texts(structure, "ayat")] == ["1", "2"]


def test_gaps_are_noted() -> None:
    """A skipped article and a lost paragraph are told in a note."""
    structure = tree_of(
        "Pasal 1", "(1) Upah dibayar bulanan.", "(3) Lembur dibayar terpisah.", "Pasal 2", "Cuti dua belas hari.",
        "Pasal 4", "Ketentuan lain tetap berlaku.", "Pasal 5", "Perjanjian ini mulai berlaku sejak ditandatangani.",
    )  # fmt: skip
    assert [label for label, _ in pasals(structure)] == ["1", "2", "4", "5"]
    assert len(structure.notes) == 2
    assert "Pasal 3 tidak ada" in structure.notes[0]
    assert "ayat 2 pada Pasal 1" in structure.notes[1]


def test_annex_has_its_own_numbering() -> None:
    """An annex begins a new part with its own points."""
    paper = Paper()
    for n in (1, 2):
        paper.centre(f"Pasal {n}")
        paper.para("Rincian tercantum dalam Lampiran I perjanjian ini.")
    paper.new_page()
    paper.centre("LAMPIRAN I")
    paper.centre("RINCIAN BIAYA")
    paper.para("1. Upah pokok Rp2.900.000 per orang per bulan.")
    paper.para("2. Iuran jaminan sosial sesuai ketentuan.")
    structure = build_structure(paper.finish())
    (annex,) = [s for s in structure.root.children if s.kind == "annex"]
    assert (annex.label, annex.heading) == ("I", "RINCIAN BIAYA")
    assert [(s.kind, s.label) for s in annex.children] == [("angka", "1"), ("angka", "2")]


def test_front_matter_is_told_apart() -> None:
    """Title, parties, recitals, articles and signatures each have their section, in this order."""
    paper = Paper(tight=True)
    paper.centre("PERJANJIAN KERJA SAMA")
    paper.centre("Nomor : 017/PKS/II/2023")
    paper.gap()
    paper.para(
        "Pada hari ini Rabu tanggal satu Maret dua ribu dua puluh tiga, kami yang bertanda tangan di bawah ini :"
    )
    paper.para("1. PT Tirta Jelita, diwakili Laras Widuri, selanjutnya disebut PIHAK PERTAMA;")
    paper.para("2. CV Resik Sentosa, diwakili Bagas Prakoso, selanjutnya disebut PIHAK KEDUA.")
    paper.para("Para pihak terlebih dahulu menerangkan hal-hal sebagai berikut :")
    paper.para("a. bahwa PIHAK PERTAMA memerlukan tenaga kebersihan;")
    paper.para("b. bahwa PIHAK KEDUA menjamin kelangsungan masa kerja pekerja.")
    paper.centre("Pasal 1")
    paper.para("Pekerjaan dilaksanakan di Magelang.")
    paper.gap()
    paper.line("Magelang, 1 Maret 2023")
    paper.side_by_side([["PIHAK PERTAMA", "", "", "Laras Widuri"], ["PIHAK KEDUA", "", "", "Bagas Prakoso"]])
    structure = build_structure(paper.finish())
    assert [s.kind for s in structure.root.children] == ["title", "parties", "recitals", "pasal", "signatures"]
    text = structure.text.text
    starts = {s.kind: text[s.start : s.start + 12] for s in structure.root.children}
    assert starts["parties"] == "Pada hari in"
    assert starts["recitals"] == "Para pihak t"
    assert starts["signatures"] == "Magelang, 1 "
    recital = next(s for s in structure.root.children if s.kind == "recitals")
    assert [s.label for s in recital.children] == ["a", "b"]


def test_cover_page_is_a_cover() -> None:
    """A first page with only title and parties is a cover; the title block comes again on the next page."""
    paper = Paper(size=14)
    for text in (
        "PERJANJIAN KERJA SAMA",
        "ANTARA",
        "PT TIRTA JELITA",
        "DENGAN",
        "CV RESIK SENTOSA",
        "NOMOR 017/PKS/2023",
    ):
        paper.centre(text)
    paper.new_page()
    paper.centre("PERJANJIAN KERJA SAMA")
    paper.para("Pada hari ini Rabu kami yang bertanda tangan di bawah ini sepakat mengikat diri.")
    paper.centre("Pasal 1")
    paper.para("Pekerjaan dilaksanakan di Magelang.")
    structure = build_structure(paper.finish())
    assert [s.kind for s in structure.root.children] == ["cover", "title", "parties", "pasal"]


def test_document_without_numbering_has_paragraphs() -> None:
    """A text without any numbers still has paragraphs."""
    paper = Paper()
    paper.centre("SURAT PERNYATAAN")
    for _ in range(3):
        paper.gap()
        paper.para(
            "Saya berjanji bekerja dengan baik selama enam bulan penuh dan menerima upah setiap akhir pekan tunai."
        )
    structure = build_structure(paper.finish())
    assert [s.kind for s in structure.root.children] == ["title", "paragraph", "paragraph", "paragraph"]


def test_section_of_gives_the_path() -> None:
    """The path of an offset leads from the root to the smallest node."""
    structure = tree_of("Pasal 1", "(1) PIHAK KEDUA wajib:", "a. menyediakan seragam;", "b. melapor.")
    path = section_of(structure, structure.text.text.index("seragam"))
    assert [(s.kind, s.label) for s in path] == [("document", ""), ("pasal", "1"), ("ayat", "1"), ("huruf", "a")]


@pytest.mark.parametrize("written", all_documents(), ids=lambda w: w.name)
def test_clean_documents_are_read_without_fault(written) -> None:  # type: ignore[no-untyped-def]
    """Twelve contracts in twelve styles give exactly their tree, straight or turned."""
    assert read(written) == (written.paths, written.paths)
    assert read(written, skew=0.7) == (written.paths, written.paths)


@pytest.mark.parametrize(
    ("noise", "nodes", "articles"), [(0.005, 0.98, 0.98), (0.01, 0.97, 0.98), (0.02, 0.95, 0.97), (0.04, 0.92, 0.95)]
)
def test_noise_floor(noise: float, nodes: float, articles: float) -> None:
    """With this share of characters misread the tree is still found to at least this F1."""
    pairs = [read(document, noise=noise, skew=0.4, seed=3) for document in all_documents(seed=3)]
    assert f1(pairs) >= nodes
    assert f1(pairs, only="pasal") >= articles


def test_every_heading_broken() -> None:
    """Articles are found although every single heading is spoilt."""
    pairs = [read(write_articles(style, seed=5, heading=break_heading)) for style in STYLES]
    assert f1(pairs, only="pasal") >= 0.98
    assert f1(pairs) >= 0.96


def test_sections_are_plain_values() -> None:
    """The same pages give the same structure, value for value."""
    pages = all_documents()[0].paper.finish(noise=0.02, seed=4)
    first, second = build_structure(pages), build_structure(pages)
    assert first == second
    assert isinstance(first.root, Section)


def test_general_conditions_after_a_work_order_are_an_annex() -> None:
    """A work order's general conditions on the next page are an annex named SSUK, after the signatures."""
    paper = Paper(tight=True)
    paper.centre("SURAT PERINTAH KERJA")
    paper.para("Nomor : 5/SPK/2023")
    paper.para("WAKTU PELAKSANAAN : 12 (dua belas) bulan")
    paper.side_by_side([["Pejabat Pembuat Komitmen", "", "", "Drs. Amir"], ["Penyedia", "", "", "Bagas Prakoso"]])
    paper.new_page()
    paper.centre("SYARAT UMUM")
    paper.centre("SURAT PERINTAH KERJA (SPK)")
    for n, title in enumerate(("LINGKUP PEKERJAAN", "HARGA SPK", "ASURANSI"), 1):
        paper.line(f"{n}. {title}")
        paper.para("Ketentuan ini berlaku bagi penyedia sesuai peraturan.", indent=15)
    structure = build_structure(paper.finish())
    assert [s.kind for s in structure.root.children][-2:] == ["signatures", "annex"]
    annex = structure.root.children[-1]
    assert (annex.label, annex.heading) == ("SSUK", "SYARAT UMUM SURAT PERINTAH KERJA (SPK)")
    assert [(s.kind, s.label, s.heading) for s in annex.children] == [
        ("angka", "1", "LINGKUP PEKERJAAN"), ("angka", "2", "HARGA SPK"), ("angka", "3", "ASURANSI"),
    ]  # fmt: skip


def test_two_contracts_in_one_file_are_noted() -> None:
    """Articles that begin again at 1 are told in a note with the page."""
    body = "Ketentuan ini berlaku bagi seluruh pekerja yang ditempatkan oleh PIHAK KEDUA."
    paper = Paper()
    for page in (1, 2):
        for n in (1, 2, 3):
            paper.centre(f"Pasal {n}")
            paper.para(body)
        if page == 1:
            paper.new_page()
    structure = build_structure(paper.finish())
    assert [label for label, _ in pasals(structure)] == ["1", "2", "3", "1", "2", "3"]
    assert len(structure.notes) == 1
    assert "halaman 2" in structure.notes[0]


def test_roman_and_capital_letter_points() -> None:
    """Points numbered I, II or A, B with numbers below keep their levels."""
    body = "Ketentuan ini berlaku bagi seluruh pekerja yang ditempatkan oleh perusahaan di lokasi kerja."
    for first, second in (("I.", "II."), ("A.", "B.")):
        paper = Paper(tight=True)
        paper.centre("KONTRAK KERJA")
        paper.para("Pada hari ini Senin kami yang bertanda tangan di bawah ini sepakat :")
        for head, title in ((first, "UMUM"), (second, "HAK PEKERJA")):
            paper.line(f"{head} {title}")
            paper.para(f"1. {body}", indent=15, hang=15)
            paper.para(f"2. {body}", indent=15, hang=15)
        structure = build_structure(paper.finish())
        tops = [s for s in structure.root.children if s.kind in ("angka", "huruf")]
        assert [s.heading for s in tops] == ["UMUM", "HAK PEKERJA"]
        assert [[c.label for c in s.children] for s in tops] == [["1", "2"], ["1", "2"]]
