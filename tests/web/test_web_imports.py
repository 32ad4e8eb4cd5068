"""Importing lists by hand, without JavaScript: upload, look, confirm, take back."""

from __future__ import annotations

import re

from sqlalchemy import func, select
from web_site import Site

from models import Organisation, RegisterImport

AGENCIES = (
    "Nama OPD;Singkatan;Kecamatan;Telepon\n"
    "Dinas Sosial Kabupaten Wanasari;Dinsos;Sukamaju;1\n"
    "Dinas Kesehatan Kabupaten Wanasari;Dinkes;Rawa Indah;2\n"
    "Dinas Sosial Kab. Wanasari;Dinsos;Rawa Indah;3\n"
)


def upload(site: Site, text: str | bytes = AGENCIES, *, kind: str = "agency", name: str = "opd.csv") -> str:
    """The address of the preview."""
    data = text.encode() if isinstance(text, str) else text
    answer = site.client.post(
        "/daftar/impor", data={"csrf_token": site.csrf, "kind": kind}, files={"file": (name, data, "text/csv")}
    )
    assert answer.status_code == 303, answer.text
    return str(answer.headers["location"])


def post(site: Site, address: str) -> tuple[int, str]:
    answer = site.client.post(address, data={"csrf_token": site.csrf})
    if answer.status_code == 303:
        answer = site.client.get(answer.headers["location"])
        return 303, answer.text
    return answer.status_code, answer.text


def organisations(site: Site) -> int:
    with site.context.sessions() as session:
        return session.scalar(select(func.count()).where(Organisation.org == site.office)) or 0


def test_a_list_is_shown_before_it_is_imported_and_can_be_taken_back(site: Site) -> None:
    """Preview with the wrong row first, confirmation, result, undo: nothing is in the register before and after."""
    site.sign_in(role="approver")
    address = upload(site)
    page = site.client.get(address).text
    assert "Instansi ini sudah ada di baris 2" in page
    assert "Kolom yang tidak dipakai: Telepon" in page
    assert "Impor 2 baris yang benar" in page
    assert "Rawa Indah" in site.client.get(f"{address}?keadaan=new").text
    assert organisations(site) == 0
    status, page = post(site, f"{address}/jalankan")
    assert (status, organisations(site)) == (303, 2)
    assert "2 baris sudah masuk; 1 baris salah tidak ikut" in page
    status, page = post(site, f"{address}/urungkan")
    assert (status, organisations(site)) == (303, 0)
    assert "sudah diurungkan" in page
    assert "diurungkan" in site.client.get("/daftar/impor").text


def test_a_list_that_cannot_be_read_is_said_at_its_field(site: Site) -> None:
    """The form comes back with the kind still chosen; nothing is kept."""
    site.sign_in(role="approver")
    answer = site.client.post(
        "/daftar/impor",
        data={"csrf_token": site.csrf, "kind": "rup"},
        files={"file": ("opd.csv", AGENCIES.encode(), "text/csv")},
    )
    assert answer.status_code == 422
    assert "Kolom “Kode RUP”" in answer.text
    assert re.search(r'<option value="rup" selected>', answer.text)
    assert re.search(r'name="file"[^>]*aria-invalid="true"', answer.text)
    answer = site.client.post("/daftar/impor", data={"csrf_token": site.csrf, "kind": "agency"})
    assert answer.status_code == 422
    assert "Berkas belum dipilih" in answer.text


def test_a_preview_is_for_the_person_who_uploaded(site: Site) -> None:
    """Another approver of the office does not see it until it is confirmed; another office never."""
    site.sign_in(role="approver")
    address = upload(site)
    site.sign_in(role="approver")
    assert site.client.get(address).status_code == 404
    assert post(site, f"{address}/jalankan")[0] == 404
    assert organisations(site) == 0
    own = upload(site)
    post(site, f"{own}/jalankan")
    site.sign_in(role="auditor")
    assert site.client.get(own).status_code == 200
    assert post(site, f"{own}/urungkan")[0] == 403
    site.sign_in(role="admin", office="lain")
    assert site.client.get(own).status_code == 404


def test_cancelling_forgets_the_upload(site: Site) -> None:
    """After "Batal" there is neither a preview nor a line in the history."""
    site.sign_in(role="approver")
    address = upload(site)
    status, page = post(site, f"{address}/batal")
    assert status == 303
    assert "Unggahan dibatalkan" in page
    assert site.client.get(address).status_code == 404
    with site.context.sessions() as session:
        assert session.scalars(select(RegisterImport).where(RegisterImport.org == site.office)).all() == []


def test_confirming_twice_imports_once(site: Site) -> None:
    """The second press of the button is told that the import is over."""
    site.sign_in(role="approver")
    address = upload(site)
    post(site, f"{address}/jalankan")
    status, page = post(site, f"{address}/jalankan")
    assert (status, organisations(site)) == (409, 2)
    assert "Impor ini sudah dijalankan" in page


def test_an_import_overtaken_by_another_is_shown_again(site: Site) -> None:
    """When the register changed after the preview nothing is done; the rows are compared anew."""
    site.sign_in(role="approver")
    first, second = upload(site), upload(site)
    post(site, f"{first}/jalankan")
    status, page = post(site, f"{second}/jalankan")
    assert (status, organisations(site)) == (303, 2)
    assert "Belum ada yang diimpor" in page
    assert "Tidak ada baris yang akan mengubah sesuatu" in page


def test_wrong_rows_and_sample_files_are_tables(site: Site) -> None:
    """The wrong rows come with row, column and reason; a sample has the headings that the import accepts."""
    site.sign_in(role="approver")
    address = upload(site)
    wrong = site.client.get(f"{address}/salah.csv").text
    assert "4;Nama;Instansi ini sudah ada di baris 2 (nama sama)." in wrong
    sample = site.client.get("/daftar/impor/contoh/agency.csv").text
    assert sample.startswith("\ufeffNama instansi;Nama singkat;NPWP")
    assert site.client.get("/daftar/impor/contoh/spse.xlsx").content.startswith(b"PK")


def test_who_may_not_import(site: Site) -> None:
    """A reviewer sees the history but no form, and cannot send one; an uploader sees nothing of it."""
    site.sign_in(role="reviewer")
    assert 'name="file"' not in site.client.get("/daftar/impor").text
    answer = site.client.post(
        "/daftar/impor",
        data={"csrf_token": site.csrf, "kind": "agency"},
        files={"file": ("opd.csv", AGENCIES.encode(), "text/csv")},
    )
    assert answer.status_code == 403
    site.sign_in(role="uploader")
    assert site.client.get("/daftar/impor").status_code == 403


PACKAGES = (
    "Kode Tender;Nama Paket;Nama Satker;Pemenang;Nilai Kontrak;Tgl Kontrak\n"
    "7001;Jasa Tenaga Keamanan;Dinas Sosial Kabupaten Wanasari;PT Jaga Aman;Rp120.000.000,00;1 Maret 2024\n"
    "7002;Meja dan kursi;Dinas Sosial Kabupaten Wanasari;CV Kayu Jati;5000000;2024-03-05\n"
)


def test_packages_that_left_no_trace_are_a_lead(site: Site) -> None:
    """The list says that it is no breach, is counted beside the reports, and a person can turn a guess round."""
    site.sign_in(role="approver")
    post(site, f"{upload(site, PACKAGES, kind='spse', name='spse.csv')}/jalankan")
    page = site.client.get("/daftar/paket").text
    assert "Petunjuk, bukan pelanggaran." in page
    assert "Jasa Tenaga Keamanan" in page
    assert "hari sejak kontrak" in page
    assert "Meja dan kursi" not in page
    assert "1 paket pengadaan</a>" in site.client.get("/daftar/laporan").text
    found = re.search(r'action="(/daftar/paket/[^"]+/tenaga)"', page)
    assert found is not None
    answer = site.client.post(
        found[1], data={"csrf_token": site.csrf, "labour": "tidak", "back": "https://jahat.example/"}
    )
    assert answer.headers["location"] == "/daftar/paket"
    assert "Jasa Tenaga Keamanan" not in site.client.get("/daftar/paket").text
    assert "Ditandai bukan tenaga alih daya" in site.client.get("/daftar/paket?keadaan=semua").text
    rows = site.client.get("/daftar/paket/paket.csv?keadaan=semua").text.splitlines()
    assert rows[1].startswith("LPSE/SPSE;7001;Jasa Tenaga Keamanan;Dinas Sosial Kabupaten Wanasari;PT Jaga Aman;2024")
    assert len(rows) == 3
    assert site.client.get("/daftar/paket/paket.xlsx").content.startswith(b"PK")
