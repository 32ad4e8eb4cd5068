"""Invented introductions of parties, one style each, with what must be read from them."""

from __future__ import annotations

from typing import NamedTuple


class Side(NamedTuple):
    role: str
    function: str
    form: str
    name: str
    representative: str | None = None
    address: str | None = None
    nik: str | None = None
    npwp: str | None = None


class Case(NamedTuple):
    style: str
    title: str
    text: str
    sides: tuple[Side, ...]


PKS = "PERJANJIAN KERJA SAMA PENYEDIAAN JASA TENAGA KEAMANAN"
PKWT = "PERJANJIAN KERJA WAKTU TERTENTU"

CASES: tuple[Case, ...] = (
    Case(
        "colon lines, two firms",
        PKS,
        """Yang bertanda tangan di bawah ini :
1. Nama : Hendro Gunarso
Jabatan : Direktur Umum
Alamat : Jl. Kenanga No. 5, Kota Malang
Dalam hal ini bertindak untuk dan atas nama PT Lestari Makmur Abadi, selanjutnya disebut PIHAK PERTAMA.
2. Nama : Wiwik Lestari
Jabatan : Direktur
Alamat : Jl. Mawar No. 17, Kota Batu
Dalam hal ini bertindak untuk dan atas nama CV Sapta Jaya, selanjutnya disebut PIHAK KEDUA.""",
        (
            Side(
                "PIHAK PERTAMA",
                "user",
                "pt",
                "PT Lestari Makmur Abadi",
                "Hendro Gunarso",
                "Jl. Kenanga No. 5, Kota Malang",
            ),
            Side("PIHAK KEDUA", "vendor", "cv", "CV Sapta Jaya", "Wiwik Lestari", "Jl. Mawar No. 17, Kota Batu"),
        ),
    ),
    Case(
        "notarial paragraphs with deed and notary",
        PKS,
        """Perjanjian ini dibuat oleh dan antara:
I. PT Gemilang Sentosa Tbk, suatu perseroan terbatas yang didirikan berdasarkan Akta Nomor 12 tanggal 3 Mei 1998
yang dibuat di hadapan Ratna Dewi, S.H., Notaris di Jakarta, berkedudukan di Jakarta Selatan dan beralamat di
Jalan Melawai Raya Nomor 8, Jakarta Selatan, dalam hal ini diwakili oleh Bambang Suroso selaku Direktur Utama,
untuk selanjutnya disebut "PIHAK PERTAMA";
II. PT Sigap Prima Jaya, berkedudukan di Bekasi, beralamat di Jalan Cut Meutia No. 44, Bekasi,
dalam hal ini diwakili
oleh Dra. Endang Sulastri, M.M. dalam jabatannya sebagai Direktur, dari dan oleh karenanya sah
mewakili perseroan
tersebut, untuk selanjutnya disebut "PIHAK KEDUA".""",
        (
            Side(
                "PIHAK PERTAMA",
                "user",
                "pt",
                "PT Gemilang Sentosa Tbk",
                "Bambang Suroso",
                "Jalan Melawai Raya Nomor 8, Jakarta Selatan",
            ),
            Side(
                "PIHAK KEDUA",
                "vendor",
                "pt",
                "PT Sigap Prima Jaya",
                "Dra. Endang Sulastri, M.M.",
                "Jalan Cut Meutia No. 44, Bekasi",
            ),
        ),
    ),
    Case(
        "vendor first",
        "PERJANJIAN PENYEDIAAN TENAGA KEBERSIHAN",
        """Kami yang bertanda tangan di bawah ini:
1. PT Karya Bersih Utama, beralamat di Jalan Anggrek No. 3, Semarang, diwakili oleh Suharti selaku
Direktur, selanjutnya
disebut PIHAK PERTAMA, dan
2. PT Plasa Simpang Lima, beralamat di Jalan Pahlawan No. 1, Semarang, diwakili oleh Yohanes Teguh
selaku General
Manager, selanjutnya disebut PIHAK KEDUA.
Pasal 1
PIHAK PERTAMA menyediakan tenaga kebersihan bagi PIHAK KEDUA dan wajib membayar upah tenaga kerjanya.
PIHAK KEDUA membayar biaya jasa kepada PIHAK PERTAMA.""",
        (
            Side("PIHAK PERTAMA", "vendor", "pt", "PT Karya Bersih Utama", "Suharti", "Jalan Anggrek No. 3, Semarang"),
            Side(
                "PIHAK KEDUA", "user", "pt", "PT Plasa Simpang Lima", "Yohanes Teguh", "Jalan Pahlawan No. 1, Semarang"
            ),
        ),
    ),
    Case(
        "worker in colon lines",
        PKWT,
        """Pada hari ini Senin tanggal 2 Januari 2023 yang bertanda tangan di
bawah ini:
Nama : Agus Hariyadi
Jabatan : HRD Manager
Alamat : Jl. Industri No. 9 Karawang
Bertindak untuk dan atas nama PT Roda Cipta Mandiri, selanjutnya disebut Pihak Pertama.
Nama : Dimas Prakoso
NIK : 3215011204950003
Alamat : Dusun Krajan RT 03 RW 01 Desa Telukjambe
Bertindak untuk dan atas nama diri sendiri, selanjutnya disebut Pihak Kedua.""",
        (
            Side(
                "PIHAK PERTAMA",
                "employer",
                "pt",
                "PT Roda Cipta Mandiri",
                "Agus Hariyadi",
                "Jl. Industri No. 9 Karawang",
            ),
            Side(
                "PIHAK KEDUA",
                "worker",
                "perorangan",
                "Dimas Prakoso",
                None,
                "Dusun Krajan RT 03 RW 01 Desa Telukjambe",
                "3215011204950003",
            ),
        ),
    ),
    Case(
        "KESATU and KEDUA",
        PKS,
        """Yang bertanda tangan di bawah ini:
1. Koperasi Karyawan Tirta Sari, berkedudukan di Jalan Sudirman No. 2, Pontianak, dalam hal ini diwakili oleh
Marselus Daud selaku Ketua, selanjutnya disebut PIHAK KESATU.
2. CV Borneo Perkasa, berkedudukan di Jalan Gajah Mada No. 77, Pontianak, dalam hal ini diwakili
oleh Fransiska Lina
selaku Direktris, selanjutnya disebut PIHAK KEDUA.""",
        (
            Side(
                "PIHAK KESATU",
                "user",
                "koperasi",
                "Koperasi Karyawan Tirta Sari",
                "Marselus Daud",
                "Jalan Sudirman No. 2, Pontianak",
            ),
            Side(
                "PIHAK KEDUA",
                "vendor",
                "cv",
                "CV Borneo Perkasa",
                "Fransiska Lina",
                "Jalan Gajah Mada No. 77, Pontianak",
            ),
        ),
    ),
    Case(
        "aliases in brackets",
        PKWT,
        """Perjanjian ini dibuat antara:
PT Cahaya Nusa Pelita, beralamat di Jalan Veteran No. 10, Makassar, diwakili oleh Andi Rukmana
selaku Direktur ("Perusahaan");
dan
Hasnah Dg. Kanang, beralamat di Jalan Tinumbu Lorong 4, Makassar, NIK 7371094405920001 ("Karyawan").""",
        (
            Side(
                "PERUSAHAAN",
                "employer",
                "pt",
                "PT Cahaya Nusa Pelita",
                "Andi Rukmana",
                "Jalan Veteran No. 10, Makassar",
            ),
            Side(
                "KARYAWAN",
                "worker",
                "perorangan",
                "Hasnah Dg. Kanang",
                None,
                "Jalan Tinumbu Lorong 4, Makassar",
                "7371094405920001",
            ),
        ),
    ),
    Case(
        "roles as sebagai",
        PKS,
        """Pada hari ini telah sepakat para pihak:
1. Yayasan Bina Insan Mulia, beralamat di Jalan Flamboyan 12, Padang, diwakili oleh Zulkifli,
S.Ag., Ketua, sebagai PIHAK PERTAMA;
2. PT Minang Jaga Raga, beralamat di Jalan Khatib Sulaiman 90, Padang, diwakili oleh Rosmaini,
Direktur, sebagai PIHAK KEDUA.""",
        (
            Side(
                "PIHAK PERTAMA",
                "user",
                "yayasan",
                "Yayasan Bina Insan Mulia",
                "Zulkifli, S.Ag.",
                "Jalan Flamboyan 12, Padang",
            ),
            Side("PIHAK KEDUA", "vendor", "pt", "PT Minang Jaga Raga", "Rosmaini", "Jalan Khatib Sulaiman 90, Padang"),
        ),
    ),
    Case(
        "roles in brackets, street without a cue",
        PKS,
        """Pada hari ini di Kupang, antara RSIA Cendana Wangi,
Jalan Timor Raya Nomor 6, Kota Kupang, diwakili dr. Maria Lopo
selaku Direktur (PIHAK PERTAMA) dan CV Flobamora Teknik, Jalan Adisucipto Nomor 31, Kota Kupang,
diwakili Yakob Nalle
selaku Direktur (PIHAK KEDUA), disepakati hal-hal sebagai berikut.""",
        (
            Side(
                "PIHAK PERTAMA",
                "user",
                "rumah_sakit",
                "RSIA Cendana Wangi",
                "dr. Maria Lopo",
                "Jalan Timor Raya Nomor 6, Kota Kupang",
            ),
            Side(
                "PIHAK KEDUA",
                "vendor",
                "cv",
                "CV Flobamora Teknik",
                "Yakob Nalle",
                "Jalan Adisucipto Nomor 31, Kota Kupang",
            ),
        ),
    ),
    Case(
        "quoted roles after a comma",
        PKS,
        """Telah sepakat: (1) PT Pelabuhan Anggur Biru, beralamat di Jalan
Pelita 4, Ambon, diwakili oleh Simon Latupeirissa (Direktur),
"PENGGUNA JASA"; dan (2) PT Maluku Tenaga Andalan, beralamat di Jalan Rijali 20, Ambon, diwakili
oleh Ade Wattimena selaku
Direktur, "PENYEDIA JASA".""",
        (
            Side(
                "PENGGUNA JASA", "user", "pt", "PT Pelabuhan Anggur Biru", "Simon Latupeirissa", "Jalan Pelita 4, Ambon"
            ),
            Side(
                "PENYEDIA JASA", "vendor", "pt", "PT Maluku Tenaga Andalan", "Ade Wattimena", "Jalan Rijali 20, Ambon"
            ),
        ),
    ),
    Case(
        "role lines above the particulars",
        PKWT,
        """Yang bertanda tangan di bawah ini sepakat mengadakan
perjanjian kerja.
PIHAK PERTAMA
Nama Perusahaan : PT Anugerah Rimba
Alamat : Jalan Trikora No. 15, Banjarbaru
Diwakili oleh : Noor Aida, Manajer Personalia
PIHAK KEDUA
Nama : Rahmadi
Alamat : Jalan Golf RT 5, Landasan Ulin
No. KTP : 6372051708940002
Pasal 1
PIHAK PERTAMA mempekerjakan PIHAK KEDUA sebagai helper.""",
        (
            Side(
                "PIHAK PERTAMA", "employer", "pt", "PT Anugerah Rimba", "Noor Aida", "Jalan Trikora No. 15, Banjarbaru"
            ),
            Side(
                "PIHAK KEDUA",
                "worker",
                "perorangan",
                "Rahmadi",
                None,
                "Jalan Golf RT 5, Landasan Ulin",
                "6372051708940002",
            ),
        ),
    ),
    Case(
        "role with a colon, then a paragraph",
        PKS,
        """Para pihak dalam perjanjian ini:
PIHAK PERTAMA : PT Surya Agro Tama, berkedudukan di Jalan Riau 8, Pekanbaru, diwakili oleh Hotman
Silaen, Direktur.
PIHAK KEDUA : Koperasi Pekerja Riau Sejati, berkedudukan di Jalan Nangka 14, Pekanbaru, diwakili
oleh Syafruddin, Ketua.
Pasal 1
PIHAK KEDUA menyediakan tenaga kebersihan.""",
        (
            Side("PIHAK PERTAMA", "user", "pt", "PT Surya Agro Tama", "Hotman Silaen", "Jalan Riau 8, Pekanbaru"),
            Side(
                "PIHAK KEDUA",
                "vendor",
                "koperasi",
                "Koperasi Pekerja Riau Sejati",
                "Syafruddin",
                "Jalan Nangka 14, Pekanbaru",
            ),
        ),
    ),
    Case(
        "office orders a firm",
        "SURAT PERINTAH KERJA (SPK)",
        """Nomor : 027/15/SPK/DLH/2023
Yang bertanda tangan di bawah ini :
Nama : Ir. Taufik Hidayat
NIP : 197205121999031004
Jabatan : Pejabat Pembuat Komitmen Dinas Lingkungan Hidup Kabupaten Seruyan
Alamat : Jl. A. Yani No. 40 Kuala Pembuang
selanjutnya disebut PPK, memerintahkan kepada :
Nama Penyedia : CV Mentaya Resik
Alamat : Jl. Samudera No. 3 Sampit
yang dalam hal ini diwakili oleh Norhayati selaku Direktur, selanjutnya disebut Penyedia,
untuk melaksanakan pekerjaan jasa tenaga kebersihan.""",
        (
            Side(
                "PPK",
                "ppk",
                "pemda",
                "Dinas Lingkungan Hidup Kabupaten Seruyan",
                "Ir. Taufik Hidayat",
                "Jl. A. Yani No. 40 Kuala Pembuang",
            ),
            Side("PENYEDIA", "vendor", "cv", "CV Mentaya Resik", "Norhayati", "Jl. Samudera No. 3 Sampit"),
        ),
    ),
    Case(
        "office and one person",
        "SURAT PERINTAH KERJA",
        """Yang bertanda tangan di bawah ini :
Nama : Drs. Pudjo Laksono
Jabatan : Kuasa Pengguna Anggaran Kecamatan Wonodadi
Alamat : Jl. Raya Wonodadi No. 1
Selanjutnya disebut PIHAK PERTAMA
Nama : Tukijan
Alamat : Dusun Sumber RT 02 RW 05
NIK : 3505081503700001
Selanjutnya disebut PIHAK KEDUA
PIHAK PERTAMA memerintahkan PIHAK KEDUA untuk melaksanakan pekerjaan penjaga malam.""",
        (
            Side(
                "PIHAK PERTAMA", "ppk", "pemda", "Kecamatan Wonodadi", "Drs. Pudjo Laksono", "Jl. Raya Wonodadi No. 1"
            ),
            Side(
                "PIHAK KEDUA", "worker", "perorangan", "Tukijan", None, "Dusun Sumber RT 02 RW 05", "3505081503700001"
            ),
        ),
    ),
    Case(
        "PIHAK KE I and KE II",
        PKWT,
        """Yang bertanda tangan di bawah ini :
I. Nama : Liem Hok Gie
Jabatan : Pimpinan
Alamat : Jl. Pemuda 30 Kudus
Bertindak atas nama UD Sumber Rejeki, yang selanjutnya disebut PIHAK KE I.
II. Nama : Siti Munawaroh
Alamat : Desa Kaliwungu RT 1 RW 4
Bertindak atas nama diri sendiri, yang selanjutnya disebut PIHAK KE II.""",
        (
            Side(
                "PIHAK KE I", "employer", "perorangan_usaha", "UD Sumber Rejeki", "Liem Hok Gie", "Jl. Pemuda 30 Kudus"
            ),
            Side("PIHAK KE II", "worker", "perorangan", "Siti Munawaroh", None, "Desa Kaliwungu RT 1 RW 4"),
        ),
    ),
)
