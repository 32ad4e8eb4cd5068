"""Parties whose particulars stand in unusual places: order forms, several labels on a line, owners, scanned numbers."""

from __future__ import annotations

import pytest
from facts_paper import paper

from extractor.facts import extract_facts
from extractor.facts.names import form_of
from extractor.report import Party

TERMS = """Pasal 1
PIHAK KEDUA melaksanakan pekerjaan kebersihan dengan upah Rp 2.500.000,- per bulan dan berhak atas upah lembur.
Pasal 2
Perselisihan diselesaikan secara musyawarah."""
FORM = """PEMERINTAH KABUPATEN TANJUNG RATU
BADAN PENGELOLAAN KEUANGAN DAERAH
Jl. Veteran No. 12 Tanjung Ratu Telp. (0700) 123456
SURAT PERINTAH KERJA (SPK)
SATUAN KERJA : BPKD Kabupaten Tanjung Ratu Tanggal SPK : 4 Maret 2024
NOMOR SPK : 027/19/SPK/BPKD/III/2024
NAMA PEJABAT PEMBUAT KOMITMEN :
Sri Mulyani Dewi, S.E.
NAMA PENYEDIA :
CV Bintang Fajar
NPWP 71.204.336.1-201.000
Jl. Melur No. 5 Tanjung Ratu
Direktur : Andi Saputra
PAKET PEKERJAAN :
Belanja Jasa Tenaga Kebersihan
WAKTU PELAKSANAAN : 300 (tiga ratus) hari kalender
1. Penyedia membayar upah petugas kebersihan Rp 2.100.000 setiap bulan.
2. Perselisihan diselesaikan secara musyawarah.
"""


def parties(text: str) -> tuple[Party, ...]:
    return extract_facts(paper(text)).parties


def test_an_order_form_names_its_office_and_provider() -> None:
    """The work unit is the office, the letterhead gives its address, and no label is drawn into a name."""
    office, provider = parties(FORM)
    assert (office.name and office.name.value, office.form) == ("BPKD Kabupaten Tanjung Ratu", "pemda")
    assert office.address is not None
    assert office.address.value == "Jl. Veteran No. 12 Tanjung Ratu"
    assert (provider.name and provider.name.value, provider.form) == ("CV Bintang Fajar", "cv")
    assert provider.npwp is not None
    assert provider.npwp.value == "71.204.336.1-201.000"


def test_several_labels_on_one_line_are_told_apart() -> None:
    """Entries parted by semicolons give name, company and resident number each to its field."""
    employer, worker = parties(
        "PERJANJIAN KERJA WAKTU TERTENTU\nNomor : 3/PKWT/2021\nYang bertanda tangan di bawah ini :\n"
        "1) Nama : Surya Dharma ; Jabatan : Kepala Cabang ; Perusahaan : PT LAUT TENANG ;\n"
        "Alamat : Jl. Pelabuhan No. 4 Sibolga ; selanjutnya disebut PENGUSAHA.\n"
        "2) Nama : Hotma Sitorus ; No. KTP : 1273 0105 0690 0003 ; Alamat : Jl. Mojopahit No. 9 Sibolga ; selanjutnya\n"
        "disebut PEKERJA.\n" + TERMS.replace("PIHAK KEDUA", "PEKERJA")
    )
    assert (employer.name and employer.name.value, employer.function) == ("PT LAUT TENANG", "employer")
    assert employer.representative is not None
    assert employer.representative.value == "Surya Dharma"
    assert (worker.name and worker.name.value, worker.function) == ("Hotma Sitorus", "worker")
    assert worker.nik is not None
    assert worker.nik.value.replace(" ", "") == "1273010506900003"


def test_the_owner_stands_for_a_business() -> None:
    """A business that signs through its owner is represented by the person it belongs to."""
    employer = parties(
        "KONTRAK KERJA\nNomor : 8/KK/2022\nKontrak ini dibuat oleh TOKO BANGUN JAYA, usaha perorangan milik Bapak Rahmat\n"
        "Hidayat, beralamat di Jl. Merbau No. 3 Padang, yang dalam kontrak ini disebut PERUSAHAAN, dengan :\n"
        "Nama : Yuni Astari\nNIK : 1371014506990002\nAlamat : Jl. Gurun No. 1 Padang\n"
        "yang disebut KARYAWAN.\n" + TERMS.replace("PIHAK KEDUA", "KARYAWAN")
    )[0]
    assert employer.representative is not None
    assert employer.representative.value.endswith("Rahmat Hidayat")
    assert employer.address is not None
    assert employer.address.value == "Jl. Merbau No. 3 Padang"


def test_a_resident_number_parted_from_its_label_is_found() -> None:
    """A scanner sets the number beside another label; its build alone proves it."""
    worker = parties(
        "PERJANJIAN KERJA WAKTU TERTENTU\nNomor : 5/PKWT/2023\nYang bertanda tangan di bawah ini :\n"
        "Nama : Lidya Kurnia\nJabatan : Manajer Personalia PT Sinar Bumi\nAlamat : Jl. Anggrek No. 2 Medan\n"
        "Bertindak untuk dan atas nama PT Sinar Bumi, selanjutnya disebut PIHAK PERTAMA.\n"
        "Nama : Togar Manalu\nNo. KTP/SIM B1 Alamat : 1271021203850004\nJl. Rakyat No. 10 Medan\n"
        "selanjutnya disebut PIHAK KEDUA.\n" + TERMS
    )[1]
    assert worker.nik is not None
    assert worker.nik.value == "1271021203850004"


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("PT Bank Pesisir Utama", "bank"),
        ("PT BANK PERKREDITAN RAKYAT SEJAHTERA", "pt"),
        ("PT Bankir Muda", "pt"),
        ("Politeknik Kelautan Negeri Ambon", "instansi_pusat"),
        ("Balai Pelestarian Budaya", "instansi_pusat"),
        ("Balai Latihan Kerja Kabupaten Musi", "pemda"),
        ("Kantor Pelayanan Bea dan Cukai Merak", "instansi_pusat"),
    ],
)
def test_the_form_of_a_name(name: str, form: str) -> None:
    """Banks and the offices of ministries are told from companies and local government."""
    assert form_of(name) == form


@pytest.mark.parametrize("scanned", ["PIHAK Il", "PIHAK lI", "PIHAK II"])
def test_a_roman_role_survives_a_scanner(scanned: str) -> None:
    """The second party is found though its numeral was read as letters."""
    found = parties(
        "PERJANJIAN JASA KEBERSIHAN\nNomor : 4/PKS/2022\nPerjanjian ini dibuat antara :\n"
        "PT Roda Sejati, berkantor di Jalan Batanghari No. 5, Jambi, diwakili oleh Arman Yusuf, Direktur, dalam\n"
        "perjanjian ini disebut PIHAK I.\n"
        "PT Kilau Persada, berkantor di Jalan Kolonel No. 9, Jambi, diwakili oleh Mira Santi, Direktur, dalam\n"
        f"perjanjian ini disebut {scanned}.\n" + TERMS
    )
    assert [p.representative.value for p in found if p.representative] == ["Arman Yusuf", "Mira Santi"]


def test_a_letters_signature_names_the_representative() -> None:
    """A letter whose text names nobody is signed: the person under the firm's name represents it."""
    found = parties(
        "PT MUARA SEJAHTERA\nNomor : 12/SPK/V/2023\nPerihal : Surat Perintah Kerja Tenaga Satpam\nKepada Yth.\n"
        "Pimpinan CV Garda Timur\nJl. Sudirman No. 8, Kota Ambon\nDengan hormat,\n"
        "PT Muara Sejahtera menunjuk CV Garda Timur untuk menyediakan tenaga satpam dengan ketentuan:\n"
        "1. Jumlah satpam 4 orang dengan upah Rp 2.900.000 per bulan.\n2. Kerja lembur dibayar.\n"
        "Hormat kami,\nPT Muara Sejahtera\nFelix Latumahina\nDirektur\nMenyetujui,\nCV Garda Timur\n(Oktavina Pattiasina)\nPemilik\n"
    )
    assert [p.representative.value for p in found if p.representative] == ["Felix Latumahina", "Oktavina Pattiasina"]


def test_two_form_rows_drawn_into_one_are_parted() -> None:
    """Two labels before one colon: the first value stands beside it, the second on the next line."""
    worker = parties(
        "PERJANJIAN KERJA WAKTU TERTENTU\nNomor : 5/PKWT/2023\nYang bertanda tangan di bawah ini :\n"
        "Nama Jabatan : Lidya Kurnia\nManajer Personalia PT Sinar Bumi\nAlamat : Jl. Anggrek No. 2 Medan\n"
        "Bertindak untuk dan atas nama PT Sinar Bumi, selanjutnya disebut PIHAK PERTAMA.\n"
        "Nama lengkap No. KTP : Togar Manalu\n1271021203850004\nAlamat : Jl. Rakyat No. 10 Medan\n"
        "selanjutnya disebut PIHAK KEDUA.\n" + TERMS
    )
    assert [p.name.value for p in worker if p.name] == ["PT Sinar Bumi", "Togar Manalu"]
    assert worker[0].representative is not None
    assert worker[0].representative.value == "Lidya Kurnia"
    assert worker[1].nik is not None
    assert worker[1].nik.value == "1271021203850004"


def test_of_two_providers_by_name_the_verbs_decide() -> None:
    """ "Pengelola" and "Pelaksana" both suit a provider; the one that places workers is it."""
    found = parties(
        "PERJANJIAN KERJASAMA PARKIR\nNomor : 6/PKS/2024\nPerjanjian ini dibuat antara :\n"
        "PT Pasar Baru Lestari, berkedudukan di Jalan Ampera No. 1 Kupang, diwakili oleh Daniel Bria selaku Direktur,\n"
        'selanjutnya disebut "PENGELOLA"; dan\n'
        "Koperasi Juru Parkir, berkedudukan di Jalan Timor No. 2 Kupang, diwakili oleh Yosef Nahak selaku Ketua,\n"
        'selanjutnya disebut "PELAKSANA".\n'
        "Pasal 1\nPELAKSANA menempatkan juru parkir sebanyak 6 orang. PELAKSANA membayar upah Rp 2.000.000 per bulan.\n"
        "Pasal 2\nTenaga kerja berhak atas upah lembur dan cuti tahunan.\n"
    )
    assert [p.function for p in found] == ["user", "vendor"]


def test_a_role_in_the_line_of_the_name_cuts_no_particulars_off() -> None:
    """What is labelled below a role given beside the company's name is still that party's."""
    user, vendor = parties(
        "PERJANJIAN KERJA SAMA\nNomor : 45/PKS/IX/2023\nKami yang bertanda tangan di bawah ini :\n"
        "Nama : Nurlaila Hasan\nJabatan : Direktur Utama\n"
        'Perusahaan : PT Kirana Agung (selanjutnya disebut "PIHAK KESATU")\n'
        "Alamat : Jl. Ahmad Yani No. 22, Banjarmasin\nNPWP : 01.234.567.8-731.000\ndan\n"
        'Nama : Muhammad Rizal\nJabatan : Direktur\nPerusahaan : CV Bersih Mandiri (selanjutnya disebut "PIHAK KEDUA")\n'
        "Alamat : Jl. Gatot Subroto No. 9, Banjarmasin\n" + TERMS
    )
    assert [p.name.value for p in (user, vendor) if p.name] == ["PT Kirana Agung", "CV Bersih Mandiri"]
    assert [p.address.value for p in (user, vendor) if p.address] == [
        "Jl. Ahmad Yani No. 22, Banjarmasin",
        "Jl. Gatot Subroto No. 9, Banjarmasin",
    ]
    assert user.npwp is not None
    assert vendor.npwp is None


def test_an_owner_without_a_company_is_the_employer() -> None:
    """A business with no legal form is the party, its owner the representative, and only the other one a worker."""
    owner, worker = parties(
        "PERJANJIAN KERJA\nNomor : PKWT-0098.HC.X.2024\nPihak Pertama\nNama : Bambang Wijaya\n"
        "Jabatan : Pemilik Bengkel Sinar Motor\nAlamat : Jl. Raya Solo No. 15 Klaten\nPihak Kedua\n"
        "Nama : Slamet Riyadi\nNIK : 3310150508900004\nAlamat : Ds. Karanganom RT 02/01 Klaten\n"
        "Kedua belah pihak sepakat mengadakan perjanjian kerja sebagai berikut:\n" + TERMS
    )
    assert (owner.name and owner.name.value, owner.form, owner.function) == (
        "Bengkel Sinar Motor",
        "perorangan_usaha",
        "employer",
    )
    assert (worker.name and worker.name.value, worker.function) == ("Slamet Riyadi", "worker")


@pytest.mark.parametrize(
    ("lines", "number"),
    [
        ("KONTRAK KERJA\nS.014/KK.SDM-RSB.VI.2023", "S.014/KK.SDM-RSB.VI.2023"),
        ("KONTRAK KERJA\nNo. Dok : F-HR-021\nNomor : HRD/KK/2022/117", "HRD/KK/2022/117"),
    ],
)
def test_the_number_under_the_title(lines: str, number: str) -> None:
    """A bare number below the title counts; the number of the printed form does not."""
    contract = extract_facts(
        paper(
            f"{lines}\nRumah Sakit Budi Asih, beralamat di Jalan Pemuda No. 77 Magelang, diwakili oleh Lestari Puspa\n"
            "sebagai Direktur (selanjutnya disebut RUMAH SAKIT) dan Dewi Anjani, KTP 3371025502960001, tinggal di Jalan\n"
            "Kalingga No. 3 Magelang (selanjutnya disebut PEKERJA) mengikatkan diri.\n" + TERMS
        )
    )
    assert contract.number is not None
    assert contract.number.value == number
