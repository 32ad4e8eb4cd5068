"""Openings, party blocks, position passages and closings: the text with entities in it.

Layouts follow what was counted in real documents: colon lines most, notarial paragraphs next, grids, numbered
paragraphs, name-then-colon; user or vendor first; the company line before or after the person.
"""

from __future__ import annotations

OPENINGS: tuple[str, ...] = (
    "Pada hari ini, <Senin|Selasa|Rabu|Kamis|Jumat>, tanggal {date}[ bertempat di {place}], <kami yang bertanda tangan di bawah ini|yang bertandatangan dibawah ini> :",
    "Perjanjian ini dibuat dan ditandatangani di {place} pada tanggal {date} oleh dan antara :",
    "Yang bertanda tangan di bawah ini :",
    "Kami yang bertanda tangan dibawah ini masing-masing :",
)
PARTIES: tuple[str, ...] = (
    "[I. |1. |1) ]Nama : {per}\nJabatan : {jab}[ {org}]\nAlamat : {addr}\n<Bertindak|Dalam hal ini bertindak> untuk dan atas nama {org}[,] selanjutnya disebut [sebagai ]<PIHAK PERTAMA|PIHAK KESATU|PIHAK KEDUA>[.]",
    "Nama : {per}\n[NIP : {nik}\n]Jabatan : {jab}\n<Nama Perusahaan|Perusahaan|Instansi|Unit Kerja> : {org}\nAlamat[ Kantor] : {addr}\n[NPWP : {npwp}\n]Selanjutnya disebut <PIHAK PERTAMA|PIHAK KEDUA|PIHAK KE I|Pengguna Jasa>",
    '[1. ]{org}, <berkedudukan|beralamat|berkantor> di {addr}, <dalam hal ini diwakili oleh|diwakili oleh|yang diwakili secara sah oleh> {per} <selaku|sebagai|dalam jabatannya sebagai|dalam kedudukannya selaku> {jab}[, berdasarkan Akta Nomor {n} tanggal {date} yang dibuat di hadapan {notary}, Notaris di {place}], selanjutnya disebut <PIHAK PERTAMA|"PIHAK KEDUA"|"Perusahaan"|Penyedia Jasa>[;]',
    "{per}, {jab} {org}[, berkantor di {addr}], <bertindak untuk dan atas nama|dalam hal ini bertindak dalam jabatannya tersebut mewakili> {org}, selanjutnya disebut <PIHAK KESATU|PIHAK KEDUA>.",
    "{per} : {jab} {org}, <berkedudukan di|beralamat di> {addr}, dalam hal ini bertindak untuk dan atas nama {org}, selanjutnya disebut Pihak <Pertama|Kedua>.",
    "{org}, suatu <perseroan terbatas|badan usaha|badan hukum> yang didirikan berdasarkan hukum <Indonesia|Negara Republik Indonesia> dengan Akta Pendirian Nomor {n} tanggal {date} dibuat di hadapan {notary}, Notaris di {place}, berkedudukan di {addr}, yang dalam hal ini diwakili oleh {per}, selaku {jab}, oleh karenanya sah bertindak untuk dan atas nama perusahaan tersebut",
    "Nama : {per}\n<No. KTP|NIK|Nomor KTP|No. Identitas> : {nik}\n<Tempat, Tanggal Lahir|Tempat/Tgl Lahir> : {place}, {date}\nJenis Kelamin : <Laki-laki|Perempuan>\nAlamat : {addr}\nSelanjutnya disebut [sebagai ]<PIHAK KEDUA|PEKERJA|Karyawan|Pihak Kedua|TENAGA KERJA>",
    "N a m a : {per}\nJabatan : {jab}\nAlamat : {addr}\ndalam hal ini mewakili {org} dan selanjutnya disebut Pengusaha",
    "{per}, lahir di {place} tanggal {date}, pemegang KTP Nomor {nik}, bertempat tinggal di {addr}, dalam hal ini bertindak untuk diri sendiri, selanjutnya disebut <PEKERJA|PIHAK KEDUA>",
    "<NAMA PENYEDIA|PENYEDIA|Nama Penyedia> : {firm}\n<ALAMAT|Alamat> : {addr}\n[NPWP : {npwp}\n]<DIREKTUR|WAKIL SAH|Nama Wakil> : {per}",
    "SATUAN KERJA : {agency}\nPEJABAT PEMBUAT KOMITMEN : {per}\nALAMAT : {addr}",
    "<PENGUSAHA|PERUSAHAAN|PENYEDIA|PENGGUNA JASA>\n{org}\n{addr}\n<diwakili|Diwakili oleh|Wakil>[:] {per} <({jab})|, {jab}>",
    "<PEKERJA|KARYAWAN|OPERATOR|PIHAK KEDUA>\n{per}\n{addr}\n<No. Identitas|NIK|KTP> {nik}",
    "{org}, {addr}, diwakili[ oleh] {per} selaku {jab} (<PIHAK PERTAMA|PIHAK KEDUA|Pemberi Kerja>)[ dan]",
    '<(1)|(2)|a.|I.> {org}, beralamat di {addr}, NPWP {npwp}, diwakili [secara bersama-sama ]oleh {per} ({jab})[ dan {per} ({jab})], "<PENGGUNA JASA|PEMBERI JASA|PENYEDIA>"[; dan]',
    "{org} yang diwakili {jab}, {per}, dengan alamat {addr} (disebut <Yayasan|Perusahaan|Pengusaha>), mengikat kontrak kerja dengan {per}, umur {n} tahun, <perempuan|laki-laki>, alamat {addr} (disebut Pekerja).",
    "Nama : {per}\nJabatan : {jab} {org}\nAlamat : {addr}\n(selanjutnya <PEMBERI KERJA|PENERIMA KERJA|PIHAK PERTAMA>)[, dan]",
    "{per}, <bertindak|selaku kuasa> untuk {org} berdasarkan Surat Kuasa Nomor {no} tanggal {date}, beralamat di {addr}",
    "<Pihak|PIHAK> <Pertama|PERTAMA> : {org}\nAlamat : {addr}\nDiwakili : {per}, {jab}\n<Pihak|PIHAK> <Kedua|KEDUA> : {org}\nAlamat : {addr}\nDiwakili : {per}, {jab}",
    "No Nama NIK Bagian\n1 {per} {nik} {pos}\n2 {per} {nik} {pos}\n3 {per} {nik} {pos}",
    "[Saudara ]{per} (<L|P>, lahir {place} {date}) beralamat {addr}, KTP {nik}, selanjutnya PEKERJA",
    "Tanggal SPK {date}\nNama PPK {per}\nNama Penyedia {firm}\nNama Wakil / Jabatan {per} / {jab}\nAlamat Penyedia {addr}\nNPWP Penyedia {npwp}",
)
POSITIONS: tuple[str, ...] = (
    "PIHAK PERTAMA <mempekerjakan|menempatkan|menerima> PIHAK KEDUA sebagai {pos}[ pada {org}][ yang beralamat di {addr}].",
    "Jabatan Jumlah orang Bulan Gaji\n{pos} {n} {n} {rp}\n{pos} {n} {n} {rp}\nJumlah {rp}",
    "PEKERJA menerima pekerjaan ({pos}) pada {place} terhitung mulai tanggal {date}.",
    "PIHAK KETIGA mempekerjakan:\nBagian Orang Upah sebulan\n{pos} {n} {rp}\n{pos} {n} {rp}",
    "{n} orang {pos}, {n} orang {pos} dan seorang {pos}[ ditempatkan di {place}].",
    "Perusahaan mempekerjakan Karyawan <sebagai|selaku|pada jabatan|dalam jabatan> {pos} dengan upah sebesar {rp} per bulan.",
    "Jabatan : {pos}\nLokasi Kerja : {place}\nUpah Pokok : {rp}",
    "PIHAK KEDUA menyediakan tenaga {pos} sebanyak {n} <(orang)|orang>, {pos} sebanyak {n} orang dan {pos} {n} orang.",
    "No\nJabatan\nJumlah\nUpah\n1\n{pos}\n{n}\n{rp}\n2\n{pos}\n{n}\n{rp}",
    "Tenaga kerja terdiri dari :\na. {pos} : {n} orang\nb. {pos} : {n} orang\nc. {pos} : {n} orang",
    "Upah <untuk|bagi> {pos} adalah {rp} per orang per bulan dan {pos} sebesar {rp}.",
    "Pekerja bertugas sebagai {pos} di lingkungan {org}[ yang diawasi oleh {jab}].",
    "<Posisi|Bagian|Tugas|Jabatan / Bagian> : {pos}",
    "Pengadaan jasa tenaga {pos} pada {agency} Tahun Anggaran {n}",
)
CLOSINGS: tuple[str, ...] = (
    "PIHAK PERTAMA\n{org}\n\n{per}\n{jab}",
    "PIHAK KEDUA,\n{firm}\n( {per} )\n{jab}",
    "{place}, {date}\nUntuk dan atas nama {agency}\nPejabat Pembuat Komitmen\n{per}\nNIP. {nik}",
    "Pekerja,\n{per}",
    "Mengetahui,\n{jab} {org}\n{per}",
    "Tembusan disampaikan kepada :\n1. {agency}\n2. Kepala {agency}",
)
DISTRACTORS: tuple[str, ...] = (
    "Apabila terjadi perselisihan kedua belah pihak sepakat menyelesaikan secara musyawarah, dan bila tidak tercapai diserahkan kepada Pengadilan Negeri {place}.",
    "Pembayaran dilakukan melalui transfer ke rekening Bank atas nama PIHAK KEDUA paling lambat tanggal {n} setiap bulan.",
    "Perjanjian ini berlaku selama {n} bulan terhitung mulai tanggal {date} sampai dengan {date}.",
    "Nomor : {no}",
    "PERJANJIAN KERJA <SAMA|WAKTU TERTENTU>\nNOMOR : {no}\nANTARA\n{org}\nDENGAN\n<{org}|{per}>\nTENTANG\nPENYEDIAAN JASA TENAGA KERJA",
    "Pasal {n}\nKEWAJIBAN PARA PIHAK\nPIHAK KEDUA wajib menaati tata tertib yang berlaku dan menjaga nama baik PIHAK PERTAMA.",
    "(1) Upah dibayarkan setiap akhir bulan sebesar {rp}. (2) Tunjangan Hari Raya diberikan 1 (satu) bulan upah.",
    "Demikian perjanjian ini dibuat rangkap 2 (dua) bermeterai cukup dan mempunyai kekuatan hukum yang sama.",
    "Berdasarkan Surat Penunjukan Nomor {no} tanggal {date} dan Berita Acara Negosiasi Nomor {no} tanggal {date}.",
    "Jam kerja adalah 8 (delapan) jam sehari dan 40 (empat puluh) jam seminggu.",
    "Nilai kontrak sebesar {rp} sudah termasuk Pajak Pertambahan Nilai.",
)
