"""Letters as people write, issue and follow them, without JavaScript; what is refused is said at its field."""

from __future__ import annotations

import io
import re
import uuid
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import docx
import openpyxl
import pytest
from fastapi.testclient import TestClient
from httpx import Response
from installation import add_user, opened, settings_in
from letter_office import OFFICE, checked_document
from web_office import hash_quickly
from web_site import Site

from api import letters
from api.app import create_app
from api.clock import today_here
from api.letters.kept_templates import SHIPPED
from models import Document
from models.user import Role


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with pytest.MonkeyPatch.context() as patch:
        hash_quickly(patch)
        settings = settings_in(tmp_path_factory.mktemp("data"))
        app = create_app(settings, make_reader=None)
        with opened(settings) as context, TestClient(app, follow_redirects=False) as client:
            yield Site(client=client, context=context, office="utama")


class Letters:
    """One office's letters over the web."""

    def __init__(self, site: Site) -> None:
        self.site = site
        site.office = f"kantor-{uuid.uuid4().hex[:12]}"
        reviewer = add_user(site.context, f"p{uuid.uuid4().hex[:12]}", role="reviewer", org=site.office)
        self.document: Document = checked_document(
            site.context, org=site.office, reviewer=reviewer, dismiss=("k3-clause",)
        )
        self.sign_in(role="admin")
        assert self.post("/daftar/surat-templat/kantor", **OFFICE).status_code == 303

    def sign_in(self, *, role: Role, office: str | None = None) -> None:
        self.site.sign_in(role=role, office=office)
        self.csrf = self.site.csrf

    def get(self, path: str) -> str:
        answer = self.site.client.get(path)
        assert answer.status_code == 200, answer.text
        return answer.text

    def post(self, path: str, *, files: dict[str, tuple[str, bytes]] | None = None, **fields: object) -> Response:
        return self.site.client.post(path, data={"csrf_token": self.csrf, **fields}, files=files)

    @property
    def new(self) -> str:
        return f"/daftar/surat/baru?dokumen={self.document.id}"

    def fields(self, **changes: object) -> dict[str, object]:
        page = self.get(self.new)
        marks = re.findall(r'name="findings" value="([0-9a-f]{64})"', page)
        today = today_here()
        return {
            "kind": "clarify", "addressee": "Pimpinan PT Garda Jaya", "subject": "Permintaan klarifikasi",
            "letter_date": (today - timedelta(days=20)).isoformat(), "answer_until": (today - timedelta(days=3)).isoformat(),
            "signatory": "Melati", "signatory_position": "Kepala", "findings": marks[:2], **changes,
        }  # fmt: skip

    def draft(self, **changes: object) -> str:
        answer = self.post(self.new, **self.fields(**changes))
        assert answer.status_code == 303, answer.text
        return str(answer.headers["location"])

    def issued(self, number: str = "560/1/DISNAKER/2026") -> str:
        path = self.draft()
        answer = self.post(f"{path}/terbit", number=number, version=0)
        assert answer.status_code == 303, answer.text
        return path


@pytest.fixture
def office(running: Site) -> Letters:
    running.client.cookies.clear()
    return Letters(running)


def marks_of(page: str) -> list[str]:
    return re.findall(r'name="chosen" value="([0-9a-f]{64})"', page)


def test_a_letter_from_its_draft_to_the_closing(office: Letters) -> None:
    """Draft, preview, number, reminder when overdue, answer, correction, closing; then nothing is overdue."""
    path = office.draft()
    page = office.get(path)
    assert "konsep" in page
    assert "PEMERINTAH KABUPATEN WANASARI" in page
    assert f'value="560/1/DISNAKER/{today_here().year}"' in page
    assert office.site.client.get(f"{path}/surat.pdf").content.startswith(b"%PDF-")
    number = re.findall(r'name="number" value="([^"]+)"', page)[0]
    assert office.post(f"{path}/terbit", number=number, version=0).status_code == 303
    word = docx.Document(io.BytesIO(office.site.client.get(f"{path}/surat.docx").content))
    assert number in " ".join(c.text for t in word.tables for r in t.rows for c in r.cells)
    assert "lewat 3 hari" in office.get("/daftar/surat")
    assert office.get(f"/dokumen/{office.document.id}").count("surat dikirim") == 2
    with office.site.context.sessions() as session:
        late = letters.overdue(session, org=office.site.office, today=today_here())
    assert [(one.number, one.days, one.findings) for one in late] == [(number, 3, 2)]

    reminder = office.get(f"/daftar/surat/baru?ingatkan={late[0].letter_id}")
    assert reminder.count(" checked>") == 2
    made = office.post(
        f"/daftar/surat/baru?ingatkan={late[0].letter_id}",
        **office.fields(
            letter_date=today_here().isoformat(), answer_until=(today_here() + timedelta(days=9)).isoformat()
        ),
    )
    again = made.headers["location"]
    assert f"surat kami Nomor {number}" in office.get(again)
    assert office.post(f"{again}/terbit", number="560/9", version=0).status_code == 303
    assert "lewat 3 hari" not in office.get("/daftar/surat")

    today = today_here().isoformat()
    marks = marks_of(office.get(again))
    for state in ("answered", "corrected", "closed"):
        answer = office.post(f"{again}/tahap", chosen=marks, state=state, on=today, answer_number="12/GJ", note="ya")
        assert answer.status_code == 303, answer.text
    page = office.get(again)
    assert page.count("selesai, ") == 2
    assert "2 selesai" in office.get("/daftar/surat?keadaan=issued")


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("addressee", "  ", "yang dituju belum diisi"),
        ("findings", [], "belum ada temuan yang dipilih"),
        ("findings", ["f" * 64], "ada temuan yang sudah diabaikan"),
        ("answer_until", "2020-01-01", "batas jawab tidak sesudah tanggal surat"),
        ("letter_date", "besok", "tanggal surat belum diisi"),
        ("subject", "", "perihal belum diisi"),
        ("kind", "sanksi", "jenis surat tidak dikenal"),
    ],
)
def test_a_refused_form_says_so_at_its_field_and_keeps_what_was_typed(
    office: Letters, field: str, value: object, said: str
) -> None:
    """The message stands at the field, everything else typed stands there still, and no draft is made."""
    answer = office.post(office.new, **office.fields(note="kalimat yang diketik", **{field: value}))
    assert answer.status_code == 422
    assert said in answer.text
    assert f'id="galat-{field}"' in answer.text
    assert "kalimat yang diketik" in answer.text
    assert "Belum ada surat" in office.get("/daftar/surat")


def test_working_days_are_counted_and_unknown_holidays_said(office: Letters) -> None:
    """The last day is counted from working days; without a date or days a letter that asks is refused."""
    path = office.draft(letter_date="2026-03-02", answer_until="", answer_days="7")
    assert "11 Maret 2026" in office.get(path)
    refused = office.post(office.new, **office.fields(answer_until="", answer_days="tujuh"))
    assert "bukan angka 1 sampai 250" in refused.text
    refused = office.post(office.new, **office.fields(answer_until="", answer_days=""))
    assert "batasnya belum diisi" in refused.text


def test_a_number_is_used_once(office: Letters) -> None:
    """The second letter with it, spelled otherwise, is refused at the field; also when the first was withdrawn."""
    first = office.issued("560/7/DISNAKER/2026")
    assert office.post(f"{first}/tarik", reason="", version=1).status_code == 422
    assert office.post(f"{first}/tarik", reason="Salah alamat", version=1).status_code == 303
    second = office.draft()
    answer = office.post(f"{second}/terbit", number=" 560 / 7 / disnaker/2026", version=0)
    assert answer.status_code == 409
    assert "sudah dipakai" in answer.text
    assert 'value=" 560 / 7 / disnaker/2026"' in answer.text
    page = office.get(second)
    assert "konsep" in page
    assert office.post(f"{second}/terbit", number="", version=0).status_code == 422
    assert office.post(f"{second}/terbit", number="560/8/DISNAKER/2026", version=0).status_code == 303
    assert "Salah alamat" in office.get(first)
    assert "surat dikirim" in office.get(f"/dokumen/{office.document.id}")


def test_an_issued_letter_is_frozen(office: Letters) -> None:
    """It can neither be changed, thrown away nor issued again, and its file stays byte for byte the same."""
    path = office.issued()
    before = office.site.client.get(f"{path}/surat.docx").content
    template = docx.Document(str(SHIPPED / "clarify.docx"))
    template.add_paragraph("Tambahan kantor")
    out = io.BytesIO()
    template.save(out)
    assert (
        office.post(
            "/daftar/surat-templat/clarify", files={"template": ("klarifikasi.docx", out.getvalue())}
        ).status_code
        == 303
    )
    assert office.site.client.get(f"{path}/surat.docx").content == before
    for action in ("ubah", "buang", "terbit"):
        assert office.post(f"{path}/{action}", **office.fields(), number="1", version=1).status_code == 409
    assert "Tambahan kantor" in office.get(office.draft())


def test_a_stale_form_overwrites_nothing(office: Letters) -> None:
    """Who saves an older version of a draft is told, and finds the typed text still there."""
    path = office.draft()
    assert office.post(f"{path}/ubah", **office.fields(subject="Satu"), version=0).status_code == 303
    late = office.post(f"{path}/ubah", **office.fields(subject="Dua"), version=0)
    assert late.status_code == 409
    assert 'value="Dua"' in late.text
    assert "Satu" in office.get(path)
    assert office.post(f"{path}/buang", version=1).status_code == 303
    assert office.site.client.get(path).status_code == 404


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"chosen": []}, "chosen"),
        ({"on": "2020-01-01"}, "on"),
        ({"on": "2999-01-01"}, "on"),
        ({"state": "sent"}, "state"),
        ({"answer_number": "", "note": ""}, "answer_number"),
    ],
)
def test_a_step_that_cannot_be_is_refused_at_its_field(office: Letters, changes: dict[str, object], field: str) -> None:
    """Nothing chosen, a day before the letter or to come, no such step, an answer without number or note."""
    path = office.issued()
    typed = {
        "chosen": marks_of(office.get(path)), "state": "answered", "on": today_here().isoformat(),
        "answer_number": "5/X", "note": "catatan yang diketik",
    }  # fmt: skip
    answer = office.post(f"{path}/tahap", **{**typed, **changes})
    assert answer.status_code == 422
    assert f'id="galat-{field}"' in answer.text
    assert "note" in changes or "catatan yang diketik" in answer.text
    assert "Riwayat" in answer.text
    assert answer.text.count("surat dikirim, ") == 2


def test_the_register_is_filtered_and_taken_away(office: Letters) -> None:
    """CSV and XLSX hold the rows of the filter, and no formula."""
    office.issued()
    office.draft(addressee="=Pimpinan CV Lain")
    table = office.site.client.get("/daftar/surat.csv?keadaan=draft").text
    assert "'=Pimpinan CV Lain" in table
    assert "560/1" not in table
    book = openpyxl.load_workbook(io.BytesIO(office.site.client.get("/daftar/surat.xlsx").content), read_only=True)
    rows = list(book.worksheets[0].iter_rows(values_only=True))
    book.close()
    assert len(rows) == 3
    assert (rows[1][0], rows[1][8], rows[1][9], rows[1][10]) == ("560/1/DISNAKER/2026", 3, 2, 2)
    assert "CV Lain" in office.get("/daftar/surat?cari=cv+lain")
    assert "tidak ada surat" in office.get("/daftar/surat?jenis=forward").lower()


def test_a_signed_scan_is_attached_and_only_handed_out_as_download(office: Letters) -> None:
    """A PDF is kept; what is no scan is refused with a message."""
    path = office.issued()
    bad = office.post(f"{path}/pindaian", files={"scan": ("surat.html", b"<script>alert(1)</script>")})
    assert bad.status_code == 422
    assert "bukan PDF, JPEG, atau PNG" in bad.text
    assert office.post(f"{path}/pindaian", files={"scan": ("ttd.pdf", b"%PDF-1.7 isi")}).status_code == 303
    scan = office.site.client.get(f"{path}/pindaian")
    assert scan.content == b"%PDF-1.7 isi"
    assert scan.headers["content-disposition"].startswith("attachment")


def test_who_may_do_what(office: Letters) -> None:
    """A reviewer drafts, an approver issues, an auditor reads, an admin alone changes templates; others see nothing."""
    path = office.draft()
    office.sign_in(role="reviewer")
    assert office.post(f"{path}/terbit", number="1", version=0).status_code == 403
    assert office.site.client.get("/daftar/surat-templat").status_code == 403
    office.sign_in(role="auditor")
    assert office.site.client.get(office.new).status_code == 403
    assert "Terbitkan surat" not in office.get(path)
    office.sign_in(role="approver")
    assert office.post(f"{path}/terbit", number="1/2026", version=0).status_code == 303
    office.sign_in(role="uploader")
    assert office.site.client.get("/daftar/surat").status_code == 403
    office.sign_in(role="admin", office="kantor-seberang")
    assert office.site.client.get(path).status_code == 404
    assert office.site.client.get(office.new).status_code == 404


def test_a_document_that_nobody_checked_gives_no_letter(office: Letters) -> None:
    """Sent back, the document offers no letter, and its draft cannot be issued."""
    path = office.draft()
    state = re.search(r'name="version" value="(\d+)"', office.get(f"/dokumen/{office.document.id}"))
    assert state is not None
    moved = office.post(f"/dokumen/{office.document.id}/langkah", action="send_back", version=state[1], reason="ulang")
    assert moved.status_code in (200, 303)
    refused = office.site.client.get(office.new)
    assert refused.status_code == 409
    assert "belum diperiksa" in refused.text
    assert office.post(f"{path}/terbit", number="3", version=0).status_code == 409
    assert "belum diperiksa" in office.get(path)


def test_a_template_with_an_unknown_field_is_refused_by_its_name(office: Letters, tmp_path: Path) -> None:
    """The message names the field and the known ones; the template in use stays, and the shipped one comes back."""
    document = docx.Document(str(SHIPPED / "clarify.docx"))
    document.add_paragraph("{{ gaji_kepala }} {{ nomor }}")
    place = tmp_path / "salah.docx"
    document.save(str(place))
    answer = office.post("/daftar/surat-templat/clarify", files={"template": ("salah.docx", place.read_bytes())})
    assert answer.status_code == 422
    assert "gaji_kepala" in answer.text
    assert "batas_jawab" in answer.text
    assert "salah.docx" not in office.get("/daftar/surat-templat")
    good = office.site.client.get("/daftar/surat-templat/guide.docx").content
    assert office.post("/daftar/surat-templat/guide", files={"template": ("pembinaan.docx", good)}).status_code == 303
    assert "pembinaan.docx" in office.get("/daftar/surat-templat")
    assert office.post("/daftar/surat-templat/guide/bawaan").status_code == 303
    assert "pembinaan.docx" not in office.get("/daftar/surat-templat")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", ""),
        ("number_pattern", "560/{tahun}"),
        ("number_pattern", "560/{urut}/{tahun}/{hari}"),
        ("answer_days", "0"),
    ],
)
def test_office_data_is_refused_at_its_field(office: Letters, field: str, value: str) -> None:
    """An empty name, a pattern that would give one number twice or holds an unknown field, no days to answer."""
    answer = office.post("/daftar/surat-templat/kantor", **{**OFFICE, "contact": "yang diketik", field: value})
    assert answer.status_code == 422
    assert f'id="galat-{field}"' in answer.text
    assert "yang diketik" in answer.text
