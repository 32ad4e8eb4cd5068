"""More invented introductions of parties: groups, orders, letters and three parties."""

from __future__ import annotations

from facts_party_cases import PKS, PKWT, Case, Side

MORE_CASES: tuple[Case, ...] = (
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
