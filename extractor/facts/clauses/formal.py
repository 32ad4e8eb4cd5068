"""Cues of form and procedure: registration, disputes, termination, the vendor's duties, procurement clauses."""

from __future__ import annotations

from extractor.facts.clauses.rule import WAGE, WORKER, ClauseRule

_OFFICE = (
    r"(?:disnaker(?:trans)?\w*|(?:suku )?dinas (?:sosial,? )?(?:dan )?(?:tenaga kerja|ketenagakerjaan|"
    r"sosial tenaga kerja|nakertrans|penanaman modal[^.;]{0,30}tenaga kerja)|sudinaker\w*|"
    r"kementerian (?:ketenagakerjaan|tenaga kerja)|"
    r"kemnaker|instansi (?:yang (?:bertanggung ?jawab|berwenang)[^.;]{0,30})?(?:di bidang "
    r")?ketenagakerjaan|kantor (?:dinas )?tenaga kerja|depnaker|disnakerin|"
    r"dinas[^.;]{0,45}(?:tenaga kerja|ketenagakerjaan|transmigrasi)|wajiblapor|siap ?kerja|"
    r"secara (?:daring|online|elektronik) (?:ke|pada|kepada|melalui|di))"
)
_AGREEMENT = r"(?:perjanjian|kontrak|pkwt|kkwt|kesepakatan|pks|spk|tenaga kerja|pekerja|daftar)"
_FINE = r"\bdenda\b"
_LATE = r"(?:keterlambatan|kelambatan|terlambat|lambat|menunggak|\btelat)"

FORMAL: tuple[ClauseRule, ...] = (
    ClauseRule(
        kind="transfer_of_protection",
        topic=(
            r"pengalihan (?:per|pe)?lindungan|masa kerja(?! ?sama)(?:nya)?[^.;]{0,60}(?:diakui|diperhitungkan|"
            r"dihitung|dilanjutkan|diteruskan|tetap berlaku)|(?:mengakui|memperhitungkan|menghitung|"
            r"melanjutkan|meneruskan)[^.;]{0,40}masa kerja|mengambil ?alih[^.;]{0,40}(?:tenaga|pekerja|"
            r"karyawan|personil)|(?:tenaga|pekerja|karyawan|petugas)[^.;]{0,50}(?:diambil ?alih|dialihkan|"
            r"beralih|dipindahkan|dilanjutkan)[^.;]{0,40}(?:penyedia|perusahaan|vendor|pengelola|pihak|"
            r"koperasi)|"
            r"(?:pergantian|penggantian|berganti(?:nya)?|beralih(?:nya)?|menunjuk|digantikan|diganti|"
            r"mengganti|berpindah|peralihan)[^.;]{0,70}(?:perusahaan (?:alih daya|penyedia|penerima|"
            r"outsourcing|lain|jasa)|penyedia(?: jasa)?|vendor|kontraktor|pemborong|rekanan|pemenang)"
            r"|(?:perusahaan|penyedia(?: jasa)?|pemberi jasa|pengelola|pemborong|pelaksana|vendor|"
            r"kontraktor|rekanan)(?: (?:alih daya|jasa|tenaga kerja))?(?: yang)? (?:baru|pengganti|"
            r"berikutnya|selanjutnya|penerus)"
            r"|27/puu-ix/2011|\bpengakuan (?:atas )?masa kerja\b"
        ),
        needs=(
            r"(?:melanjutkan|dilanjutkan|mengambil ?alih|diambil ?alih|menghitung|dialihkan|mengalihkan|"
            r"beralih|meneruskan|diteruskan|menerima|mempekerjakan|mengakui|diakui|memperhitungkan|"
            rf"diperhitungkan|tetap|menjamin|dijamin|pengalihan|27/puu)[^;]{{0,150}}(?:{WORKER}|hak|"
            r"masa kerja|hubungan kerja|perlindungan|pelindungan)"
            rf"|(?:{WORKER}|hak|masa kerja|hubungan kerja|perlindungan|"
            rf"pelindungan)[^;]{{0,150}}(?:melanjutkan|dilanjutkan|mengambil ?alih|diambil ?alih|"
            r"menghitung|dialihkan|beralih|meneruskan|diteruskan|menerima|diterima|mempekerjakan|"
            r"dipekerjakan|mengakui|diakui|diperhitungkan|tetap|dijamin|menjamin|menampung|ditampung|menyerap|diserap|"
            r"merekrut|direkrut|mempertahankan|dipertahankan)"
            rf"|(?:menampung|menyerap|merekrut|mempertahankan)[^;]{{0,80}}{WORKER}"
        ),
        denies_also=(
            r"(?:tidak (?:berkewajiban|wajib|diwajibkan|harus|ada kewajiban)|tanpa kewajiban)(?: untuk)? (?:menerima|menampung|"
            r"mengambil ?alih|mempekerjakan|memakai|menggunakan|merekrut|menyerap|melanjutkan (?:hubungan|masa) kerja|meneruskan hubungan kerja)"
            rf"(?![^.;]{{0,30}}pengganti)[^.;]{{0,40}}(?:{WORKER}|hubungan kerja|masa kerja)|"
            r"tidak (?:bertanggung ?jawab|menjamin)[^.;]{0,20}kelanjutan (?:kerja|hubungan kerja|masa kerja|pekerjaan)"
        ),
        deny=(
            r"(?:tidak (?:wajib|berkewajiban|diwajibkan|harus|ada kewajiban|menjamin|diperhitungkan|diakui|"
            r"bertanggung ?jawab)|tanpa kewajiban|bukan (?:merupakan )?kewajiban|dihitung (?:dari|"
            r"mulai) (?:nol|awal))"
        ),
        unless=(
            r"pengalihan (?:pekerjaan|spk|kontrak)|dilarang (?:mengalihkan|mensubkontrak)|"
            r"pergantian nama penyedia|mengganti(?:kan)? (?:personil|tenaga|petugas)|pengurangan masa kerja"
        ),
        terms=("pengalihan pelindungan", "pergantian perusahaan alih daya", "penyedia jasa baru", "masa kerja diakui"),
    ),
    ClauseRule(
        kind="registration_disnaker",
        topic=(
            r"\b(?:didaftar(?:kan)?|mendaftar(?:kan)?|pendaftaran|dicatat(?:kan)?|mencatat(?:kan)?|pencatatan|"
            r"dilaporkan|melaporkan|pelaporan|diregistrasi(?:kan)?)(?:nya)?\b"
        ),
        needs=(
            rf"(?:{_AGREEMENT}[^;]{{0,140}}{_OFFICE}|{_OFFICE}[^;]{{0,140}}{_AGREEMENT}|dinas tersebut|\b(?:di|"
            rf"men)?catatkan[^;]{{0,40}}{_OFFICE}|{_OFFICE})"
        ),
        unless=(
            r"kecelakaan|bpjs|jamsostek|wajib lapor|wlkp|perselisihan (?:\w+ ){0,3}dilaporkan|jaminan sosial|"
            r"pelanggaran"
        ),
        terms=("dicatatkan", "pencatatan PKWT", "didaftarkan", "Dinas Tenaga Kerja", "Disnaker"),
    ),
    ClauseRule(
        kind="termination",
        topic=(
            r"\b(?:pemutusan|memutus|memutuskan|diputus(?:kan)?|pengakhiran|mengakhiri|diakhiri|membatalkan|"
            r"dibatalkan|pembatalan|phk|di-?phk|mengundurkan diri|pengunduran diri|diberhentikan|"
            r"pemberhentian|memberhentikan|dihentikan|menghentikan|penghentian|dicabut|mencabut|"
            r"pencabutan|(?:kami|kita|dapat|bisa) (?:batalkan|putuskan|akhiri|hentikan|cabut)|putus demi hukum|putus dengan sendirinya)\b"
            r"|\b(?:perjanjian|kontrak|pkwt|kkwt|spk|hubungan kerja|"
            r"kesepakatan)\b[^.;]{0,40}\b(?:berakhir|berhenti|putus|batal|hapus)\b[^.;]{0,20}\b(?:apabila|"
            r"jika|bila|karena|dalam hal|demi hukum|dengan sendirinya|sebelum|tanpa)"
            r"|\bberakhirnya (?:perjanjian|hubungan kerja|kontrak|pkwt)\b[^.;]{0,30}(?:apabila|karena|"
            r"jika)|\btunduk pada pasal 1266|pasal 1266"
        ),
        unless=(
            r"(?:uang )?kompensasi (?:dibayarkan )?pada saat berakhirnya|(?:menghentikan|penghentian|"
            r"dihentikan)(?: sementara)? (?:mesin|kendaraan|layanan|aliran|kebocoran)|"
            r"menghentikan pekerjaan (?:yang )?(?:berbahaya|tidak aman)|putusan|pengadilan memutuskan|"
            r"diputuskan (?:untuk|bahwa)|batal demi hukum bagian|^(?:[^.;]{0,60})?mengakhiri perselisihan"
        ),
        negatable=False,
        terms=("pemutusan", "pengakhiran", "mengakhiri perjanjian", "dibatalkan", "PHK", "mengundurkan diri"),
    ),
    ClauseRule(
        kind="dispute_settlement",
        topic=(
            r"\b(?:perselisihan|sengketa|persengketaan|perbedaan pendapat|silang (?:pendapat|sengketa)|"
            r"permasalahan|ketidaksepahaman|beda (?:paham|pendapat)|perbedaan (?:paham|tafsir|pandangan)|"
            r"pertikaian|ketidakcocokan|ketidaksepakatan|persoalan|keberatan|keluh kesah)\b"
        ),
        needs=(
            r"musyawarah|mufakat|pengadilan|\bpn\b|\bphi\b|\bbani\b|arbitrase|bipartit|tripartit|mediasi|"
            r"konsiliasi|diselesaikan|penyelesaian|kekeluargaan|domisili|kepaniteraan|disnaker|dinas|dibawa|"
            r"dirundingkan|perundingan|serikat|mediator"
        ),
        negatable=False,
        unless=r"perbedaan penafsiran[^.;]{0,40}bahasa",
        also=(
            r"\bpengadilan (?:negeri|hubungan industrial)\b|\bkepaniteraan\b|"
            r"^\W*(?:(?:akan|dapat|wajib|harus) )?diselesaikan (?:secara|dengan|melalui|lewat) "
            r"(?:musyawarah|kekeluargaan|mufakat|perundingan|bipartit|damai)|"
            r"(?:segala|semua|setiap)(?: \w+)? (?:sesuatu|hal|masalah|persoalan)(?![^.;]{0,40}belum (?:di)?atur)[^.;]{0,70}"
            r"(?:diselesaikan|dibicarakan|dirundingkan)[^.;]{0,25}(?:kekeluargaan|musyawarah|mufakat)|"
            r"(?:semua|segala|setiap|bila ada|apabila ada|jika ada|timbul|terjadi) masalah[^.;]{0,70}(?:di|kita )?(?:selesaikan|bicarakan|rundingkan)|"
            r"domisili[^.;]{0,40}\bpn\b|domisili hukum[^.;]{0,80}(?:pengadilan|kepaniteraan)|tempat kedudukan hukum[^.;]{0,60}pengadilan"
        ),
        terms=("perselisihan", "sengketa", "musyawarah", "Pengadilan", "bipartit", "mediasi"),
    ),
    ClauseRule(
        kind="late_wage_penalty",
        topic=(
            rf"{_FINE}[^.;]{{0,60}}{_LATE}|{_LATE}[^.;]{{0,140}}{_FINE}|"
            rf"denda[^.;]{{0,60}}1 ?/ ?1[.]?000|"
            rf"(?:tambahan|sanksi)[^.;]{{0,60}}\d ?(?:%|persen)[^.;]{{0,60}}{_LATE}|"
            rf"{_LATE}[^.;]{{0,140}}(?:tambahan|ditambah)[^.;]{{0,40}}(?:%|persen)"
        ),
        needs=rf"{_LATE}[^;]{{0,60}}(?:{WAGE}|pembayaran {WAGE}|menggaji)|(?:{WAGE})[^;]{{0,60}}{_LATE}",
        deny=r"(?:tidak|tanpa)[^.;]{0,25}denda|denda[^.;]{0,20}tidak",
        terms=("denda keterlambatan upah", "terlambat membayar upah", "keterlambatan pembayaran upah"),
    ),
    ClauseRule(
        kind="private_insurance",
        topic=(
            r"\basuransi (?:[a-z]+ ){0,2}?(?:kecelakaan(?: diri| kerja)?|jiwa|kesehatan|rawat inap|"
            r"rawat jalan|swasta|tambahan|komersial|personal accident)\b|\bpersonal accident\b|"
            r"\binsurance\b.{0,20}kesehatan|\bpolis (?:jiwa|kesehatan|kecelakaan)"
        ),
        unless=(
            r"pihak ketiga(?![^.;]{0,40}(?:pekerja|tenaga))|program jaminan sosial|badan penyelenggara|"
            r"bangunan|barang|termasuk biaya k3"
        ),
        terms=("asuransi kecelakaan diri", "asuransi kesehatan", "asuransi jiwa", "personal accident"),
    ),
    ClauseRule(
        kind="third_party_insurance",
        topic=(
            r"\b(?:meng)?asuransi(?:kan)?\b[^.;]{0,170}\b(?:serta|dan|bagi|terhadap|untuk|atas) (?:kerugian )?pihak ketiga\b|"
            r"\b(?:asuransi|polis)\b[^.;]{0,80}\b(?:pihak ketiga|tanggung (?:gugat|jawab hukum)|"
            r"public liability|liability)\b|\b(?:public|third party|comprehensive general) liability\b|"
            r"\btanggung gugat\b|\bpihak ketiga\b[^.;]{0,30}\bdiasuransikan"
        ),
        unless=r"sehubungan dengan pelaksanaan[^.;]{0,30}apabila dipersyaratkan",
        terms=("asuransi pihak ketiga", "tanggung gugat", "public liability"),
    ),
    ClauseRule(
        kind="pdp",
        topic=(
            r"\bdata (?:pribadi|personal)(?:nya)?\b|\bp(?:er|e)lindungan data\b|(?:undang-undang|uu) (?:nomor |"
            r"no\.? ?)?27 tahun 2022|\buu pdp\b"
        ),
        negatable=False,
        terms=("data pribadi", "pelindungan data pribadi", "UU 27 Tahun 2022"),
    ),
    ClauseRule(
        kind="object_of_work",
        topic=(
            r"\bruang lingkup\b|\b(?:lingkup|obyek|objek|jenis|bidang) pekerjaan\b|\bpekerjaan yang diserahkan\b|\bpekerjaan (?:jasa|pengamanan|"
            r"pembersihan|kebersihan|pengadaan tenaga)|\bmenyediakan (?:jasa |tenaga|personil|personel)|"
            rf"\bmemborongkan|\bmenyerahkan[^.;]{{0,40}}pekerjaan|\bpenyediaan (?:jasa|tenaga)|"
            rf"\bmempekerjakan[^.;]{{0,60}}sebagai|\bsebagai {WORKER}|\bpaket pekerjaan\b|\bpekerjaan ?:"
        ),
        negatable=False,
        terms=("ruang lingkup pekerjaan", "jenis pekerjaan", "obyek perjanjian", "menyediakan tenaga", "lokasi"),
    ),
    ClauseRule(
        kind="worker_contract_form",
        topic=(
            r"\bhubungan kerja\b|\bperjanjian kerja (?:tertulis|waktu (?:tidak )?tertentu)|\bpkwt{1,2}\b|"
            r"\bpkwtt\b|\b(?:dibuat(?:kan)?|tanpa) perjanjian kerja\b|\bstatus (?:pekerja|karyawan|kepegawaian)|\bterikat (?:hubungan|perjanjian) kerja"
        ),
        needs=rf"(?:{WORKER}|pihak kedua|pihak pertama|penyedia|vendor)",
        unless=r"pemutusan hubungan kerja|mengakhiri hubungan kerja|hubungan kerja (?:berakhir|putus)|uang kompensasi",
        deny=(
            r"(?:kemitraan|lisan|surat tugas saja|harian lepas tanpa perjanjian)|\b(?:adalah|sebagai|berstatus) mitra\b|"
            r"(?:tidak|tanpa) (?:dibuat(?:kan)?|ada|diikat|terikat|membuat)?[^.;]{0,12}(?:perjanjian|hubungan) kerja"
        ),
        negatable=False,
        terms=("hubungan kerja", "perjanjian kerja tertulis", "PKWT", "PKWTT"),
    ),
    ClauseRule(
        kind="vendor_bears_protection",
        topic=(
            r"(?:pihak (?:kedua|kesatu|pertama|ke-?2)|penyedia(?: jasa)?|vendor|kontraktor|"
            rf"perusahaan alih daya)[^.;]{{0,60}}(?:bertanggung ?jawab|menanggung|berkewajiban|wajib|"
            r"menjamin|menyediakan|mengikutsertakan|membayar|memberikan|mendaftarkan|"
            rf"dilarang membayar)[^.;]{{0,120}}"
            rf"(?:{WAGE}|kesejahteraan|jaminan sosial|bpjs|jamsostek|syarat kerja|"
            r"per(?:lindungan)? (?:tenaga )?kerja|pelindungan|hak-hak (?:pekerja|tenaga)|keselamatan|"
            r"perselisihan|tunjangan|seragam|kesehatan)"
            rf"|(?:{WAGE}|kesejahteraan|jaminan sosial|bpjs|perselisihan|"
            rf"keselamatan)[^.;]{{0,80}}(?:menjadi )?(?:tanggung jawab|tanggungan|beban|"
            r"kewajiban|urusan) (?:penuh )?(?:pihak kedua|penyedia|vendor)"
        ),
        negatable=False,
        terms=(
            "tanggung jawab penyedia jasa",
            "kesejahteraan pekerja",
            "upah menjadi tanggung jawab",
            "jaminan sosial pekerja",
        ),
    ),
    ClauseRule(
        kind="vendor_licence",
        topic=(
            r"\b(?:izin|ijin) (?:operasional|usaha penyedia\w*|usaha|penyelenggaraan)\b|\bnib\b|"
            r"\bnomor induk berusaha\b|\bkbli\b|\bsertifikat standar\b|\bsiujpt?k?\b|\biujp\b|\bbujp\b|"
            r"\bahu-\d|\bsiup\b|\btdp\b|\bsio\b|\bsurat izin operasional\b|\bperizinan berusaha\b|\boss\b"
        ),
        unless=r"menara|tenaga asing",
        deny=r"(?:tidak|belum|tanpa)[^.;]{0,30}(?:memiliki|mempunyai)?[^.;]{0,20}(?:izin|ijin|nib|perizinan)",
        terms=("NIB", "izin operasional", "KBLI", "perizinan berusaha", "BUJP", "AHU"),
    ),
    ClauseRule(
        kind="wlkp_reporting",
        topic=r"\bwlkp\b|\bwajib lapor(?: ketenagakerjaan)?\b|\bwajiblapor\b",
        terms=("WLKP", "wajib lapor ketenagakerjaan"),
    ),
    ClauseRule(
        kind="bpjs_evidence",
        topic=(
            r"\b(?:bukti|sertifikat|kartu|fotokopi|copy|salinan|laporan)\b[^.;]{0,60}\b(?:bpjs|kepesertaan|"
            r"jamsostek|iuran)\b|\bkpj\b|\bnpp bpjs\b|\bnomor pendaftaran perusahaan\b"
        ),
        terms=("bukti kepesertaan BPJS", "sertifikat kepesertaan", "bukti setor iuran", "kartu peserta"),
    ),
    ClauseRule(
        kind="subcontract_ban",
        topic=(
            r"\b(?:subkontrak|sub-?kontrak\w*|mensubkontrakkan|disubkontrakkan|mengalihkan (?:sebagian|"
            r"seluruh|pekerjaan)|pengalihan (?:seluruh|sebagian|pekerjaan)|"
            r"mengalihkan[^.;]{0,40}kepada pihak (?:lain|ketiga)|dialihkan[^.;]{0,30}pihak (?:lain|ketiga))\b"
        ),
        needs=(
            r"dilarang|tidak (?:boleh|dapat|diperkenankan|diperbolehkan|dibenarkan)|tanpa (?:persetujuan|izin|"
            r"ijin)|hanya (?:diperbolehkan|dapat)|larangan"
        ),
        negatable=False,
        terms=("subkontrak", "pengalihan pekerjaan", "mengalihkan kepada pihak lain"),
    ),
    ClauseRule(
        kind="late_delivery_fine",
        topic=(
            r"1 ?/ ?1[.]?000|1 ?‰|satu per ?(?:seribu|mil)|per ?seribu|per ?mil\b|"
            rf"{_FINE}[^.;]{{0,40}}(?:nilai|harga) (?:spk|kontrak|pekerjaan)|"
            rf"{_FINE}[^.;]{{0,60}}(?:keterlambatan|kelambatan)[^.;]{{0,60}}(?:pekerjaan|kontrak|spk|"
            r"penyerahan|pelaksanaan)"
        ),
        negatable=False,
        terms=("denda keterlambatan", "1/1000", "satu perseribu"),
    ),
    ClauseRule(
        kind="personnel_liability",
        topic=(
            rf"(?:menanggung|membebaskan|bertanggung ?jawab|tanggung ?jawab)[^;]{{0,140}}(?:cidera|cedera|"
            rf"sakit|kematian|meninggal|kecelakaan)[^;]{{0,80}}(?:personil|personel|{WORKER})"
            rf"|(?:risiko|resiko)[^.;]{{0,30}}(?:cidera|cedera|kecelakaan|sakit)[^.;]{{0,40}}(?:{WORKER})[^.;]{{0,30}}(?:tanggungan|"
            r"tanggung ?jawab|ditanggung|beban)"
        ),
        negatable=False,
        terms=("penanggungan risiko", "cidera tubuh", "kematian personel"),
    ),
    ClauseRule(
        kind="price_composition",
        topic=(
            r"(?:harga|nilai|biaya|pembayaran)[^.;]{0,90}(?:sudah|telah|belum)?[^.;]{0,12}(?:termasuk|"
            r"memperhitungkan|meliputi|terdiri (?:dari|atas)|mencakup)[^.;]{0,120}(?:pajak|ppn|overhead|"
            r"keuntungan|asuransi|upah|fee|jasa|iuran|tunjangan|bpjs)|management fee|biaya jasa|fee manajemen|"
            r"\brincian (?:biaya|harga)"
        ),
        negatable=False,
        terms=("harga termasuk", "rincian biaya", "management fee", "PPN"),
    ),
    ClauseRule(
        kind="job_completion_terms",
        topic=(
            r"(?:berdasarkan |atas dasar )?selesainya (?:suatu )?pekerjaan|sampai (?:dengan )?(?:proyek|"
            r"pekerjaan)[^.;]{0,40}selesai|pekerjaan dinyatakan selesai|batasan (?:suatu )?pekerjaan|"
            r"berakhir pada saat (?:pekerjaan|proyek)[^.;]{0,40}selesai"
        ),
        negatable=False,
        terms=("selesainya pekerjaan", "pekerjaan dinyatakan selesai", "sampai proyek selesai"),
    ),
)
