"""Cues of what must not be agreed: for these kinds "granted" means the forbidden thing stands in the contract."""

from __future__ import annotations

from extractor.facts.clauses.rule import WAGE, WORKER, ClauseRule

_PAPERS = (
    r"(?:i[jz]a[zs]ah(?:nya)?|dokumen (?:pribadi|asli(?:nya)?|diri)|dokumen-dokumen asli|surat-surat asli|"
    r"sertifikat asli|surat-surat (?:berharga|milik)|skck asli|ktp asli|sim asli|bpkb|buku nikah|akta (?:lahir|"
    r"kelahiran))"
)
# Stems with and without the nasal of the active verb: titip/menitipkan, simpan/menyimpan, serah/menyerahkan.
_KEPT = r"(?:s|ny)erah|[tn]itip|(?:s|ny)impan|[tn]ahan|jamin|dipegang|dikuasai|menguasai|deposit|agunan|ditaruh|brankas"
_LEAVES = (
    r"(?:mengundurkan diri|pengunduran diri|resign|berhenti (?:bekerja )?(?:sebelum|atas)|"
    r"mengakhiri[^.;]{0,45}(?:sebelum|lebih awal)|keluar sebelum|putus kontrak|berhenti sebelum|"
    r"memutuskan[^.;]{0,30}sebelum|sebelum (?:masa |jangka waktu )?(?:kontrak|perjanjian|pkwt|"
    r"kkwt)[^.;]{0,15} (?:berakhir|habis)|meninggalkan pekerjaan sebelum|mundur (?:sepihak|sebelum|di tengah)|"
    r"(?:pekerja|karyawan|pegawai|guru|perawat|bidan)(?: yang)? (?:keluar|pindah|berhenti)\b|"
    r"(?:pekerja|karyawan|pegawai|guru|perawat|bidan)(?: yang)? memutus(?:kan)? (?:kontrak|perjanjian|hubungan kerja)(?: secara)? sepihak|"
    r"pindah (?:kerja|sekolah|perusahaan|ke tempat lain))"
)
_PAYS = (
    r"(?:(?:di)?denda|penalt[iy]|ganti (?:rugi|kerugian)|mengganti(?:kan)?|membayar(?:kan)?|mengembalikan|"
    r"biaya[^;]{0,45}(?:dikembalikan|diganti)|dikenakan sanksi|sanksi berupa|memotong|dipotong|tidak dibayar(?:kan)?|ditahan|menebus|hangus)"
)

FORBIDDEN: tuple[ClauseRule, ...] = (
    ClauseRule(
        kind="probation",
        topic=(
            r"\b(?:masa |periode )?(?:percobaan|probation(?:ary)?)\b|\bmasa (?:orientasi|training|trial|"
            r"evaluasi awal|penilaian awal|uji coba|pelatihan awal|adaptasi)\b|\b(?:on the job )?trial\b|"
            r"\b(?:training|pelatihan|orientasi|magang)\b[^.;]{0,30}(?:minggu|bulan|hari)\b[^.;]{0,40}(?:(?:gaji|upah)[^.;]{0,15}\d{2} ?(?:%|persen)|tanpa (?:upah|gaji))|"
            r"(?:hari|minggu|bulan) pertama\b[^.;]{0,50}(?:menilai|dinilai|penilaian|mengamati)|"
            r"\bwajib lulus (?:masa )?(?:pelatihan|training|orientasi|uji coba)\b"
        ),
        needs=r"masa|periode|probation|bulan|minggu|hari|kerja|trial",
        unless=(
            r"orientasi[^.;]{0,40}(?:pada hari pertama|(?:satu|1|setengah) hari)|percobaan (?:mesin|alat|pembunuhan|kejahatan)|(?:masa )?uji coba (?:peralatan|mesin|sistem|alat|"
            r"aplikasi)|telah (?:lulus|melewati|menyelesaikan) masa percobaan"
        ),
        deny=(
            r"(?:tidak|tanpa|tdk|bukan|dilarang)[^.;]{0,45}(?:percobaan|probation|uji coba|masa orientasi|"
            r"masa training)|(?:percobaan|probation)[^.;]{0,40}(?:tidak (?:ada|berlaku|disyaratkan|dikenal|"
            r"diadakan|diberlakukan|diperkenankan|dapat)|ditiadakan|batal demi hukum|dilarang)|"
            r"lulus masa percobaan"
        ),
        terms=("masa percobaan", "probation", "masa orientasi", "masa training", "trial"),
    ),
    ClauseRule(
        kind="original_diploma_withheld",
        topic=rf"\b{_PAPERS}\b",
        needs=(
            rf"\basli(?:nya)?\b[^.;]{{0,90}}(?:{_KEPT})|(?:{_KEPT})[^.;]{{0,90}}(?:i[jz]a[zs]ah|asli)|(?:i[jz]a[zs]ah|"
            rf"dokumen)[^.;]{{0,60}}(?:ditahan|disimpan|dititip|diserahkan|(?:sebagai|dijadikan) jaminan|agunan|"
            r"dikembalikan)|(?:bpkb|buku nikah|sertifikat|akta|ktp)[^.;]{0,60}(?:ditahan|disimpan|dititip|sebagai jaminan|agunan)|"
            r"sebagai (?:jaminan|agunan)[^.;]{0,40}(?:bpkb|buku nikah|sertifikat|akta|ktp)"
        ),
        unless=(
            r"^(?![^.;]*(?:\basli\b|tahan|jaminan))[^.;]*(?:foto ?kopi|foto ?copy|photo ?copy|salinan|copy|"
            r"fotokopi legalisir)[^.;]{0,40}(?:ijazah|dokumen)|memperlihatkan (?:ijazah )?asli|"
            r"(?:diperlihatkan|ditunjukkan|menunjukkan|memperlihatkan)[^.;]{0,60}(?:dikembalikan|verifikasi|pencocokan|wawancara)|"
            r"dikembalikan (?:pada|di) hari (?:yang sama|itu)|"
            r"untuk (?:di)?(?:foto ?kopi|fotocopy|verifikasi|dicocokkan|pencocokan)"
        ),
        deny=(
            r"(?:tidak|dilarang|tanpa|tdk)[^.;]{0,50}(?:menahan|meminta|menyimpan|mewajibkan|mensyaratkan|"
            r"ditahan|diserahkan|menyerahkan|penahanan|menguasai|dijadikan jaminan)[^.;]{0,60}|(?:ijazah|"
            r"dokumen)[^.;]{0,50}tidak (?:boleh |akan |dapat )?(?:ditahan|disimpan|diserahkan|dijadikan)"
        ),
        grant=r"(?:belum|tidak) menyerahkan[^.;]{0,30}asli[^.;]{0,30}(?:tidak|belum) (?:dapat|akan|boleh)",
        denies_also=r"tidak (?:akan |boleh |dapat )?(?:meminta|menahan|menyimpan|menguasai)[^.;]{0,20}ijazah",
        terms=("ijazah asli", "menahan ijazah", "menyerahkan ijazah", "dokumen asli", "jaminan ijazah"),
    ),
    ClauseRule(
        kind="resignation_penalty",
        topic=rf"\b{_LEAVES}",
        needs=rf"\b{_PAYS}\b",
        unless=(
            r"tunjangan|uang pisah|berhak (?:atas|mendapat)[^.;]{0,30}kompensasi|memberitahukan[^.;]{0,60}$|"
            r"(?:vendor|penyedia|kontraktor|bank|pengguna jasa)(?: jasa)? (?:yang )?(?:mengakhiri|memutuskan)|"
            r"pihak (?:pertama|kesatu)(?: yang)? (?:mengakhiri|memutuskan)|pemutusan sepihak oleh pihak pertama"
        ),
        deny=(
            r"(?<!apabila )(?<!jika )(?<!bila )(?:tidak|tanpa)(?:(?!\b(?:dan|serta|tetapi|namun)\b)[^.;,]){0,30}(?:dikenakan|dikenai|dibebani|wajib|diwajibkan|menanggung|membayar|"
            r"ada)?(?:(?!\b(?:dan|serta|tetapi|namun)\b)[^.;,]){0,20}(?:denda|penalt[iy]|ganti (?:rugi|kerugian)|sanksi)"
        ),
        # "tidak dapat mengambil jaminan dan dikenakan denda": what is denied is another thing than the penalty.
        grant=r"\b(?:dan|serta|,) (?:akan |wajib |harus )?(?:dikenakan|dikenai|dibebani|membayar)[^.;]{0,20}(?:denda|penalt|ganti)",
        terms=("mengundurkan diri", "denda", "penalti", "ganti rugi", "sebelum kontrak berakhir"),
    ),
    ClauseRule(
        kind="wage_deduction",
        topic=(
            r"\b(?:dipotong(?:kan)?|memotong|pemotongan|potongan|dibebankan (?:kepada|pada|merata)|menjadi (?:tanggungan|"
            r"beban)|mengganti|ganti rugi|penggantian|(?:diperhitungkan|dikurangkan|dikurangi) (?:dengan|dari|ke|pada))\b|"
            rf"(?:kehilangan|kerusakan|kekurangan)\b[^.;]{{0,40}}\bdiganti(?:kan)?(?: kembali)? (?:oleh )?{WORKER}|"
            rf"\bbiaya (?:pendaftaran|rekrutmen|penempatan)\b[^.;]{{0,60}}(?:dibayar|ditanggung|dibebankan)[^.;]{{0,20}}{WORKER}"
        ),
        needs=(
            r"(?:kehilangan|kerusakan|hilang|rusak|kerugian|kelalaian|kehilangan barang|selisih|"
            r"kekurangan (?:kas|barang|stok|setoran|uang)|seragam|pelatihan|gada pratama|jaminan|deposit|administrasi|"
            rf"rekrutmen|pendaftaran|penempatan)[^;]{{0,130}}(?:{WAGE}|{WORKER})"
            rf"|(?:penggantian|harga ganti|pecah|cacat)[^.;]{{0,60}}(?:dipotong|memotong|pemotongan|dipotongkan|diperhitungkan|dikurang\w+)[^.;]{{0,25}}(?:{WAGE}|ongkos)"
            rf"|(?:{WAGE})[^;]{{0,130}}(?:kehilangan|kerusakan|hilang|rusak|kerugian|kelalaian|selisih|"
            r"seragam|deposit|uang jaminan)"
        ),
        unless=(
            r"iuran|bpjs|pajak|pph|menjadi tanggung jawab pihak (?:pertama|kedua)[^.;]{0,10}$|"
            r"tanggung jawab penyedia|(?:oleh|disebabkan|kelalaian|kesalahan) (?:para )?(?:tenaga|pekerja|personi?e?l|petugas|karyawan)nya\b|"
            r"kekurangan personil|pembayaran (?:kepada pihak kedua )?dipotong|"
            r"asuransi(?![^;]*(?:pemotongan|dipotong|memotong)[^;]{0,15}(?:upah|gaji|honor))|"
            r"diganti(?:kan)? (?:oleh )?(?:dengan yang )?(?:perusahaan|pengusaha|penyedia|pihak pertama|baru|cuma)"
        ),
        deny=(
            r"(?:tidak (?:boleh|dapat|akan)|dilarang|tanpa)[^.;]{0,40}(?:dipotong|memotong|potongan|"
            r"dibebankan|pemotongan)"
        ),
        terms=("potongan upah", "dipotong dari upah", "ganti rugi", "kerusakan", "kehilangan", "uang jaminan"),
    ),
    ClauseRule(
        kind="rights_waiver",
        topic=(
            r"tidak (?:akan |berhak |dapat |boleh )?(?:menuntut|meminta|mengajukan (?:tuntutan|gugatan)|"
            r"mempermasalahkan|menggugat|melakukan tuntutan)|melepaskan (?:segala |seluruh )?(?:hak|"
            r"tuntutan)|"
            r"sewaktu-waktu[^.;]{0,60}(?:tanpa (?:alasan|pemberitahuan|kompensasi|hak|pesangon|syarat|"
            r"persetujuan))|tanpa (?:hak apa ?pun|tuntutan apa ?pun|syarat apa ?pun|menuntut)|"
            r"mengubah (?:sewaktu-waktu|secara sepihak)|"
            r"tidak (?:akan |boleh |dapat )?(?:mengadukan|melaporkan|membawa)[^.;]{0,40}(?:dinas|disnaker|pengadilan|polisi|pengawas)|"
            r"dapat (?:diubah|diberhentikan|diputus)[^.;]{0,30}sewaktu-waktu"
        ),
        needs=rf"{WORKER}|pihak kedua|pihak pekerja|{WAGE}|pesangon|kompensasi|lembur|thr|cpns|asn|pengadilan|disnaker",
        negatable=False,
        unless=(
            r"membebaskan pihak (?:pertama|kesatu)|pihak ketiga|keterlambatan penyedia|"
            r"tuntutan (?:dari )?pihak ketiga"
        ),
        terms=("tidak menuntut", "melepaskan hak", "sewaktu-waktu tanpa", "tanpa tuntutan"),
    ),
    ClauseRule(
        kind="marriage_pregnancy_ban",
        topic=r"\b(?:menikah|nikah|hamil|kehamilan|pernikahan|(?:ikatan )?perkawinan|mengandung)\b",
        needs=(
            r"tidak (?:boleh|diperkenankan|akan|diperbolehkan|dalam keadaan)|dilarang|"
            r"bersedia (?:untuk )?tidak|mengundurkan diri|diberhentikan|putus|tes kehamilan|test kehamilan|"
            r"berakhir|dianggap|belum|gugur|batal|berhenti"
        ),
        unless=r"cuti|izin|tunjangan|berhak|upah tetap|mengandung (?:unsur|bahan|arti|makna|cacat|risiko|resiko)",
        deny=(
            r"tidak (?:dapat|boleh|akan) (?:di-?phk|diputus|dijadikan|menjadi)|bukan (?:merupakan )?alasan|"
            r"dilarang (?:memutus|mem-?phk|melakukan phk|menjadikan)"
        ),
        negatable=False,
        terms=("dilarang menikah", "tidak hamil", "mengundurkan diri bila hamil"),
    ),
    ClauseRule(
        kind="union_ban",
        topic=r"\b(?:serikat|mogok(?: kerja)?|unjuk rasa|demonstrasi)\b",
        needs=(
            r"dilarang|tidak (?:boleh|diperkenankan|diperbolehkan|akan|mendirikan|ikut)|larangan|\bbebas\b|kebebasan|berhak|"
            r"(?:mendirikan|menjadi anggota|bergabung)[^.;]{0,40}(?:dikembalikan|diberhentikan|dikeluarkan|sanksi|mengundurkan)"
        ),
        deny=r"\bbebas (?:menjadi|mendirikan|bergabung|masuk)|kebebasan|berhak (?:menjadi|mendirikan|bergabung|berserikat|masuk)",
        unless=(
            r"tidak sah|dilarang menghalang|tidak menghalangi|force majeure|keadaan (?:kahar|memaksa)|"
            r"kerusuhan|huru[- ]hara"
        ),
        negatable=False,
        terms=("serikat pekerja", "mogok kerja", "unjuk rasa"),
    ),
    ClauseRule(
        kind="age_limit",
        topic=(
            r"\b(?:usia|umur|berusia|berumur) ?(?:maksimal|maksimum|paling tinggi|tidak lebih dari|di bawah|"
            r"antara|max\.?)|berpenampilan menarik|belum (?:pernah )?menikah|tinggi badan|\b(?:usia|"
            r"umur) \d{2} ?(?:-|–|s[./]?d\.?|sampai(?: dengan)?|hingga) ?\d{2} tahun|tinggi (?:badan )?(?:minimal|minimum|min\.?) \d{3}|"
            r"diutamakan[^.;]{0,50}(?:asal daerah|daerah asal|putra daerah|beragama|agama|suku)"
        ),
        unless=r"pensiun|18 tahun|anak",
        negatable=False,
        terms=("usia maksimal", "berpenampilan menarik", "belum menikah", "tinggi badan"),
    ),
)
