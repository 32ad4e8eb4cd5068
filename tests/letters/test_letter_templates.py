"""Word templates: shipped ones are sound, changed ones show in both files, hostile ones are refused."""

from __future__ import annotations

import importlib.util
import io
import zipfile
from pathlib import Path

import docx
import pdfplumber
import pytest
from docx.shared import Pt
from PIL import Image

from api.letters import engine, reading
from api.letters.errors import TemplateRefused
from api.letters.fields import FIELDS, ITEM_FIELDS, context, sample
from api.letters.kept_templates import SHIPPED
from api.letters.kinds import KINDS
from api.paper import Table


def edited(*paragraphs: str) -> bytes:
    """The shipped template with paragraphs added at its end."""
    document = docx.Document(str(SHIPPED / "clarify.docx"))
    for text in paragraphs:
        document.add_paragraph(text)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def with_part(name: str, content: bytes) -> bytes:
    """The shipped template with a part of the package added or replaced."""
    out = io.BytesIO()
    with zipfile.ZipFile(SHIPPED / "clarify.docx") as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            if part != name:
                new.writestr(part, old.read(part))
        new.writestr(name, content)
    return out.getvalue()


def made(template: bytes) -> bytes:
    return engine.filled(template, sample(), logo=None, title="Surat")


def printed(data: bytes) -> str:
    out = io.BytesIO()
    reading.pdf(reading.read(data), out, title="Surat", author="Dinas")
    words = []
    with pdfplumber.open(out) as pdf:
        for page in pdf.pages:
            words.append(page.extract_text())
            page.close()
    return "\n".join(words)


@pytest.mark.parametrize("kind", KINDS)
def test_the_shipped_templates_are_what_the_script_writes(kind: str, root: Path) -> None:
    """Each passes the check for templates, and is byte for byte what scripts/letter_templates.py makes."""
    spec = importlib.util.spec_from_file_location("letter_templates", root / "scripts" / "letter_templates.py")
    assert spec is not None
    assert spec.loader is not None
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    shipped = (SHIPPED / f"{kind}.docx").read_bytes()
    engine.require_template(shipped)
    assert script.template(kind) == shipped


def test_every_field_of_the_list_is_filled() -> None:
    """What the list promises, the context holds, and nothing besides; the same for each finding."""
    values = context(sample())
    assert set(values) == set(FIELDS)
    assert all(set(item) == set(ITEM_FIELDS) for item in values["temuan"])
    assert len(values["temuan_peraturan"]) == len(values["temuan_penjelasan"]) == 1


def test_a_changed_template_shows_in_word_and_pdf() -> None:
    """Words, bold, lists and a table that the office added stand in the PDF as in the Word file."""
    document = docx.Document(str(SHIPPED / "clarify.docx"))
    run = document.add_paragraph().add_run("Tembusan: {{ pengguna }}")
    run.bold, run.font.size = True, Pt(13)
    for text in ("Bupati", "Arsip"):
        document.add_paragraph(text, style="List Number")
    table = document.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "kiri", "kanan"
    out = io.BytesIO()
    document.save(out)
    engine.require_template(out.getvalue())
    letter = made(out.getvalue())
    assert "Tembusan: contoh pengguna" in " ".join(p.text for p in docx.Document(io.BytesIO(letter)).paragraphs)
    told = printed(letter)
    for text in ("Tembusan: contoh pengguna", "1. Bupati", "2. Arsip", "kiri kanan"):
        assert text in told, text
    bold = next(b for b in reading.read(letter).body if getattr(b, "runs", ()) and "Tembusan" in b.runs[0].text)  # type: ignore[union-attr]
    assert (bold.runs[0].bold, bold.runs[0].size) == (True, 13)  # type: ignore[union-attr]


def test_the_logo_stands_in_both_files() -> None:
    """The office's picture is in the header of the Word file and on the first page of the PDF."""
    out = io.BytesIO()
    Image.new("RGB", (60, 60), "navy").save(out, "PNG")
    letter = engine.filled((SHIPPED / "guide.docx").read_bytes(), sample(), logo=out.getvalue(), title="Surat")
    with zipfile.ZipFile(io.BytesIO(letter)) as package:
        assert any(name.startswith("word/media/") for name in package.namelist())
    target = io.BytesIO()
    reading.pdf(reading.read(letter), target, title="Surat", author="")
    with pdfplumber.open(target) as pdf:
        assert len(pdf.pages[0].images) == 1
        pdf.pages[0].close()


def test_the_letterhead_is_underlined_and_the_findings_are_ruled() -> None:
    """A table with a line below it alone keeps that one line; one with inner lines is drawn with all."""
    sheet = reading.read(made((SHIPPED / "clarify.docx").read_bytes()))
    head = next(block for block in sheet.first_head if isinstance(block, Table))
    assert (head.lines, head.underline) == (False, True)
    inside = [block.lines for block in sheet.body if isinstance(block, Table)]
    assert inside == [False, True, True]


def test_values_are_never_marks_nor_xml() -> None:
    """What people and contracts write stays text: braces, angle brackets, control characters, line breaks."""
    said = sample()
    said.values.update(kepada="PT <b>A</b> & {{ nomor }} {% if %}\x07", catatan="satu\ndua\x0b")
    letter = engine.filled((SHIPPED / "clarify.docx").read_bytes(), said, logo=None, title="Surat")
    document = docx.Document(io.BytesIO(letter))
    words = "\n".join(p.text for p in document.paragraphs)
    assert "Yth. PT <b>A</b> & {{ nomor }} {% if %}" in words
    assert "satu\ndua" in words
    assert "PT <b>A</b> & {{ nomor }}" in printed(letter)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{{ gaji_kepala }}", "gaji_kepala"),
        ("{% for t in temuan %}{{ t.hukuman }}{% endfor %}", "t.hukuman"),
        ("{{ nomor.__class__ }}", "nomor.__class__"),
        ("{% for x in rahasia %}{{ x }}{% endfor %}", "rahasia"),
        ("{{ nomor", "tidak lengkap"),
        ("{% if nomor %} tanpa akhir", "tidak lengkap"),
        ("{{ nomor|attr('x') }}", "tidak lengkap"),
        ("{{ cycler.__init__ }}", "cycler"),
        ("{{ range(9999999) }}", "tidak diizinkan (Call)"),
        ("{{ 'a' * 999999999 }}", "tidak diizinkan (Mul)"),
        ("{% set x = nomor %}", "tidak diizinkan (Assign)"),
        ("{% include 'x' %}", "tidak diizinkan (Include)"),
        ("{{ nomor['x'] }}", "tidak diizinkan (Getitem)"),
        ("{% for a in temuan %}{% for b in temuan %}x{% endfor %}{% endfor %}", "di dalam pengulangan"),
    ],
)
def test_a_template_that_cannot_be_filled_is_refused_with_what_is_wrong(text: str, said: str) -> None:
    """Unknown fields by their name, broken marks, and everything that a letter does not need."""
    with pytest.raises(TemplateRefused) as refused:
        engine.require_template(edited(text))
    assert said in refused.value.message
    assert "Templat yang lama tetap dipakai" in refused.value.message
    assert refused.value.remedy


def test_an_unknown_field_in_a_header_is_found_too() -> None:
    """Headers, footers and the file's properties are looked at as well as the body."""
    document = docx.Document(str(SHIPPED / "clarify.docx"))
    document.sections[0].footer.paragraphs[0].text = "{{ kaki }}"
    document.core_properties.title = "{{ judul_rahasia }}"
    out = io.BytesIO()
    document.save(out)
    with pytest.raises(TemplateRefused) as refused:
        engine.require_template(out.getvalue())
    assert refused.value.unknown in (("kaki",), ("judul_rahasia",))


def test_a_template_without_findings_is_refused() -> None:
    """A letter that would name no finding is no letter about findings."""
    document = docx.Document()
    document.add_paragraph("{{ nomor }}")
    out = io.BytesIO()
    document.save(out)
    with pytest.raises(TemplateRefused, match="tidak memuat temuan"):
        engine.require_template(out.getvalue())


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"bukan zip", "bukan dokumen Word"),
        (b"PK" + b"0" * (2 * 1024 * 1024), "lebih besar dari 2 MB"),
        (with_part("word/media/bom.png", b"\0" * (5 * 1024 * 1024)), "terlalu besar bila dibuka"),
        (with_part("word/vbaProject.bin", b"x"), "makro"),
        (with_part("word/isi.xml", b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"), "pernyataan XML"),
        (
            with_part(
                "word/_rels/lain.xml.rels",
                b'<Relationships><Relationship Id="a" Type="http://x/relationships/image" '
                b'Target="http://luar.example/a.png" TargetMode="External"/></Relationships>',
            ),
            "dari alamat lain",
        ),
        (with_part("[Content_Types].xml", b"<Types/>"), "susunannya rusak"),
        ((SHIPPED / "clarify.docx").read_bytes()[:-900], "bukan dokumen Word"),
    ],
    ids=["no zip", "large", "bomb", "macro", "entities", "foreign", "broken package", "cut off"],
)  # fmt: skip
def test_a_hostile_or_broken_file_is_refused_before_it_is_used(data: bytes, said: str) -> None:
    """Sizes are counted while unpacking; macros, entities and other hosts are named."""
    with pytest.raises(TemplateRefused) as refused:
        engine.require_template(data)
    assert said in refused.value.message
