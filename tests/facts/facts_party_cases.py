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
    Case(
        "person with an office before the firm",
        PKS,
        """Yang bertanda tangan di bawah ini:
1. Tri Atmojo : Direktur Utama PT Indah Permai Raya, berkantor di Jalan Slamet 4, Solo, dalam hal
ini bertindak untuk
dan atas nama PT Indah Permai Raya, selanjutnya disebut Pihak Pertama.
2. Ucok Harahap : Direktur CV Toba Jaya, berkantor di Jalan Sutomo 8, Medan, dalam hal ini
bertindak untuk dan atas
nama CV Toba Jaya, NPWP 02.111.222.3-121.000, selanjutnya disebut Pihak Kedua.""",
        (
            Side("PIHAK PERTAMA", "user", "pt", "PT Indah Permai Raya", "Tri Atmojo", "Jalan Slamet 4, Solo"),
            Side(
                "PIHAK KEDUA",
                "vendor",
                "cv",
                "CV Toba Jaya",
                "Ucok Harahap",
                "Jalan Sutomo 8, Medan",
                None,
                "02.111.222.3-121.000",
            ),
        ),
    ),
    Case(
        "Pengusaha and Pekerja",
        PKWT,
        """Kami yang bertandatangan dibawah ini :
1. Nama : Ny. Sri Wahyuni
Jabatan : Kepala Bagian Personalia
Perusahaan : CV Batik Wijaya
Alamat : Jl. Dr. Radjiman 99 Laweyan
Selanjutnya disebut sebagai PENGUSAHA
2. Nama : Parjo Utomo
Tempat/tgl lahir : Klaten, 4 Juli 1990
Alamat : Dk. Bulu RT 03 Trucuk
Selanjutnya disebut sebagai PEKERJA""",
        (
            Side("PENGUSAHA", "employer", "cv", "CV Batik Wijaya", "Ny. Sri Wahyuni", "Jl. Dr. Radjiman 99 Laweyan"),
            Side("PEKERJA", "worker", "perorangan", "Parjo Utomo", None, "Dk. Bulu RT 03 Trucuk"),
        ),
    ),
    Case(
        "acts under a decree, agency",
        "SURAT PERJANJIAN PENGADAAN JASA TENAGA KEAMANAN",
        """Pada hari ini
telah disepakati antara:
Nama : Yulianus Tadung, S.T.
Jabatan : Pejabat Pembuat Komitmen
yang bertindak untuk dan atas nama Kantor Pertanahan Kabupaten Toraja Utara berdasarkan Keputusan
Nomor 14 Tahun 2024
tanggal 3 Januari 2024, beralamat di Jalan Ratulangi 5, Rantepao, selanjutnya disebut PPK, dengan
Nama : Darmawan Tandi
Jabatan : Direktur
yang bertindak untuk dan atas nama PT Lakipadada Jaga Aman, beralamat di Jalan Mappanyukki 11,
Rantepao, selanjutnya
disebut Penyedia.""",
        (
            Side(
                "PPK",
                "ppk",
                "instansi_pusat",
                "Kantor Pertanahan Kabupaten Toraja Utara",
                "Yulianus Tadung, S.T.",
                "Jalan Ratulangi 5, Rantepao",
            ),
            Side(
                "PENYEDIA",
                "vendor",
                "pt",
                "PT Lakipadada Jaga Aman",
                "Darmawan Tandi",
                "Jalan Mappanyukki 11, Rantepao",
            ),
        ),
    ),
    Case(
        "lower-case aliases after selanjutnya",
        PKWT,
        """Perjanjian kerja ini dibuat antara PT Nirwana Boga,
beralamat di Jalan Raya Ubud 2, Gianyar, diwakili oleh I Made Suarta
selaku Direktur, selanjutnya disebut Perusahaan, dan Ni Luh Sekar, beralamat di Banjar Taman, Ubud,
selanjutnya disebut
Karyawati.""",
        (
            Side("PERUSAHAAN", "employer", "pt", "PT Nirwana Boga", "I Made Suarta", "Jalan Raya Ubud 2, Gianyar"),
            Side("KARYAWATI", "worker", "perorangan", "Ni Luh Sekar", None, "Banjar Taman, Ubud"),
        ),
    ),
    Case(
        "power of attorney",
        PKS,
        """Kami yang bertanda tangan di bawah ini:
1. PT Bumi Raya Persada (Persero), berkedudukan di Jalan Asia Afrika 5, Bandung, diwakili oleh
Lukman Hakim selaku Senior
Manager berdasarkan Surat Kuasa Nomor 8/SK/2022 tanggal 4 Maret 2022, selanjutnya disebut PIHAK PERTAMA;
2. PT Andalan Daya Karya, berkedudukan di Jalan Soekarno Hatta 700, Bandung, diwakili oleh Neneng
Komala selaku Direktur,
selanjutnya disebut PIHAK KEDUA.""",
        (
            Side(
                "PIHAK PERTAMA",
                "user",
                "bumn",
                "PT Bumi Raya Persada (Persero)",
                "Lukman Hakim",
                "Jalan Asia Afrika 5, Bandung",
            ),
            Side(
                "PIHAK KEDUA",
                "vendor",
                "pt",
                "PT Andalan Daya Karya",
                "Neneng Komala",
                "Jalan Soekarno Hatta 700, Bandung",
            ),
        ),
    ),
    Case(
        "bank, no company form",
        PKS,
        """Yang bertanda tangan di bawah ini:
1. Bank Tani Sejahtera, berkantor di Jalan Diponegoro 3, Salatiga, diwakili oleh Kartika Ayu selaku
Pemimpin Cabang,
selanjutnya disebut PIHAK PERTAMA.
2. PT Salatiga Bersih, berkantor di Jalan Hasanudin 9, Salatiga, diwakili oleh Paulus Joko selaku
Direktur, selanjutnya
disebut PIHAK KEDUA.""",
        (
            Side("PIHAK PERTAMA", "user", "bank", "Bank Tani Sejahtera", "Kartika Ayu", "Jalan Diponegoro 3, Salatiga"),
            Side("PIHAK KEDUA", "vendor", "pt", "PT Salatiga Bersih", "Paulus Joko", "Jalan Hasanudin 9, Salatiga"),
        ),
    ),
    Case(
        "private letter of order",
        "SURAT PERINTAH KERJA",
        """No. 15/SPK/KBM/2024
Yang bertanda tangan di bawah ini:
Nama : Michael Tanoto
Jabatan : Building Manager
Nama Perusahaan : PT Kelola Bangunan Megah
Alamat : Jl. Basuki Rahmat 21 Surabaya
dengan ini menunjuk:
Nama Perusahaan : PT Wira Jaga Nusantara
Diwakili oleh : Sumarno, Direktur
Alamat : Jl. Kutisari 5 Surabaya
untuk menyediakan tenaga security sebanyak 8 orang.""",
        (
            Side(
                "PEMBERI KERJA",
                "user",
                "pt",
                "PT Kelola Bangunan Megah",
                "Michael Tanoto",
                "Jl. Basuki Rahmat 21 Surabaya",
            ),
            Side("PENYEDIA", "vendor", "pt", "PT Wira Jaga Nusantara", "Sumarno", "Jl. Kutisari 5 Surabaya"),
        ),
    ),
    Case(
        "dinamakan",
        PKWT,
        """Yang bertanda tangan di bawah ini :
1. P.T. Wastra Nusantara, berkedudukan di Jalan Cipto 2, Pekalongan, diwakili oleh Ir. Subandi
selaku Kepala Pabrik, yang
selanjutnya dinamakan Pihak Perusahaan.
2. Kusniah, bertempat tinggal di Kelurahan Podosugih RT 2, Pekalongan, yang selanjutnya dinamakan
Pihak Pekerja.""",
        (
            Side(
                "PIHAK PERUSAHAAN",
                "employer",
                "pt",
                "P.T. Wastra Nusantara",
                "Ir. Subandi",
                "Jalan Cipto 2, Pekalongan",
            ),
            Side("PIHAK PEKERJA", "worker", "perorangan", "Kusniah", None, "Kelurahan Podosugih RT 2, Pekalongan"),
        ),
    ),
    Case(
        "hospital of the region",
        PKS,
        """Yang bertanda tangan di bawah ini:
1. dr. Fitri Handayani, Direktur RSUD Sehat Bersama, beralamat di Jalan Pattimura 4, Tuban,
bertindak untuk dan atas nama
RSUD Sehat Bersama, selanjutnya disebut PIHAK PERTAMA.
2. Slamet Riyanto, Direktur PT Ronggolawe Sigap, beralamat di Jalan Manunggal 66, Tuban, bertindak
untuk dan atas nama
PT Ronggolawe Sigap, selanjutnya disebut PIHAK KEDUA.""",
        (
            Side(
                "PIHAK PERTAMA",
                "user",
                "rumah_sakit",
                "RSUD Sehat Bersama",
                "dr. Fitri Handayani",
                "Jalan Pattimura 4, Tuban",
            ),
            Side("PIHAK KEDUA", "vendor", "pt", "PT Ronggolawe Sigap", "Slamet Riyanto", "Jalan Manunggal 66, Tuban"),
        ),
    ),
    Case(
        "three parties",
        "PERJANJIAN TIGA PIHAK PENYEDIAAN TENAGA KEBERSIHAN",
        """Pada hari ini, para pihak:
I. PT Mal Tepian, beralamat di Jalan Mulawarman 1, Samarinda, diwakili oleh Erwin Salim, Direktur,
sebagai PIHAK KESATU;
II. Koperasi Etam Jaya, beralamat di Jalan Gatot Subroto 5, Samarinda, diwakili oleh Hj. Aisyah,
Ketua, sebagai PIHAK KEDUA;
III. PT Kaltim Resik Mandiri, beralamat di Jalan Juanda 8, Samarinda, diwakili oleh Budiman,
Direktur, sebagai PIHAK KETIGA;
Pasal 1
PIHAK KETIGA mempekerjakan pekerja PIHAK KEDUA.""",
        (
            Side("PIHAK KESATU", "user", "pt", "PT Mal Tepian", "Erwin Salim", "Jalan Mulawarman 1, Samarinda"),
            Side(
                "PIHAK KEDUA",
                "vendor",
                "koperasi",
                "Koperasi Etam Jaya",
                "Hj. Aisyah",
                "Jalan Gatot Subroto 5, Samarinda",
            ),
            Side("PIHAK KETIGA", "vendor", "pt", "PT Kaltim Resik Mandiri", "Budiman", "Jalan Juanda 8, Samarinda"),
        ),
    ),
    Case(
        "npwp of sixteen digits",
        PKS,
        """Yang bertanda tangan di bawah ini:
Nama Perusahaan : PT Arung Samudra
Alamat : Jl. Perak Barat 5 Surabaya
NPWP : 0123 4567 8901 2000
Diwakili oleh : Ludwina Tan, Direktur
selanjutnya disebut PIHAK PERTAMA, dan
Nama Perusahaan : PT Tenaga Bahari
Alamat : Jl. Kalianak 55 Surabaya
NPWP : 0765 4321 0987 6000
Diwakili oleh : Gatot Irianto, Direktur
selanjutnya disebut PIHAK KEDUA.""",
        (
            Side(
                "PIHAK PERTAMA",
                "user",
                "pt",
                "PT Arung Samudra",
                "Ludwina Tan",
                "Jl. Perak Barat 5 Surabaya",
                None,
                "0123 4567 8901 2000",
            ),
            Side(
                "PIHAK KEDUA",
                "vendor",
                "pt",
                "PT Tenaga Bahari",
                "Gatot Irianto",
                "Jl. Kalianak 55 Surabaya",
                None,
                "0765 4321 0987 6000",
            ),
        ),
    ),
    Case(
        "work group",
        "SURAT PERINTAH KERJA (SPK)",
        """Yang bertanda tangan di bawah ini :
Nama : Rudi Hartono, S.Sos
Jabatan : Pejabat Pembuat Komitmen Dinas Perhubungan Kota Bima
Alamat : Jl. Gatot Subroto No. 2 Kota Bima
selanjutnya disebut PIHAK PERTAMA, memerintahkan kepada :
Nama : Nurdin (Ketua Kelompok)
Alamat : Kel. Rabangodu RT 6
selanjutnya disebut PIHAK KEDUA, untuk melaksanakan pekerjaan juru parkir.""",
        (
            Side(
                "PIHAK PERTAMA",
                "ppk",
                "pemda",
                "Dinas Perhubungan Kota Bima",
                "Rudi Hartono, S.Sos",
                "Jl. Gatot Subroto No. 2 Kota Bima",
            ),
            Side(
                "PIHAK KEDUA", "worker_group", "perorangan", "Nurdin (Ketua Kelompok)", "Nurdin", "Kel. Rabangodu RT 6"
            ),
        ),
    ),
)
