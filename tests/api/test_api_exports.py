"""What leaves the house about one document, and what of it is covered."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from xml.etree import ElementTree

import pytest
from archive_house import House, problem, running_house
from fake_reader import make_report, pdf

from api.archive.covering import covered_report, covered_words
from api.archive.package import DC, METS, PREMIS, XLINK
from api.archive.tables import fact_rows
from extractor.geometry import Box
from extractor.intake.types import SourceFile
from extractor.report import Evidence, Party, Report, TextFact, from_json
from extractor.words.types import PageWords, Word
from models import Event, Reveal

NIK = "3173010203900004"
NPWP = "01.234.567.8-901.000"


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with running_house(tmp_path_factory.mktemp("exports")) as made:
        yield made


@pytest.fixture(scope="module")
def address(house: House) -> str:
    """A document that was read, with a person's number in its report and on its pages."""
    house.reader.understand = with_numbers  # type: ignore[method-assign]
    real = house.reader.read_page

    def read_page(*args: Any, **kwargs: Any) -> PageWords:
        page = real(*args, **kwargs)
        number = Word(text=NIK, box=Box(50.0, 100.0, 200.0, 112.0), confidence=0.9, line=1, alternative=NIK[::-1])
        return replace(page, words=(*page.words, number))

    house.reader.read_page = read_page  # type: ignore[method-assign]
    headers = house.token()
    answer = house.post(headers, pdf("ekspor"), name="=PKWT & Co.pdf")
    house.finished(headers, answer.headers["location"])
    return str(answer.headers["content-location"])


def with_numbers(source: SourceFile, inspection: Any, pages: Any) -> Report:
    report = make_report(source, pages)
    quote = (Evidence(1, f"NIK {NIK}", (Box(10.2, 20.7, 30.1, 40.0), Box(30.0, 20.0, 60.5, 41.2))),)
    worker = Party("PEKERJA", "worker", "perorangan", None, nik=TextFact(NIK, NIK, 0.9, quote))
    firm = replace(report.contract.parties[0], npwp=TextFact(NPWP, NPWP, 0.9, quote))
    contract = replace(report.contract, parties=(firm, worker), title=TextFact("=1+1", "=1+1", 0.9, quote))
    findings = (replace(report.findings[0], evidence=quote), *report.findings[1:])
    return replace(report, contract=contract, findings=findings)


def get(house: House, path: str, headers: dict[str, str] | None = None, **params: str) -> Any:
    answer = house.client.get(path, headers=headers or house.token(), params=params)
    assert answer.status_code == 200, answer.text
    return answer


@pytest.mark.parametrize(
    "export", ["report", "facts.csv", "facts.xlsx", "text.hocr", "text.alto.xml", "annotations.jsonld", "package.zip"]
)
def test_personal_numbers_leave_only_with_permission_and_reason(house: House, address: str, export: str) -> None:
    """Covered by default; open for who may see them, has the scope, and says why; the view is kept."""

    def text(answer: Any) -> str:
        if not answer.content.startswith(b"PK"):
            return str(answer.text)
        with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
            return " ".join(
                archive.read(n).decode("utf-8", "replace") for n in archive.namelist() if not n.startswith("original/")
            )

    path = f"{address}/{export}"
    covered = text(get(house, path))
    assert NIK not in covered
    assert NIK[::-1] not in covered
    assert "317301••••••••04" in covered.replace("\\u2022", "•")
    for weak in ("", "x", " " * 20, "perkara 7"):
        problem(house.client.get(path, headers=house.token(), params={"open_reason": weak}), 422, "invalid-request")
    why = {"open_reason": f"perkara {export}"}
    without_scope = house.token("sempit", scopes="documents:read exports:read")
    problem(house.client.get(path, headers=without_scope, params=why), 403, "scope-missing")
    problem(house.client.get(path, headers=house.token("mesin", role="api"), params=why), 403, "forbidden")
    assert NIK in text(get(house, path, **why))
    with house.context.sessions() as session:
        assert session.query(Reveal).filter_by(reason=f"perkara {export}").count() == 1


def test_exports_need_their_scope(house: House, address: str) -> None:
    """A token that only reads documents gets the report and no export."""
    headers = house.token("pembaca", scopes="documents:read")
    get(house, f"{address}/report", headers)
    for export in ("facts.csv", "facts.xlsx", "text.hocr", "text.alto.xml", "annotations.jsonld", "original"):
        problem(house.client.get(f"{address}/{export}", headers=headers), 403, "scope-missing")


def test_facts_are_a_table_that_runs_nothing(house: House, address: str) -> None:
    """One line a fact with its stable path, page and confidence; what a spreadsheet would run is marked as text."""
    answer = get(house, f"{address}/facts.csv")
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    rows = list(csv.DictReader(io.StringIO(answer.text), delimiter=";"))
    by_path = {row["fakta"]: row for row in rows}
    assert by_path["value"]["nilai"] == "486000000.50"
    assert by_path["signed_on"]["nilai"] == "2024-03-18"
    assert (by_path["number"]["halaman"], by_path["number"]["keyakinan"]) == ("1", "0.950")
    assert by_path["parties.0.npwp"]["nilai"] == NPWP
    assert by_path["title"]["nilai"] == "'=1+1"
    assert not any(cell and cell[0] in "=+@" for row in rows for cell in row.values())


def test_the_workbook_holds_facts_and_findings(house: House, address: str) -> None:
    """Two sheets; a text that looks like a formula is a text."""
    answer = get(house, f"{address}/facts.xlsx")
    with zipfile.ZipFile(io.BytesIO(answer.content)) as book:
        assert b"Fakta" in book.read("xl/workbook.xml")
        assert b"Temuan" in book.read("xl/workbook.xml")
        sheets = [book.read(f"xl/worksheets/sheet{n}.xml") for n in (1, 2)]
    assert b"<f>" not in sheets[0]
    assert b"wage-minimum" in sheets[1]
    assert b"PP 36/2021 Pasal 23 ayat (3)" in sheets[1]
    assert list(house.context.settings.incoming.iterdir()) == []


def test_words_leave_as_hocr_and_alto(house: House, address: str) -> None:
    """Both are well-formed and hold every word of every page with its box."""
    hocr = ElementTree.fromstring(re.sub(r"<!DOCTYPE[^>]*>", "", get(house, f"{address}/text.hocr").text))
    words = [e for e in hocr.iter() if e.get("class") == "ocrx_word"]
    alto = ElementTree.fromstring(get(house, f"{address}/text.alto.xml").content)
    strings = [e for e in alto.iter() if e.tag.endswith("}String")]
    assert len(words) == len(strings) == 10
    assert {s.get("CONTENT") for s in strings} >= {"Pasal", "Upah", "bulanan"}


def test_findings_leave_as_web_annotations(house: House, address: str) -> None:
    """What was found points to whole points of its page and to its words; what is absent points to the document; ids
    stay the same."""
    answer = get(house, f"{address}/annotations.jsonld")
    assert answer.headers["content-type"].startswith("application/ld+json")
    page = answer.json()
    assert (page["@context"], page["type"]) == ("http://www.w3.org/ns/anno.jsonld", "AnnotationPage")
    violated, absent, _ = page["items"]
    (target,) = violated["target"]
    fragment, quote = target["selector"]
    assert fragment["value"] == "xywh=10,20,51,22"
    assert fragment["conformsTo"] == "http://www.w3.org/TR/media-frags/"
    assert quote == {"type": "TextQuoteSelector", "exact": "NIK 317301••••••••04"}
    assert target["source"]["id"].endswith("/pages/1.webp")
    assert (target["source"]["width"], target["source"]["height"]) == (595.0, 842.0)
    assert {b["value"] for b in violated["body"] if b["purpose"] == "tagging"} == {"wage-minimum", "violated", "kritis"}
    assert absent["target"] == f"http://testserver{address}"
    again = get(house, f"{address}/annotations.jsonld").json()
    assert [i["id"] for i in again["items"]] == [i["id"] for i in page["items"]]


def test_the_original_comes_back_unchanged(house: House, address: str) -> None:
    """The very bytes, as a download, with their digest."""
    answer = get(house, f"{address}/original")
    assert answer.content == pdf("ekspor")
    assert answer.headers["content-disposition"].startswith("attachment")
    assert answer.headers["content-security-policy"] == "sandbox"
    assert answer.headers["repr-digest"].startswith("sha-256=:")


def test_the_archive_package_proves_itself(house: House, address: str) -> None:
    """Every file is described with its true checksum and size, every description has its file, pages are in order, and
    the trail's events are there with who did them by id only."""
    answer = get(house, f"{address}/package.zip")
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        assert archive.testzip() is None
        files = {name: archive.read(name) for name in archive.namelist()}
    mets = ElementTree.fromstring(files.pop("mets.xml"))
    order = [child.tag.split("}")[1] for child in mets]
    assert order == ["metsHdr", "dmdSec", "amdSec", "fileSec", "structMap"]
    described = {}
    for file in mets.iter(f"{{{METS}}}file"):
        (place,) = file
        described[file.attrib["ID"]] = place.attrib[f"{{{XLINK}}}href"]
        content = files[place.attrib[f"{{{XLINK}}}href"]]
        assert file.attrib["CHECKSUM"] == hashlib.sha256(content).hexdigest()
        assert file.attrib["SIZE"] == str(len(content))
    assert set(described.values()) == set(files)
    assert files[described["ORIGINAL"]] == pdf("ekspor")
    pages = [div for div in mets.iter(f"{{{METS}}}div") if div.get("TYPE") == "page"]
    assert [(d.get("ORDER"), len(d)) for d in pages] == [("1", 2), ("2", 2)]
    pointers = {f.attrib["FILEID"] for f in mets.iter(f"{{{METS}}}fptr")}
    assert pointers == set(described)
    identifiers = [e.attrib["ID"] for e in mets.iter() if "ID" in e.attrib]
    assert len(identifiers) == len(set(identifiers))
    assert mets.find(f".//{{{DC}}}identifier").text == f"sha256:{hashlib.sha256(pdf('ekspor')).hexdigest()}"  # type: ignore[union-attr]
    kinds = [e.text for e in mets.iter(f"{{{PREMIS}}}eventType")]
    assert kinds[:2] == ["ingestion", "text recognition"]
    agents = {e.text for e in mets.iter(f"{{{PREMIS}}}agentIdentifierValue")}
    assert {e.text for e in mets.iter(f"{{{PREMIS}}}linkingAgentIdentifierValue")} == agents
    assert str(house.user("kepala").id) in agents
    assert "kepala" not in agents
    assert from_json(files["metadata/report.json"]).document.status == "complete"
    assert list(house.context.settings.incoming.iterdir()) == []
    with house.context.sessions() as session:
        assert session.query(Event).filter_by(action="document.exported").count() >= 1


def test_a_document_that_could_not_be_read_can_still_be_packed(house: House) -> None:
    """The package then holds the original and its history, and no report."""
    from extractor.sandbox.errors import PageDamaged

    headers = house.token()
    house.reader.inspect_error = PageDamaged("Berkas rusak.", remedy="Pindai ulang.")
    try:
        answer = house.post(headers, pdf("tak terbaca"))
        house.finished(headers, answer.headers["location"])
    finally:
        house.reader.inspect_error = None
    failed = answer.headers["content-location"]
    packed = get(house, f"{failed}/package.zip")
    with zipfile.ZipFile(io.BytesIO(packed.content)) as archive:
        assert sorted(n.split("/")[0] for n in archive.namelist()) == ["mets.xml", "original"]
    for export in ("report", "facts.csv", "text.hocr", "annotations.jsonld"):
        problem(house.client.get(f"{failed}/{export}", headers=headers), 404, "not-found")


def test_nothing_is_exported_of_another_offices_document(house: House, address: str) -> None:
    """It does not exist there."""
    stranger = house.token("asing", role="admin", org="kantor-asing")
    for export in ("report", "facts.csv", "facts.xlsx", "text.hocr", "text.alto.xml", "original", "package.zip"):
        problem(house.client.get(f"{address}/{export}", headers=stranger), 404, "not-found")


def test_covering_leaves_sums_and_hashes_alone() -> None:
    """Only numbers of persons are covered: not sums, contract numbers, hashes, nor a firm's NPWP."""
    source = SourceFile(path=None, filename="a.pdf", media_type="application/pdf", sha256="1" * 64, size=1)  # type: ignore[arg-type]
    page = PageWords(number=1, width=595, height=842, words=(), source="ocr")
    report = with_numbers(source, None, [page])
    shown = covered_report(report)
    assert shown.document.sha256 == "1" * 64
    assert shown.contract.value == report.contract.value
    assert shown.contract.number == report.contract.number
    assert shown.contract.parties[0].npwp.value == NPWP  # type: ignore[union-attr]
    assert shown.contract.parties[1].nik.value == "317301••••••••04"  # type: ignore[union-attr]
    assert NIK not in json.dumps([str(row) for row in fact_rows(shown)])


def test_a_number_over_several_words_is_covered_in_each() -> None:
    """A NIK that the reader split keeps its boxes and word borders."""
    words = tuple(
        Word(text=text, box=Box(10.0 * n, 0, 10.0 * n + 9, 9)) for n, text in enumerate(["NIK", "317301", "0203900004"])
    )
    page = PageWords(number=1, width=100, height=100, words=words, source="ocr")
    shown = covered_words(page, frozenset())
    assert [w.text for w in shown.words] == ["NIK", "317301", "••••••••04"]
    assert [w.box for w in shown.words] == [w.box for w in words]
