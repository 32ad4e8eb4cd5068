# ruff: noqa: E501  (the wording of a letter reads best whole)
"""Write the shipped Word templates of letters (``api/letters/templates/*.docx``).

Run after a change of their wording: ``python scripts/letter_templates.py``. The same wording gives the same files.
"""

from __future__ import annotations

import io
import re
import sys
import zipfile
from datetime import datetime
from pathlib import Path
from typing import Any

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

HERE = Path(__file__).resolve().parent.parent / "api" / "letters" / "templates"

_ABOUT = (
    "{{ jenis_kontrak }} Nomor {{ nomor_kontrak }} tanggal {{ tanggal_kontrak }} antara {{ pengguna }} dan "
    "{{ penyedia }}"
)
_DISCLAIMER = (
    "Surat ini bagian dari pembinaan dan bukan hasil pemeriksaan maupun penetapan pelanggaran. Pengawasan "
    "ketenagakerjaan adalah kewenangan pemerintah provinsi."
)
LETTERS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "clarify": (
        (
            (
                f"Berdasarkan pembacaan {_ABOUT}, kami menemukan beberapa hal yang memerlukan klarifikasi sebagaimana "
                "tercantum di bawah ini, dengan halaman dan pasal kontrak serta dasar peraturannya."
            ),
        ),
        (
            (
                "Kami mohon penjelasan tertulis beserta salinan dokumen pendukungnya paling lambat {{ batas_jawab }}"
                "{% if hari_jawab %} ({{ hari_jawab }} hari kerja sejak tanggal surat ini){% endif %}."
            ),
            _DISCLAIMER,
        ),
    ),
    "guide": (
        (
            (
                f"Dalam rangka pembinaan hubungan kerja, kami telah membaca {_ABOUT}. Hal-hal berikut perlu mendapat "
                "perhatian agar hak pekerja terlindungi."
            ),
        ),
        (
            (
                "Kami menyarankan agar hal-hal tersebut disesuaikan melalui addendum atau perjanjian berikutnya, dan mohon "
                "memberitahukan hasilnya paling lambat {{ batas_jawab }}"
                "{% if hari_jawab %} ({{ hari_jawab }} hari kerja sejak tanggal surat ini){% endif %}. Bila diperlukan, "
                "kami bersedia berkonsultasi."
            ),
            _DISCLAIMER,
        ),
    ),
    "notify": (
        (
            f"Kami memberitahukan hasil pembacaan {_ABOUT}, yang pekerjanya bekerja pada instansi Saudara.",
            "Hal-hal berikut kami sampaikan sebagai bahan dalam melaksanakan dan memperpanjang kontrak tersebut.",
        ),
        (
            (
                "Kami mohon agar hal tersebut dibicarakan dengan penyedia."
                "{% if batas_jawab %} Bila ada penjelasan, mohon disampaikan paling lambat {{ batas_jawab }}.{% endif %}"
            ),
            _DISCLAIMER,
        ),
    ),
    "forward": (
        (
            (
                f"Bersama ini kami teruskan hasil pembacaan {_ABOUT}, karena pengawasan ketenagakerjaan adalah kewenangan "
                "pemerintah provinsi."
            ),
            (
                "Hal-hal berikut kami temukan dari isi dokumen. Kami tidak melakukan pemeriksaan dan tidak menetapkan "
                "pelanggaran; penilaiannya kami serahkan kepada pengawas ketenagakerjaan."
            ),
        ),
        (
            (
                "Salinan dokumen dapat kami sampaikan bila diperlukan. Kami mohon kiranya hasil tindak lanjutnya "
                "diberitahukan kepada kami{% if batas_jawab %}, bila mungkin sebelum {{ batas_jawab }}{% endif %}."
            ),
        ),
    ),
    "remind": (
        (
            (
                "Menunjuk surat kami Nomor {{ nomor_sebelumnya }} tanggal {{ tanggal_sebelumnya }} tentang "
                f"{_ABOUT}, sampai hari ini kami belum menerima jawaban yang kami mohon paling lambat "
                "{{ batas_sebelumnya }}."
            ),
            "Hal-hal berikut masih menunggu jawaban.",
        ),
        (
            (
                "Kami mohon jawaban tertulis paling lambat {{ batas_jawab }}"
                "{% if hari_jawab %} ({{ hari_jawab }} hari kerja sejak tanggal surat ini){% endif %}."
            ),
            _DISCLAIMER,
        ),
    ),
}
"""What stands before and behind the findings, by kind of letter."""


def template(kind: str) -> bytes:
    """The Word file of one kind."""
    before, behind = LETTERS[kind]
    document = docx.Document()
    _page(document)
    _letterhead(document)
    _address(document)
    for text in before:
        _text(document, text)
    _findings(document, "temuan_peraturan", "Berdasarkan ketentuan peraturan", ("Dasar", "{{ t.dasar }}", 3.6))
    _findings(document, "temuan_penjelasan", "Yang kami mintakan penjelasan", ("Sifat", "{{ t.sifat }}", 3.6))
    _text(document, "{%p if catatan %}")
    _text(document, "{{ catatan }}")
    _text(document, "{%p endif %}")
    for text in behind:
        _text(document, text)
    _text(document, "{%p if narahubung %}")
    _text(document, "Narahubung: {{ narahubung }}.")
    _text(document, "{%p endif %}")
    _text(document, "Demikian disampaikan, atas perhatian dan kerja samanya diucapkan terima kasih.")
    _signature(document)
    properties = document.core_properties
    properties.author, properties.title, properties.comments = "", "", ""
    properties.created = properties.modified = datetime(2026, 1, 1)  # noqa: DTZ001  (a fixed mark, not a moment)
    properties.language = "id-ID"
    return _plain_package(document)


def _page(document: Any) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.top_margin, section.bottom_margin = Cm(2), Cm(2)
    section.left_margin, section.right_margin = Cm(2.5), Cm(2)
    section.header_distance = Cm(1)
    section.different_first_page_header_footer = True
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "Times New Roman", Pt(11)
    normal.paragraph_format.space_after = Pt(6)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "id-ID")
    normal.element.get_or_add_rPr().append(language)


def _letterhead(document: Any) -> None:
    header = document.sections[0].first_page_header
    table = header.add_table(1, 2, Cm(16.5))
    _widths(table, 2.4, 14.1)
    left, right = table.rows[0].cells
    left.paragraphs[0].add_run("{% if logo %}{{ logo }}{% endif %}")
    for number, (text, size, bold) in enumerate(
        (("{{ pemerintah }}", 12, False), ("{{ nama_kantor }}", 14, True), ("{{ alamat_kantor }}", 9, False),
         ("{{ kontak_kantor }}", 9, False))
    ):  # fmt: skip
        paragraph = right.paragraphs[0] if number == 0 else right.add_paragraph()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        paragraph.paragraph_format.space_after = Pt(0)
        run = paragraph.add_run(text)
        run.bold, run.font.size = bold, Pt(size)
    borders = OxmlElement("w:tblBorders")
    line = OxmlElement("w:bottom")
    for name, value in (("val", "single"), ("sz", "12"), ("space", "0"), ("color", "000000")):
        line.set(qn(f"w:{name}"), value)
    borders.append(line)
    table._tbl.tblPr.append(borders)
    header.paragraphs[0]._p.getparent().remove(header.paragraphs[0]._p)
    header.add_paragraph().paragraph_format.space_after = Pt(0)


def _address(document: Any) -> None:
    dated = _text(document, "{{ tempat }}, {{ tanggal }}")
    dated.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    table = document.add_table(3, 3)
    _widths(table, 2.2, 0.5, 13.8)
    for row, (name, value) in zip(
        table.rows,
        (("Nomor", "{{ nomor }}"), ("Lampiran", "{{ lampiran }}"), ("Perihal", "{{ perihal }}")),
        strict=True,
    ):
        for cell, text in zip(row.cells, (name, ":", value), strict=True):
            cell.paragraphs[0].paragraph_format.space_after = Pt(0)
            cell.paragraphs[0].add_run(text).bold = name == "Perihal" and text == value
    _text(document, "").paragraph_format.space_after = Pt(0)
    for text in ("Yth. {{ kepada }}", "{%p if alamat_tujuan %}", "{{ alamat_tujuan }}", "{%p endif %}"):
        _text(document, text).paragraph_format.space_after = Pt(0)
    _text(document, "").paragraph_format.space_after = Pt(0)
    _text(document, "Dengan hormat,")


def _findings(document: Any, name: str, caption: str, last: tuple[str, str, float]) -> None:
    head, value, wide = last
    _text(document, f"{{%p if {name} %}}")
    titled = _text(document, "")
    titled.add_run(caption).bold = True
    titled.paragraph_format.keep_with_next = True
    table = document.add_table(4, 4)
    table.style = "Table Grid"
    _widths(table, 1.0, 8.6, 16.5 - 1.0 - 8.6 - wide, wide)
    rows = (
        ("No.", "Temuan", "Letak dalam kontrak", head),
        (f"{{%tr for t in {name} %}}", "", "", ""),
        ("{{ t.no }}", "{{ t.uraian }}", "{{ t.tempat }}", value),
        ("{%tr endfor %}", "", "", ""),
    )
    for number, (row, texts) in enumerate(zip(table.rows, rows, strict=True)):
        for cell, text in zip(row.cells, texts, strict=True):
            paragraph = cell.paragraphs[0]
            paragraph.paragraph_format.space_after = Pt(2)
            run = paragraph.add_run(text)
            run.font.size, run.bold = Pt(10), number == 0
    mark = OxmlElement("w:tblHeader")
    table.rows[0]._tr.get_or_add_trPr().append(mark)
    _text(document, "").paragraph_format.space_after = Pt(0)
    _text(document, "{%p endif %}")


def _signature(document: Any) -> None:
    for text, bold in (
        ("{{ jabatan_penanda_tangan }},", False), ("", False), ("", False), ("", False),
        ("{{ penanda_tangan }}", True), ("{% if nip %}NIP {{ nip }}{% endif %}", False),
    ):  # fmt: skip
        paragraph = _text(document, "")
        paragraph.add_run(text).bold = bold
        paragraph.paragraph_format.left_indent = Cm(9)
        paragraph.paragraph_format.space_after = Pt(0)
        paragraph.paragraph_format.keep_with_next = not text.startswith("{% if nip")


def _text(document: Any, text: str) -> Any:
    paragraph = document.add_paragraph()
    if text:
        paragraph.add_run(text)
    return paragraph


def _widths(table: Any, *centimetres: float) -> None:
    table.autofit = False
    for column, wide in zip(table.columns, centimetres, strict=True):
        column.width = Cm(wide)
        for cell in column.cells:
            cell.width = Cm(wide)


def _plain_package(document: Any) -> bytes:
    """The file with the same time on every part, so that the same content gives the same bytes."""
    out, made = io.BytesIO(), io.BytesIO()
    document.save(out)
    with zipfile.ZipFile(out) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for part in sorted(old.namelist()):
            if part == "docProps/thumbnail.jpeg":  # the picture of another document, that the library begins with
                continue
            content = old.read(part)
            if part == "_rels/.rels":
                content = re.sub(rb"<Relationship [^>]*thumbnail[^>]*/>", b"", content)
            new.writestr(zipfile.ZipInfo(part, (2026, 1, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)
    return made.getvalue()


def main() -> int:
    HERE.mkdir(parents=True, exist_ok=True)
    for kind in LETTERS:
        (HERE / f"{kind}.docx").write_bytes(template(kind))
        print(HERE / f"{kind}.docx")
    return 0


if __name__ == "__main__":
    sys.exit(main())
