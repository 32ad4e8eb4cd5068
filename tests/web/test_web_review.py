"""Reviewing through the screens: steps, corrections, refusals that keep what was typed, numbers uncovered."""

from __future__ import annotations

import re
import uuid

import pytest
from httpx import Response
from installation import PASSWORD, add_user
from sqlalchemy import select
from web_site import Site
from written_contract import ACCOUNT, NIK, PHONE

from api.database import transaction
from api.services import reports, reviews
from models import Correction, Document, Event
from models.user import Role

HTMX = {"hx-request": "true"}


def person(site: Site, role: Role = "reviewer") -> str:
    """A new colleague, signed in; their name."""
    name = f"{role}{uuid.uuid4().hex[:8]}"
    add_user(site.context, name, role=role, org=site.office)
    enter(site, name)
    return name


def enter(site: Site, name: str) -> None:
    site.client.cookies.clear()
    assert site.client.post("/masuk", data={"name": name, "password": PASSWORD}).status_code == 303


def post(site: Site, address: str, htmx: bool = False, **fields: object) -> Response:
    return site.client.post(address, data={"csrf_token": site.csrf, **fields}, headers=HTMX if htmx else {})


def step(site: Site, address: str, action: str, **more: object) -> Response:
    version = re.search(r'name="version" value="(\d+)"', site.report(address))
    fields = {"version": version[1] if version else 0, "action": action, **more}
    return post(site, f"{address}/langkah", **fields)


def decide_all(site: Site, address: str) -> None:
    for finding, seen in re.findall(
        r'action="(/dokumen/[^"]+/temuan/\d+)".*?name="seen" value="(\d+)"', site.report(address), re.S
    ):
        post(site, finding, action="confirm", seen=seen)


def test_a_document_goes_from_upload_to_approval_by_two_people(site: Site) -> None:
    """The page shows where it stands and only the steps that the person may take; the history names both."""
    site.sign_in()
    address = site.read("dua orang.pdf")
    first = person(site, "approver")
    assert "Perlu ditinjau" in site.report(address)
    assert step(site, address, "check").status_code == 422
    decide_all(site, address)
    assert step(site, address, "check").status_code == 303
    own = site.report(address)
    assert 'value="approve"' not in own
    refused = step(site, address, "approve")
    assert (refused.status_code, "Anda sendiri" in refused.text) == (409, True)
    second = person(site, "head")
    back = step(site, address, "send_back", reason=" ")
    assert (back.status_code, "tanpa alasan" in back.text) == (422, True)
    assert step(site, address, "approve").status_code == 303
    assert "Disetujui" in site.report(address)
    history = site.report(f"{address}/riwayat")
    assert f"<b>{first}</b> menyatakan dokumen ini diperiksa" in history
    assert f"<b>{second}</b> menyetujui dokumen ini" in history


def test_a_step_on_an_old_page_is_told_and_keeps_the_reason(site: Site) -> None:
    """Somebody else approved meanwhile; the panel comes back with the new state and the typed words."""
    site.sign_in(role="admin")
    address = site.read("basi.pdf")
    decide_all(site, address)
    step(site, address, "check")
    person(site, "approver")
    old = re.search(r'name="version" value="(\d+)"', site.report(address))
    assert old is not None
    assert step(site, address, "approve").status_code == 303
    late = post(site, f"{address}/langkah", htmx=True, action="send_back", version=old[1], reason="Upah belum dicek")
    assert late.status_code == 409
    assert "sudah diubah orang lain" in late.text
    assert "Upah belum dicek</textarea>" in late.text
    assert "Disetujui" in late.text


def test_a_decision_updates_the_panel_beside_it(site: Site) -> None:
    """The first decision takes the document in hand: the next step must carry the new version."""
    site.sign_in()
    address = site.read("panel.pdf")
    answer = site.decide(address, "k3-clause", htmx=True, action="confirm")
    assert answer.status_code == 200
    assert 'id="tahap"' in answer.text
    assert "Sedang ditinjau" in answer.text


def test_a_fact_is_corrected_and_the_report_says_what_changed(site: Site) -> None:
    """Form, refusal at the field with everything typed still there, success, the changes, and undo."""
    site.sign_in()
    address = site.read("koreksi.pdf")
    page = site.report(address)
    link = re.search(r'href="(/dokumen/[^"]+/koreksi\?fakta=positions\.0\.wage&amp;sorot=f\d+)"', page)
    assert link is not None
    form = site.report(link[1].replace("&amp;", "&"))
    assert 'value="Rp2.950.000"' in form
    fields = {"path": "positions.0.wage", "ref": "f20", "seen": 0, "page": "2", "box": "60,90,500,120"}
    wrong = post(site, f"{address}/koreksi", htmx=True, value="empat juta", reason="salah baca", **fields)
    assert wrong.status_code == 422
    assert "bukan jumlah rupiah" in wrong.text
    for kept in ('value="empat juta"', "salah baca</textarea>", 'value="60,90,500,120"', 'value="2"'):
        assert kept in wrong.text
    for box, said in (
        ("60,90,5000,120", "di dalam halaman"),
        ("a,b", "tidak dapat dipahami"),
        ("nan,1,2,3", "tidak dapat"),
    ):
        off = post(site, f"{address}/koreksi", value="Rp4.950.000", **{**fields, "box": box})
        assert (off.status_code, said in off.text) == (422, True), box
    done = post(site, f"{address}/koreksi", htmx=True, value="Rp4.950.000", reason="salah baca", **fields)
    assert done.status_code == 204
    after = site.report(done.headers["hx-redirect"])
    assert "Sudah dinilai ulang" in after
    assert "dikoreksi" in after
    assert "Rp4.950.000" in after
    stale = post(site, f"{address}/koreksi", value="Rp5.000.000", **fields)
    assert (stale.status_code, "sudah mengoreksi" in stale.text) == (409, True)
    undo = re.search(r'action="(/dokumen/[^"]+/koreksi/\d+/batal)"', after)
    assert undo is not None
    assert post(site, undo[1], ref="f20").status_code == 303
    assert "dikoreksi" not in site.report(address)


def test_a_covered_number_is_not_in_its_form(site: Site) -> None:
    """Correcting a NIK does not uncover it."""
    site.sign_in()
    address = site.read("nik.pdf")
    form = site.report(f"{address}/koreksi?fakta=parties.1.nik")
    assert NIK not in form
    assert "647105••••••••04" in form
    assert site.client.get(f"{address}/koreksi?fakta=__class__").status_code == 404


def test_a_missed_finding_and_an_unreadable_page(site: Site) -> None:
    """Both change the report at once; what was typed stays when the form is refused."""
    site.sign_in()
    address = site.read("terlewat.pdf")
    form = site.report(f"{address}/temuan-baru")
    rule = re.search(r'<option value="([a-z0-9-]+)">', form.split('id="aturan"')[1])
    assert rule is not None
    fields = {"verdict": "violated", "severity": "tinggi", "explanation": "Dilarang ikut serikat", "page": "3"}
    refused = post(site, f"{address}/temuan-baru", **fields)
    assert refused.status_code == 422
    assert "Dilarang ikut serikat</textarea>" in refused.text
    assert post(site, f"{address}/temuan-baru", rule=rule[1], **fields).status_code == 303
    assert "Ditambahkan oleh peninjau" in site.report(address)
    assert post(site, f"{address}/halaman/2/tandai", unreadable="1").status_code == 303
    marked = site.report(f"{address}?halaman=2")
    assert "Ditandai tidak terbaca oleh peninjau" in marked
    assert "Batalkan tanda" in marked


def test_a_doubtful_word_is_put_right(site: Site) -> None:
    """The page text and the list of corrected words follow; a bad replacement is refused."""
    site.sign_in()
    address = site.read("kata.pdf")
    identifier = uuid.UUID(address.split("/")[2])
    for value, status in (("", 422), ("SANGSI", 303)):
        fields = {"place": 0, "value": value, "seen": 0}
        assert post(site, f"{address}/kata/3", **fields).status_code == status
    assert "SANGSI" in site.report(f"{address}/kata/3")
    with site.context.sessions() as session:
        row = session.scalars(select(Correction).where(Correction.document_id == identifier)).one()
    assert (row.kind, row.path, row.new_value) == ("word", "3.0", "SANGSI")
    assert site.client.get(f"{address}/kata/4").status_code in (200, 404)


def test_personal_numbers_are_shown_with_a_reason_and_leave_a_trace(site: Site) -> None:
    """No reason, no numbers; with one they are shown once, and who looked is in the trail."""
    site.sign_in()
    address = site.read("pribadi.pdf")
    page = site.report(address)
    assert NIK not in page
    empty = post(site, f"{address}/nomor-pribadi", reason="cek")
    assert (empty.status_code, NIK in empty.text) == (422, False)
    shown = post(site, f"{address}/nomor-pribadi", reason="Mencocokkan dengan KTP pelapor")
    assert all(number in shown.text for number in (NIK, PHONE, ACCOUNT))
    assert shown.headers["cache-control"] == "no-store"
    assert NIK not in site.report(address)
    with site.context.sessions() as session:
        event = session.scalars(
            select(Event).where(Event.org == site.office, Event.action == "personal.revealed")
        ).one()
    assert event.after is not None
    assert event.after["as"] == "screen"
    assert event.why
    site.sign_out()
    site.sign_in(role="uploader")
    assert post(site, f"{address}/nomor-pribadi", reason="Mencocokkan dengan KTP").status_code == 403


@pytest.mark.parametrize("path", ["koreksi?fakta=number", "temuan-baru", "kata/1"])
def test_those_who_do_not_review_get_no_form(site: Site, path: str) -> None:
    """An auditor reads; the report offers no correction and the address refuses."""
    site.sign_in()
    address = site.read("auditor.pdf")
    site.sign_out()
    site.sign_in(role="auditor")
    assert site.client.get(f"{address}/{path}").status_code == 403
    assert "/koreksi?" not in site.report(address)


def test_the_whole_pasal_stands_beside_the_quotation(site: Site) -> None:
    """The clause in its surroundings, up to the next Pasal."""
    site.sign_in()
    page = site.report(site.read("pasal.pdf"))
    contexts = re.findall(r'<details class="whole-pasal">.*?<p lang="id">(.*?)</p>', page, re.S)
    wage = next(text for text in contexts if "UPAH DAN PEMBAYARAN" in text)
    assert "Nilai kontrak seluruhnya" in wage
    assert "WAKTU KERJA" not in wage
    assert ACCOUNT not in wage


def test_the_statements_of_a_report_do_not_grow_with_its_corrections(site: Site) -> None:
    """Twelve corrections and decisions cost the same number of statements as one."""
    from test_web_queue import statements

    site.sign_in()
    address = site.read("banyak.pdf")

    def cost() -> int:
        with statements(site) as asked:
            site.report(address)
        return len(asked)

    def correct(path: str, value: str) -> None:
        fields = {"path": path, "value": value, "page": "1", "seen": 0}
        assert post(site, f"{address}/koreksi", **fields).status_code == 303

    correct("title", "PERJANJIAN SATU")
    before = cost()
    for path in ("number", "signed_at", "work_place", "parties.0.name", "parties.1.name", "parties.1.representative"):
        correct(path, "Isi baru")
    with transaction(site.context.sessions) as session:
        document = session.get_one(Document, uuid.UUID(address.split("/")[2]))
        found = reports.current(session, document).findings
    for judged in found[:8]:
        with transaction(site.context.sessions) as session:
            user = add_user(site.context, f"u{uuid.uuid4().hex[:8]}", org=site.office)
            reviews.decide(session, org=site.office, finding_id=judged.row.id, action="confirm", user=user)
    assert cost() == before


def test_a_rescan_is_linked_and_compared_on_its_page(site: Site) -> None:
    """The page proposes the older document, links it by a button, and the older one then leads to the newer."""
    site.sign_in()
    older, newer = site.read("pindai lama.pdf"), site.read("pindai baru.pdf")
    page = site.report(f"{newer}/versi")
    assert "pindai lama.pdf" in page
    version = re.search(r'name="version" value="(\d+)"', page)
    assert version is not None
    fields = {"older": older.split("/")[2], "version": version[1]}
    assert post(site, f"{newer}/versi", **fields).status_code == 303
    assert "Tidak ada fakta yang berbeda" in site.report(f"{newer}/versi")
    assert f'href="{newer}"' in site.report(older)
    again = post(site, f"{newer}/versi", **fields)
    assert (again.status_code, "sudah diubah orang lain" in again.text) == (409, True)
