"""The kind of document, and that what is no labour contract yields no facts."""

from __future__ import annotations

import dataclasses

import pytest
from facts_paper import paper

from extractor.facts import extract_facts
from extractor.report import Contract

FIRMS = """Yang bertanda tangan di bawah ini:
1. PT Arta Graha Kencana, beralamat di Jalan Imam Bonjol 4, Medan, diwakili oleh Lindawati selaku Direktur, selanjutnya
disebut PIHAK PERTAMA.
2. PT Sumber Tenaga Utama, beralamat di Jalan Sisingamangaraja 90, Medan, diwakili oleh Horas Sitorus selaku Direktur,
selanjutnya disebut PIHAK KEDUA."""
WORKER = """Yang bertanda tangan di bawah ini:
Nama : Lindawati
Jabatan : Direktur
Alamat : Jalan Imam Bonjol 4 Medan
Bertindak atas nama PT Arta Graha Kencana, selanjutnya disebut PIHAK PERTAMA.
Nama : Ramli Hasibuan
Alamat : Jalan Bromo 5 Medan
Bertindak atas nama diri sendiri, selanjutnya disebut PIHAK KEDUA."""
OFFICE = """Yang bertanda tangan di bawah ini :
Nama : Drs. Zainuddin
Jabatan : Pejabat Pembuat Komitmen Dinas Pariwisata Kota Langsa
Alamat : Jalan Ahmad Yani 2 Langsa
selanjutnya disebut PPK, memerintahkan kepada :
Nama Penyedia : CV Aceh Resik
Alamat : Jalan Teuku Umar 7 Langsa
selanjutnya disebut Penyedia."""
LABOUR = (
    "Tenaga kerja bekerja 8 jam sehari dengan upah sesuai upah minimum. Satpam dan pekerja lain mendapat "
    "cuti dan lembur."
)

KINDS = (
    ("alih_daya", "PERJANJIAN ALIH DAYA JASA KEAMANAN", FIRMS, LABOUR),
    ("alih_daya", "PERJANJIAN KERJASAMA PENYEDIAAN JASA TENAGA KERJA", FIRMS, LABOUR),
    ("alih_daya", "SURAT PERJANJIAN PEMBORONGAN PEKERJAAN KEBERSIHAN", FIRMS, LABOUR),
    ("alih_daya", "PERJANJIAN KERJA", FIRMS, LABOUR),
    ("alih_daya", "KONTRAK JASA CLEANING SERVICE", FIRMS, LABOUR),
    ("pkwt", "PERJANJIAN KERJA WAKTU TERTENTU", WORKER, LABOUR),
    ("pkwt", "SURAT PERJANJIAN KERJA", WORKER, LABOUR),
    ("pkwt", "KESEPAKATAN KERJA WAKTU TERTENTU (KKWT)", WORKER, LABOUR),
    ("pkwt", "KONTRAK KERJA KARYAWAN", WORKER, LABOUR),
    ("pkwt", "PERJANJIAN KERJA HARIAN LEPAS", WORKER, LABOUR),
    ("spk", "SURAT PERINTAH KERJA (SPK)", OFFICE, LABOUR),
    ("spk", "S P K", OFFICE, LABOUR),
    ("surat_perjanjian", "SURAT PERJANJIAN PENGADAAN JASA TENAGA KEBERSIHAN", OFFICE, LABOUR),
    ("addendum", "ADDENDUM I PERJANJIAN ALIH DAYA JASA KEAMANAN", FIRMS, LABOUR),
    ("addendum", "PERUBAHAN (ADDENDUM) KEDUA KONTRAK JASA KEBERSIHAN", FIRMS, LABOUR),
    ("addendum", "ADENDUM PERJANJIAN KERJA WAKTU TERTENTU", WORKER, LABOUR),
)


@pytest.mark.parametrize(("kind", "title", "parties", "body"), KINDS, ids=[k[1] for k in KINDS])
def test_title_and_parties_decide_the_kind(kind: str, title: str, parties: str, body: str) -> None:
    """The same word in the title means another kind with other parties; abbreviations alone decide nothing."""
    assert extract_facts(paper(f"{title}\nNomor : 3/X/2023\n{parties}\nPasal 1\n{body}")).kind == kind


NOT_CONTRACTS: tuple[tuple[str, str], ...] = (
    ("blank page", " "),
    ("a few words", "Halaman ini sengaja dikosongkan"),
    (
        "goods order called SPK",
        f"""SURAT PERINTAH KERJA (SPK)
Nomor : 027/11/SPK/2024
{OFFICE.replace("CV Aceh Resik", "CV Aceh Komputer")}
untuk melaksanakan pengadaan barang sebagai berikut :
No Uraian Volume Satuan Harga
1 Unit laptop 5 unit 9.000.000
2 Printer warna 2 unit 3.500.000
Garansi barang dua tahun, pengiriman barang paling lambat 14 hari. Merk dan spesifikasi barang sesuai penawaran.""",
    ),
    (
        "hotel order",
        """SURAT PERINTAH KERJA
Nomor 44/SPK/2023
Kepada Yth. Hotel Samudra
Mohon disiapkan paket meeting untuk 40 peserta, kamar twin 20 unit, konsumsi rapat dan makan minum rapat selama dua hari.
Harga paket meeting Rp 350.000 dan kamar Rp 600.000.""",
    ),
    (
        "English contract",
        """EMPLOYMENT AGREEMENT
This Employment Agreement is made between PT Ocean Blue, represented by John Carter as Director, hereinafter referred to as the
Company, and Mary Lim, hereinafter referred to as the Employee. The Employee shall be paid a basic wage of IDR 9,000,000 per
month. The Company shall provide annual leave of twelve days and overtime in accordance with the law. Either party may
terminate this agreement by thirty days' notice.""",
    ),
    (
        "Malay contract",
        """PERJANJIAN PEKERJAAN
Perjanjian ini dibuat antara Syarikat Maju Sdn Bhd dan pekerja. Majikan hendaklah membayar gaji RM 2500 sebulan. Pekerja
hendaklah mematuhi peraturan syarikat. Caruman KWSP dan PERKESO akan dibuat oleh majikan. Notis penamatan ialah satu bulan
kerana pekerja adalah pekerja tetap di bawah perjanjian ini.""",
    ),
    (
        "teacher's honorary contract",
        """SURAT PERJANJIAN KERJA GURU HONORER
Nomor 421/SD/2022
Yang bertanda tangan di bawah ini: Nama : Sutopo Jabatan : Kepala Sekolah SDN 2 Sukamaju, selanjutnya disebut PIHAK PERTAMA.
Nama : Endah Pratiwi Alamat : Dusun Kidul, selanjutnya disebut PIHAK KEDUA.
PIHAK KEDUA bertugas sebagai guru honorer dengan honorarium Rp 400.000 per bulan dari komite sekolah.""",
    ),
    (
        "electricity bill",
        """TAGIHAN LISTRIK
No. Pelanggan 5312 0099 8812
Total tagihan bulan ini Rp 512.300 jatuh tempo tanggal 20 Mei 2023. Harap membayar sebelum jatuh tempo agar tidak dikenakan
denda keterlambatan. Nota pembayaran ini adalah bukti yang sah. Simpan sampai pembayaran berikutnya.""",
    ),
    (
        "invoice",
        """INVOICE / FAKTUR
Nomor INV/0091/2023
Kepada Yth. PT Lestari. Total tagihan Rp 15.500.000 untuk pembelian alat tulis kantor, kertas dan toner. Jatuh tempo 30 hari.
Pembayaran melalui rekening bank. Kwitansi terlampir bersama nota penjualan barang.""",
    ),
    (
        "novel",
        """Pagi itu hujan turun lagi di kampung kami. Ibu duduk di beranda memandang sawah yang menguning, sementara ayah belum
pulang dari kota. Aku teringat pada kakek yang dulu sering bercerita tentang laut dan kapal-kapal besar. Kami tidak pernah tahu
apakah cerita itu benar, tetapi kami selalu mendengarkan sampai lampu minyak padam dan malam menjadi sunyi.""",
    ),
    (
        "news",
        """Presiden meresmikan jembatan baru di Kabupaten Sintang pada hari Selasa. Jembatan sepanjang dua kilometer itu
menghubungkan dua kecamatan yang selama ini terpisah sungai. Warga menyambut gembira karena waktu tempuh menjadi lebih singkat.
Pemerintah daerah berharap kegiatan ekonomi akan tumbuh.""",
    ),
    (
        "recipe",
        """Rendang daging sapi. Bahan: satu kilogram daging, dua liter santan, sepuluh lembar daun jeruk, lengkuas, serai dan
cabai. Haluskan bumbu, tumis sampai harum, masukkan daging dan santan. Masak dengan api kecil selama empat jam sampai kuah
mengental dan daging menjadi empuk serta berwarna cokelat tua.""",
    ),
    (
        "loan agreement",
        """PERJANJIAN PINJAM MEMINJAM UANG
Yang bertanda tangan di bawah ini: Nama : Joko Alamat : Jalan Melon 4, selanjutnya disebut PIHAK PERTAMA. Nama : Rini Alamat :
Jalan Apel 9, selanjutnya disebut PIHAK KEDUA. PIHAK PERTAMA meminjamkan uang Rp 20.000.000 kepada PIHAK KEDUA yang akan
dikembalikan dalam sepuluh bulan dengan bunga satu persen.""",
    ),
    (
        "house lease",
        """PERJANJIAN SEWA MENYEWA RUMAH
Pada hari ini dibuat perjanjian antara Budi, selanjutnya disebut PIHAK PERTAMA, dan Tini, selanjutnya disebut PIHAK KEDUA. PIHAK
PERTAMA menyewakan sebuah rumah di Jalan Nanas 3 selama dua tahun dengan harga sewa Rp 30.000.000. Listrik dan air dibayar oleh
penyewa.""",
    ),
    (
        "building contract",
        """SURAT PERJANJIAN PEKERJAAN KONSTRUKSI
Nomor 600/PU/2023. Pekerjaan pembangunan gedung kelas baru dan rehabilitasi ruang guru. Pejabat Pembuat Komitmen dan Penyedia
sepakat atas nilai kontrak Rp 1.250.000.000 dengan waktu pelaksanaan 120 hari kalender. Renovasi dan pengaspalan halaman
termasuk dalam lingkup pekerjaan konstruksi ini.""",
    ),
    ("one word", "kata " * 3000),
    (
        "certificate",
        """SERTIFIKAT PENGHARGAAN
Diberikan kepada Andi Saputra atas partisipasinya sebagai peserta dalam kegiatan lomba pidato tingkat provinsi yang
diselenggarakan pada tanggal 12 Agustus 2022 di Palembang. Semoga penghargaan ini menjadi penyemangat untuk terus berkarya dan
berprestasi pada masa yang akan datang.""",
    ),
    (
        "minutes of a meeting",
        """NOTULEN RAPAT
Rapat dibuka pukul 09.00 oleh ketua panitia. Peserta membahas rencana perayaan hari kemerdekaan, pembagian tugas panitia, serta
anggaran yang diperlukan. Rapat ditutup pukul 11.30 dengan doa bersama. Keputusan rapat akan disampaikan kepada seluruh warga
melalui pengumuman tertulis.""",
    ),
    (
        "price list",
        """DAFTAR HARGA
1. Semen 50 kg Rp 72.000
2. Pasir per kubik Rp 280.000
3. Bata merah per buah Rp 900
4. Cat tembok per galon Rp 165.000
5. Paku per kilogram Rp 24.000
Harga berlaku sampai tanggal 30 Juni 2024 dan dapat berubah tanpa pemberitahuan. Barang yang sudah dibeli tidak dapat
dikembalikan.""",
    ),
    (
        "letter of thanks",
        """Kepada Yth. Bapak Kepala Desa
Dengan hormat, melalui surat ini kami sampaikan terima kasih atas bantuan yang telah diberikan kepada warga kami pada waktu banjir
bulan lalu. Semoga kebaikan Bapak dibalas oleh Tuhan Yang Maha Esa. Demikian surat ini kami buat dengan sebenarnya.""",
    ),
)


def facts_of(contract: Contract) -> list[str]:
    """The names of all facts a contract holds (kind, reason, language and absent items are none)."""
    held = []
    for field in dataclasses.fields(contract):
        value = getattr(contract, field.name)
        if field.name in ("kind", "kind_confidence", "reason", "language"):
            continue
        if field.name in ("insurance", "clauses"):
            held += [item for item in value if item.status != "absent"]
        elif value not in (None, ()):
            held.append(field.name)
    return held


@pytest.mark.parametrize(("name", "text"), NOT_CONTRACTS, ids=[n[0] for n in NOT_CONTRACTS])
def test_other_documents_give_a_reason_and_no_facts(name: str, text: str) -> None:
    """A document that is no labour contract is "other", says why, and holds no facts at all."""
    contract = extract_facts(paper(text))
    assert (contract.kind, facts_of(contract)) == ("other", [])
    assert contract.reason


def test_a_blank_form_keeps_its_kind_and_invents_nothing() -> None:
    """An unfilled PKWT is a PKWT without number, dates, worker or wage."""
    form = """PERJANJIAN KERJA WAKTU TERTENTU
Nomor : ......../....../......
Pada hari ini ........ tanggal ........ bulan ........ tahun ........ yang bertanda tangan di bawah ini:
Nama : ....................
Jabatan : ....................
Bertindak atas nama PT ...................., selanjutnya disebut PIHAK PERTAMA.
Nama : ....................
Alamat : ....................
selanjutnya disebut PIHAK KEDUA.
Pasal 1
PIHAK KEDUA bekerja sebagai .................... dengan upah Rp ............ per bulan, mulai tanggal ........ sampai ........
Pekerja berhak atas cuti tahunan dua belas hari, upah lembur dan tunjangan hari raya."""
    contract = extract_facts(paper(form))
    assert contract.kind == "pkwt"
    assert (contract.number, contract.signed_on, contract.starts_on, contract.ends_on, contract.value) == (None,) * 5
    assert [p.name for p in contract.parties] == [None] * len(contract.parties)
    assert [p.wage for p in contract.positions] == [None] * len(contract.positions)


def test_the_language_is_told() -> None:
    """Indonesian and English text are told apart."""
    assert extract_facts(paper(dict(NOT_CONTRACTS)["English contract"])).language == "en"
    assert extract_facts(paper(dict(NOT_CONTRACTS)["novel"])).language == "id"


def test_the_same_document_gives_the_same_facts() -> None:
    """Two runs over one document are equal in every field."""
    text = f"{KINDS[0][1]}\nNomor : 3/X/2023\n{FIRMS}\nPasal 1\n{LABOUR}"
    assert extract_facts(paper(text)) == extract_facts(paper(text))


def test_a_contract_named_only_in_a_form_box_is_still_a_contract() -> None:
    """Where no line can be told to be the title, the first page's words and the labour terms decide."""
    boxed = extract_facts(
        paper(
            "HALAMAN 1 DARI 2 PT Tirta Boga | KONTRAK KERJA | Rev 03\n"
            "PIHAK I (PEMBERI KERJA)  PIHAK II (PEKERJA)\n"
            "1. PIHAK I mempekerjakan PIHAK II sebagai operator mesin.\n"
            "2. Upah pokok Rp 3.100.000 per bulan dibayar tiap tanggal 28.\n"
            "3. Jam kerja 8 jam sehari dan 40 jam seminggu; lembur dibayar sesuai ketentuan.\n"
            "4. THR diberikan satu bulan upah. PIHAK II didaftarkan pada BPJS Ketenagakerjaan dan BPJS Kesehatan.\n"
        )
    )
    assert boxed.kind == "pkwt"
    assert any(p.wage is not None for p in boxed.positions)
