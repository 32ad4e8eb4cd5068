"""Every screen of the house, in one place: what the accessibility tests look at. A new page is one line here."""

from __future__ import annotations

SCREENS = (
    "/",
    "/antrean",
    "/antrean?cari=upah&dari=kemarin&jenis=pkwt",
    "/bantuan",
    "/daftar",
    "/daftar/impor",
    "/daftar/laporan",
    "/daftar/nama",
    "/daftar/paket",
    "/daftar/perencanaan",
    "/daftar/perencanaan/baru",
    "/daftar/perencanaan/tanpa-pasangan",
    "/daftar/rekap",
    "/daftar/ringkasan",
    "/daftar/riwayat",
    "/daftar/surat",
    "/daftar/surat-templat",
    "/daftar/terbuka",
    "/data-hukum",
    "/kata-sandi",
    "/kiriman",
    "/klien",
    "/mesin",
    "/peringatan",
    "/peringatan/surel",
    "/usulan",
)
"""Addresses that need nothing to exist first, for an administrator of the whole office."""

OF_REPORT = (
    "perubahan", "riwayat", "nomor-pribadi", "temuan-baru", "koreksi?fakta=value", "kata/1", "versi", "halaman/1/putar",
)  # fmt: skip
"""Under the address of a document."""

ELSEWHERE = {
    "/masuk": "its own test: nobody is signed in there",
    "/masuk/oidc": "leads to the office's sign-in service",
    "/masuk/oidc/kembali": "comes from the office's sign-in service",
    "/daftar/surat/baru": "asks for the contract or the agency it is to be about",
    "/dokumen": "the list of the first screen as a piece of it",
    "/robots.txt": "for machines",
    "/terbuka": "its own tests: the public page, switched on by the office",
    "/terbuka/data.csv": "a table",
    "/terbuka/data.json": "data",
}
"""Addresses that are no screen of the house, and why."""
