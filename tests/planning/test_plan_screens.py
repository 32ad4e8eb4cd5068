"""The one door on the screen: forms that keep what was typed, pages, downloads, tables."""

from __future__ import annotations

import re
import uuid
from dataclasses import asdict, replace
from datetime import date

import pytest
from approved import Job
from httpx import Response
from planned import AGENCY, FORM, PDF, SAID, TODAY, Desk
from web_site import Site

from api.clock import today_here

HOME = "/daftar/perencanaan"


def page(web: Site, address: str, status: int = 200) -> str:
    answer = web.client.get(address)
    assert answer.status_code == status, answer.text
    return answer.text


def post(web: Site, address: str, *, files: list[tuple[str, bytes]] | None = None, **fields: str) -> Response:
    return web.client.post(
        address,
        data={"csrf_token": web.csrf, **fields},
        files=[("files", (name, data, "application/octet-stream")) for name, data in files or []] or None,
    )


def version(text: str) -> str:
    found = re.search(r'name="version" value="(\d+)"', text)
    assert found is not None
    return found[1]


def typed(desk: Desk, **changes: str) -> dict[str, str]:
    return asdict(replace(FORM, **{"agency": str(desk.agency()), **changes}))


def test_a_case_is_filed_moved_and_approved_through_the_pages(site: tuple[Site, Desk]) -> None:
    """From the form to the approval by two people; the page names desks, letters and downloads, and whose policy it is."""
    web, desk = site
    web.sign_in(role="reviewer")
    made = post(web, f"{HOME}/baru", **typed(desk))
    assert made.status_code == 303
    address = made.headers["location"]
    text = page(web, address)
    assert "bukan kewajiban undang-undang" in text
    assert 'aria-current="step">konsep di instansi' in text
    for step in ("submit", "agree", "agree"):
        text = page(web, address)
        answer = post(
            web,
            f"{address}/langkah",
            step=step,
            version=version(text),
            decided_on=today_here().isoformat(),
            letter_number="050/12",
            files=[("surat.pdf", PDF)],
        )
        assert answer.status_code == 303, answer.text
    text = page(web, address)
    assert "Catat persetujuan akhir" not in text
    assert "persetujuan akhirnya dicatat orang lain" in text
    web.sign_in(role="head")
    text = page(web, address)
    post(web, f"{address}/langkah", step="agree", version=version(text), decided_on=today_here().isoformat())
    text = page(web, address)
    assert 'aria-current="step">disetujui' in text
    assert text.count("surat 050/12") == 3
    link = re.search(r'href="(/daftar/perencanaan/[^"]+/berkas/[^"]+)"', text)
    assert link is not None
    got = web.client.get(link[1])
    assert got.content == PDF
    assert got.headers["content-disposition"] == 'attachment; filename="surat.pdf"'
    assert got.headers["content-security-policy"] == "default-src 'none'; sandbox"
    assert got.headers["x-content-type-options"] == "nosniff"


def test_a_form_with_mistakes_comes_back_with_all_that_was_typed(site: tuple[Site, Desk]) -> None:
    """Each mistake at its field; the other fields hold what they held."""
    web, desk = site
    web.sign_in()
    answer = post(web, f"{HOME}/baru", **typed(desk, headcount="nol", ends_on="2026-01-01", place="Gedung <b>B</b>"))
    assert answer.status_code == 422
    for name in ("headcount", "ends_on"):
        assert f'id="galat-{name}"' in answer.text
    assert 'value="nol"' in answer.text
    assert "Gedung &lt;b&gt;B&lt;/b&gt;" in answer.text
    assert f'value="{desk.agency()}" selected' in answer.text
    assert "Tidak ada perencanaan di sini" in page(web, HOME)


def test_a_stale_form_says_what_is_stored_now_and_keeps_the_text(site: tuple[Site, Desk]) -> None:
    """409, the typed number in the field, the other person's number beside it, and a form that can be sent again."""
    web, desk = site
    web.sign_in()
    plan = desk.file()
    address = f"{HOME}/{plan}/ubah"
    seen = version(page(web, address))
    assert post(web, address, version=seen, **typed(desk, headcount="5")).status_code == 303
    late = post(web, address, version=seen, **typed(desk, headcount="6"))
    assert late.status_code == 409
    assert 'value="6"' in late.text
    assert "Tersimpan sekarang: 5" in late.text
    assert post(web, address, version=version(late.text), **typed(desk, headcount="6")).status_code == 303
    stale = post(
        web, f"{HOME}/{plan}/langkah", step="submit", version=seen, note="Jangan hilang", decided_on="2026-03-02"
    )
    assert stale.status_code == 409
    assert "Jangan hilang" in stale.text
    assert desk.read(plan).state == "draft"


def test_sending_back_without_a_reason_or_with_a_bad_file_is_told_at_its_field(site: tuple[Site, Desk]) -> None:
    """The chosen step stays chosen; a file above the limit of the house is refused by name."""
    web, desk = site
    web.sign_in()
    plan = desk.file()
    desk.take(plan, "submit")
    address = f"{HOME}/{plan}/langkah"
    seen = version(page(web, f"{HOME}/{plan}"))
    today = today_here().isoformat()
    answer = post(web, address, step="send_back", version=seen, decided_on=today)
    assert answer.status_code == 422
    assert 'id="galat-note"' in answer.text
    assert 'value="send_back" checked' in answer.text
    for name, data in (("program.exe", b"MZ"), ("besar.pdf", PDF + bytes(1024 * 1024))):
        answer = post(web, address, step="agree", version=seen, decided_on=today, files=[(name, data)])
        assert answer.status_code == 422
        assert f"Lampiran “{name}”" in answer.text
    answer = post(web, address, version=seen, decided_on=today)
    assert (answer.status_code, 'id="galat-step"' in answer.text) == (422, True)
    assert desk.read(plan).state == "bappeda"


def test_the_same_person_is_told_why_the_approval_is_refused(site: tuple[Site, Desk]) -> None:
    """Even a form made by hand does not get past the second person."""
    web, desk = site
    web.sign_in(role="approver")
    address = post(web, f"{HOME}/baru", **typed(desk)).headers["location"]
    for step in ("submit", "agree", "agree", "agree"):
        seen = version(page(web, address))
        answer = post(web, f"{address}/langkah", step=step, version=seen, decided_on=today_here().isoformat())
    assert answer.status_code == 409
    assert "tidak dapat mencatat persetujuan akhirnya" in answer.text


def test_a_contract_is_linked_and_released_on_the_page(site: tuple[Site, Desk]) -> None:
    """The suggestion names number and vendor; linked, planned and contracted stand side by side; released, it is gone."""
    web, desk = site
    plan = desk.approved()
    desk.office.contract(
        "77/SPK/2026", Job("Satpam", 6, None), agency=AGENCY, starts=date(2026, 4, 1), ends=date(2026, 12, 31)
    )
    web.sign_in()
    text = page(web, f"{HOME}/{plan}")
    hidden = dict(re.findall(r'name="(document|contract_key|title_key)" value="([^"]*)"', text))
    assert post(web, f"{HOME}/{plan}/hubungkan", version=version(text), **hidden).status_code == 303
    text = page(web, f"{HOME}/{plan}")
    assert "Direncanakan 4 orang, dikontrak 6: 2 lebih banyak." in text
    identifier = re.search(r'name="identifier" value="(\d+)"', text)
    assert identifier is not None
    done = post(web, f"{HOME}/{plan}/lepaskan", version=version(text), identifier=identifier[1])
    assert done.status_code == 303
    assert "Belum dihubungkan dengan kontrak" in page(web, f"{HOME}/{plan}")
    gone = post(web, f"{HOME}/{plan}/hubungkan", version="9", document=str(uuid.uuid4()))
    assert gone.status_code == 409


def test_lists_have_filters_counts_and_tables(site: tuple[Site, Desk]) -> None:
    """What the page shows, the CSV holds; a title that looks like a formula is text; nonsense in the address asks nothing."""
    web, desk = site
    desk.take(desk.file(title="=Satpam"), "submit")
    desk.file(title="Pengemudi")
    web.sign_in(role="auditor")
    text = page(web, f"{HOME}?keadaan=bappeda")
    assert "=Satpam" in text
    assert "Pengemudi</a>" not in text
    assert "Perencanaan baru" not in text
    assert "Pengemudi" in page(web, f"{HOME}?keadaan=x&instansi=y&tahun=z")
    table = web.client.get(f"{HOME}.csv?keadaan=bappeda").text
    assert len(table.strip().splitlines()) == 2
    assert ";'=Satpam;4;145000000;" in table
    assert web.client.get(f"{HOME}.xlsx").content.startswith(b"PK")


def test_what_has_no_counterpart_is_listed_without_blame(site: tuple[Site, Desk]) -> None:
    """An approved plan without contract, a contract without plan, and the sentence that this is no breach."""
    web, desk = site
    desk.approved(starts_on="2026-01-01", ends_on="2026-06-30")
    desk.office.contract("88/SPK/2026", Job("Pramubakti", 2, None), agency=AGENCY, starts=TODAY)
    web.sign_in()
    text = page(web, f"{HOME}/tanpa-pasangan")
    assert "88/SPK/2026" in text
    assert "Satpam" in text
    assert "bukan daftar pelanggaran" in text
    assert "88/SPK/2026" not in page(web, f"{HOME}/tanpa-pasangan?sejak=2026-12-01")
    assert "88/SPK/2026" in web.client.get("/daftar/tanpa-perencanaan.csv").text


@pytest.mark.parametrize("role", ["uploader", "auditor"])
def test_who_may_not_write_finds_no_form(site: tuple[Site, Desk], role: str) -> None:
    """An uploader sees nothing of the one door; an auditor reads, and posts nothing."""
    web, desk = site
    plan = desk.file()
    web.sign_in(role=role)  # type: ignore[arg-type]
    expected = 403 if role == "uploader" else 200
    assert web.client.get(f"{HOME}/{plan}").status_code == expected
    assert web.client.get(HOME).status_code == expected
    assert web.client.get(f"{HOME}/baru").status_code == 403
    assert post(web, f"{HOME}/{plan}/langkah", step="submit", version="0", decided_on="2026-03-02").status_code == 403


def test_cases_of_another_office_are_not_found(site: tuple[Site, Desk]) -> None:
    """Neither page nor step nor document."""
    web, desk = site
    plan = desk.file()
    desk.take(plan, "attach", form=replace(SAID, note="x"))
    web.sign_in(office=f"lain-{uuid.uuid4().hex[:8]}")
    for address in (f"{HOME}/{plan}", f"{HOME}/{plan}/ubah", f"{HOME}/{plan}/berkas/{uuid.uuid4()}"):
        assert web.client.get(address).status_code == 404
    assert post(web, f"{HOME}/{plan}/langkah", step="submit", version="0").status_code == 404


def test_a_step_needs_the_token_of_its_session(site: tuple[Site, Desk]) -> None:
    """A form of another site moves nothing."""
    web, desk = site
    plan = desk.file()
    web.sign_in()
    answer = web.client.post(f"{HOME}/{plan}/langkah", data={"step": "submit", "version": "0"})
    assert answer.status_code == 403
    assert desk.read(plan).state == "draft"
