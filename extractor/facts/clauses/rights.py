"""Cues of the workers' rights: hours, rest, leave, pay supplements, safety, compensation."""

from __future__ import annotations

from extractor.facts.clauses.rule import GIVES, PAYS, WAGE, WORKER, ClauseRule

_CLOCK = (
    r"(?:pukul|jam|pkl\.?)? ?\d{1,2}[.:]\d{2}(?: ?(?:wi(?:b|ta|t)|pagi|siang|sore|malam))? ?(?:-|–|—|s\.? ?/? ?d\.?|"
    r"sampai(?: dengan)?|hingga) ?(?:pukul |jam |pkl\.? )?\d{1,2}[.:]\d{2}"
)
_HOURS = (
    r"(?:\d{1,2}|satu|dua|tiga|empat|lima|enam|tujuh|delapan|sembilan|sepuluh|sebelas|"
    r"dua belas)(?: ?\([^)]{2,20}\))? ?jam"
)
_NUMBER = r"(?:\d{1,3}|satu|dua|tiga|empat|lima|enam|tujuh|delapan|dua ?belas|empat ?belas)(?: ?\([^)]{2,20}\))?"
_REST = r"(?:1|2|satu|dua)(?: ?\([^)]{2,20}\))?"
_WEEKS = r"(?:[2-9]|dua|tiga|empat)(?: ?\([^)]{2,20}\))?"
_IN_PRICE = r"[^.;]{0,45}(?:harga|nilai|biaya jasa|tagihan|penawaran|fee|hitungan|anggaran)"
_DAY = r"(?:senin|selasa|rabu|kamis|jum[’'`]?at|sabtu|minggu|ahad)"
_FORBIDS_LESS = (
    r"(?:tidak (?:boleh|dapat|diperkenankan|diperbolehkan|dibenarkan|diizinkan)|dilarang)(?: (?:membayar|memberi|menetapkan|"
    r"menggaji|mengupah|dibayar|diberi)\w*)?[^.;]{0,25}(?:di ?bawah|kurang|lebih rendah)"
)

RIGHTS: tuple[ClauseRule, ...] = (
    ClauseRule(
        kind="overtime",
        topic=r"\b(?:lembur|overtime|kelebihan (?:jam|waktu)(?: kerja| jaga| tugas)?|jam kerja tambahan|kerja tambahan di luar jam)\b",
        also=(
            r"(?:melebihi|melampaui|lebih dari|di ?luar) (?:waktu|jam) kerja[^.;]{0,80}\b(?:dibayar|upah|"
            r"diperhitungkan|diberikan|tambahan|imbalan|insentif)"
            rf"|(?:melebihi|melampaui|lebih dari|di ?atas|lewat) {_HOURS}[^.;]{{0,60}}\b(?:dibayar|upah|imbalan|tambahan|"
            r"per jam)|(?:bekerja|kerja|masuk|bertugas)[^.;]{0,20}hari (?:libur|raya|minggu|besar)[^.;]{0,50}"
            r"(?:dibayar|diberi|diupah)[^.;]{0,25}(?:dua kali|2 ?(?:x|kali)|lipat|tarif)"
        ),
        denies_also=(
            r"(?:melebihi|melampaui|di ?luar|lebih dari|lewat)(?: dari)? (?:hari dan )?(?:waktu|jam)(?: kerja| dinas|"
            r" tersebut| di ?atas| tugas)[^.;]{0,110}"
            r"\b(?:tidak (?:akan )?(?:menerima|memperoleh) (?:pembayaran|upah|imbalan|honor|bayaran)|tanpa (?:menuntut |meminta |menerima |mendapat |adanya |ada )?(?:tambahan|bayaran|"
            r"imbalan|kompensasi|upah|"
            r"pembayaran|honor)|tidak (?:akan )?(?:menuntut|dibayar|diberi|mendapat|diperhitungkan|"
            r"dihitung|ada tambahan))"
            r"|(?:pulang|selesai|bekerja|bertugas|berjaga)[^.;]{0,30}(?:melewati|melampaui|melebihi|lebih lama dari|lebih lambat dari) (?:jadwal|"
            r"jam pulang|waktu pulang|giliran|shift)[^.;]{0,80}\b(?:tidak|tanpa)[^.;]{0,25}(?:pembayaran|bayaran|upah|imbalan|tambahan|dibayar)"
            r"|(?:tidak (?:ada|diberikan|menerima|memperoleh|dibayarkan?)|tanpa)[^.;]{0,12}(?:tambahan|pembayaran|upah|imbalan|bayaran)"
            r"[^.;]{0,30}(?:(?:untuk|atas|bagi) (?:kelebihan )?jam (?:di ?atas|lebih|selebihnya|setelah|sesudah)|(?:untuk|atas|bagi) kelebihan)"
            r"|(?:imbalan(?:nya)?|bayaran(?:nya)?|jam tambahan)[^.;]{0,30}(?:telah|sudah) (?:tercakup|termasuk|diperhitungkan)[^.;]{0,12}dalam "
            r"(?:insentif|upah|gaji|honor|tarif)|tidak (?:dibenarkan|boleh|akan|berhak) (?:menuntut|meminta)[^.;]{0,50}tambahan[^.;]{0,50}lembur"
            r"|(?:dianggap|telah|sudah)[^.;]{0,30}\blembur[^.;]{0,20}\b(?:di ?)?dalam (?:upah|gaji|honor)"
            r"|(?:pulang (?:malam|larut|terlambat)|sampai (?:larut )?malam)[^.;]{0,70}(?:tiada|tanpa|tidak ada) tambahan"
            r"|(?:upah|gaji|honor\w*)[^.;]{0,30}(?:telah|sudah) (?:mencakup|termasuk|meliputi)[^.;]{0,40}(?:hari libur|"
            r"hari besar|di ?luar jam|jam tambahan|piket)"
            r"|(?:belum selesai|menyelesaikan\w*)[^.;]{0,60}\btanpa (?:ada(?:nya)? )?(?:tambahan (?:upah|bayaran|imbalan|gaji)|"
            r"(?:upah|bayaran|imbalan) tambahan)"
            r"|(?:kelebihan (?:jam|waktu)|jam lebih|lembur)[^.;]{0,40}(?:diganti|ditukar|dikompensasi)[^.;]{0,25}(?:istirahat|libur)"
            r"|(?:penambahan jam|jam tambahan|tambahan jam|kelebihan (?:jam|waktu)|kerja tambahan|waktu tambahan|"
            r"jam lebih|kerja di luar jadwal)[^.;]{0,70}\b(?:tanpa (?:bayaran|imbalan|upah|tambahan|"
            r"kompensasi|dibayar)|tidak (?:akan )?(?:dibayar|diberi|mendapat|diperhitungkan|dihitung|"
            r"menuntut|ada))"
        ),
        deny=(
            rf"tidak termasuk[^.;]{{0,25}}berhak[^.;]{{0,20}}lembur|all[- ]?in\b[^.;]{{0,40}}lembur|lembur[^.;]{{0,60}}\b(?:nihil|ditiadakan|(?:sudah|telah) (?:termasuk|diperhitungkan|tercakup|include)(?!{_IN_PRICE})|"
            r"termasuk dalam (?:upah|gaji|honor|harga satuan))"
            r"|(?:sudah|telah) (?:termasuk|mencakup|meliputi|memperhitungkan)[^.;]{0,60}(?:lembur|kelebihan (?:jam|waktu))"
            r"|(?:tidak|tak|tdk) (?:mengenal|ada|mendapat(?:kan)?|berhak|dibayar(?:kan)?|diberi(?:kan)?|"
            r"akan|(?:(?:dapat|boleh) )?(?:menuntut|meminta|mengklaim)|memperoleh|menerima|dikenal|dihitung|diperhitungkan|dianggap|diakui|digolongkan|"
            r"disebut|memberlakukan)[^.;]{0,70}\blembur"
            r"|tanpa (?:upah|uang|pembayaran|bayaran|tambahan|kompensasi|perhitungan|adanya|ada|"
            r"hak)?[^.;,]{0,25}lembur|lembur[^.;,]{0,30}tanpa (?:bayaran|tambahan|upah|imbalan|kompensasi)"
        ),
        grant=(
            rf"(?:upah|uang|kerja|tarif|biaya|pembayaran) lembur[^.;]{{0,80}}{PAYS}|"
            rf"{PAYS}[^.;]{{0,80}}lembur|lembur[^.;]{{0,70}}(?:dibayar|diberi|dihitung|diperhitungkan|sesuai|"
            r"menurut|ditagihkan|mengacu|berdasarkan)"
        ),
        unless=r"sebelum dan sesudah lembur",
        terms=("lembur", "upah lembur", "kerja lembur", "overtime", "kelebihan jam kerja", "melebihi waktu kerja"),
    ),
    ClauseRule(
        kind="working_hours",
        topic=(
            r"(?<!kelebihan )(?<!di luar )(?<!melebihi )\b(?:waktu|jam)(?:-jam)? kerja\b|"
            r"\bhari dan jam kerja\b|\bjam dinas\b|\bshift\b|"
            rf"\b(?:waktu|jam) bertugas\b|\bgiliran (?:jaga|kerja)\b|\broster\b|\b\w+ ?\(?\w*\)? regu\b|{_HOURS} (?:kerja )?(?:sehari|"
            r"per hari|setiap hari|tiap hari\w*|dalam (?:satu|1|sehari)|seminggu|per minggu|/ ?(?:hari|minggu))"
        ),
        needs=(
            rf"{_HOURS}|{_CLOCK}|\d ?jam\b|\broster\b|sesuai (?:dengan )?(?:ketentuan|peraturan|jadwal|undang)|"
            r"(?:diatur|ditetapkan|ditentukan|mengikuti|menyesuaikan|disesuaikan|mengacu|berlaku|tunduk|sebagaimana|"
            r"menurut|lampiran)|\b24 jam\b|"
            rf"\d ?shift|{_NUMBER} hari kerja"
        ),
        also=(
            rf"{_DAY}[^.;]{{0,30}}{_DAY}[^;]{{0,25}}{_CLOCK}|\b(?:pukul|jam|pkl\.?) ?(?=\d){_CLOCK}|\b(?:jadwal|jaga|dinas)\b[^.;]{{0,40}}{_CLOCK}|"
            r"^\W*(?:lima|enam|5|6)(?: ?\([^)]{2,8}\))? hari kerja\b|masuk (?:pukul|jam) \d{1,2}[.:]\d{2}[^.;]{0,25}pulang|"
            r"\b(?:di)?mulai(?: dari)?(?: pukul| jam)? \d{1,2}[.:]\d{2}[^.;\d]{0,25}(?:berakhir|selesai|sampai|hingga)[^.;\d]{0,12}\d{1,2}[.:]\d{2}|"
            rf"\bsehari {_HOURS}"
        ),
        unless=(
            r"(?:mengundurkan|kecelakaan|cuti|menit keterlambatan)[^.;]{0,30}jam kerja|2 ?x ?24 jam|"
            r"kali 24 jam|di ?luar jam kerja (?:normal )?(?:pihak|untuk)|lokasi kerja pada jam kerja|"
            r"meninggalkan (?:tempat|pekerjaan|lokasi)|(?:toko|kantor|loket|layanan|gerai|mal) (?:di)?buka pukul"
        ),
        deny=(
            r"(?:waktu|jam|hari)(?: dan jam)? (?:kerja|bertugas)[^.;\d]{0,110}(?<!shift )(?<!giliran )(?:menyesuaikan|disesuaikan|tidak (?:ditentukan|"
            r"dibatasi|terbatas|mengikat)|fleksibel)|tidak (?:ada|mengenal|terikat|dibatasi)[^.;]{0,30}(?:jam|"
            r"waktu) kerja|tanpa (?:batas|batasan)(?: waktu| jam)"
        ),
        denies_also=(
            r"tidak (?:ada|mempunyai|memiliki|terikat|mengenal)[^.;]{0,12}(?:jam|waktu) kerja (?:yang )?(?:tetap|tertentu|baku|pasti)|"
            r"(?:jam|waktu) (?:kerja(?:nya)?|bertugas|dinas)[^.;,]{0,25} tidak (?:tetap|ditentukan|dibatasi|mengikat|tentu|terikat)"
        ),
        # Hours that are adapted to the season within a fixed number are fixed.
        despite=rf"{_HOURS}(?: kerja)? ?(?:/|per|se|dalam|setiap|tiap)",
        negatable=False,
        terms=("waktu kerja", "jam kerja", "jam sehari", "jam seminggu", "shift", "regu", "pukul", "roster"),
    ),
    ClauseRule(
        kind="annual_leave",
        topic=(
            r"\b(?:hak )?cuti(?: tahunan)?\b(?! (?:melahirkan|hamil|bersalin|haid|bersama|sakit|gugur|besar|"
            r"kawin|menikah|keguguran|di luar tanggungan|alasan penting|di luar))|\blibur tahunan\b|"
            r"\bistirahat tahunan\b"
        ),
        needs=rf"cuti tahunan|{GIVES}|\bhari\b|\bhr\b|ketentuan|mengikuti|mengacu|menurut|nihil|tidak|ada|diatur|sesuai|hak|istirahat tahunan|libur tahunan",
        unless=(
            r"^(?:(?!cuti tahunan|hak cuti|istirahat tahunan|berhak (?:atas )?cuti|cuti (?:selama|sebanyak|"
            r"sebesar|\d|dua|dua ?belas|satu|empat|tiap|setahun|dan)).)*(?:melahirkan|hamil|bersalin|haid|"
            r"pengganti (?:sementara )?(?:yang )?(?:sakit|cuti)|sakit,? (?:atau )?cuti|sedang cuti|"
            r"cuti,? (?:atau |maupun )?sakit|tenaga pengganti|menggantikan)(?:(?!cuti tahunan|hak cuti).)*$"
        ),
        deny=(
            r"(?:tidak|tak|tdk|belum) (?:berhak|mendapat(?:kan)?|diberi(?:kan)?|memperoleh|ada|mengenal|"
            r"memiliki|mempunyai)[^.;]{0,60}\bcuti"
            r"|cuti[^.;]{0,40}\bbaru (?:timbul|diberikan|berlaku|diperoleh|dapat)[^.;]{0,40}(?:kontrak|perjanjian|pkwt) "
            r"(?:kedua|ke-?2|berikut\w*|perpanjangan|lanjutan)"
            r"|\btanpa (?:hak )?cuti|cuti[^.;]{0,40}(?:tidak (?:diberikan|ada|berlaku|diperkenankan|"
            r"dibayar|diatur)|ditiadakan|nihil|tanpa (?:upah|dibayar))|dilarang (?:mengambil )?cuti"
        ),
        grant=rf"cuti[^.;]{{0,80}}(?:12|dua ?belas|\d+ ?\(|\bhari\b)|{GIVES}[^.;]{{0,60}}cuti",
        terms=("cuti tahunan", "cuti", "hak cuti", "istirahat tahunan"),
    ),
    ClauseRule(
        kind="weekly_rest",
        topic=(
            r"istirahat mingguan|hari istirahat|libur mingguan|\bhari libur\b(?! (?:nasional|resmi|besar|"
            r"keagamaan|umum))|istirahat seminggu|(?:waktu )?istirahat(?! (?:selama )?(?:\S+ )?(?:\S+ )?(?:jam|menit))[^.;]{0,25}(?:dalam|se|per|"
            r"setiap)[^.;]{0,8}minggu|"
            rf"\bhari (?:minggu|ahad)(?: dan hari [^.;,]{{3,40}})?(?: adalah| merupakan|:|"
            rf" =)? (?:hari )?(?:libur|istirahat|off)|{_DAY} (?:libur|istirahat|off)\b|"
            rf"{_DAY} (?:(?!pukul|jam|kerja|masuk|lembur|tidak)[a-z]+ ){{0,2}}(?:di)?libur(?:kan)?\b|"
            rf"\b(?:libur|(?:ber)?istirahat) (?:pada |tiap |setiap )?(?:hari )?{_DAY}|"
            rf"(?:libur|istirahat)(?! (?:selama )?(?:\S+ )?(?:\S+ )?(?:jam|menit))[^.;]{{0,40}}(?:sehari|{_REST} hari)[^.;]{{0,20}}(?:minggu|"
            rf"pekan)|{_NUMBER} hari (?:istirahat|libur|off)|(?:day|hari) off|off[- ]day|\blibur\b[^.;]{{0,20}}(?:per|"
            r"dalam|se|setiap) ?(?:satu |1 \(satu\) |1 )?minggu|\blibur (?:satu|1) (?:malam|hari) (?:secara )?bergilir\w*|\bhari (?:ketujuh|ke-?7)\b|\b(?:bergantian|bergilir(?:an)?) (?:libur|istirahat)|\blibur (?:secara )?(?:bergantian|bergilir)|"
            r"(?:tiap|setiap|dalam) (?:se|satu )?(?:pekan|minggu)\b[^.;]{0,25}(?:sehari|(?:satu|1) hari)[^.;]{0,20}(?:ber)?(?:istirahat|libur)|\bhari (?:lepas|bebas)\b|\bbebas (?:tugas|dinas|kerja|jaga)\b(?=[^.;]{0,40}(?:piket|jadwal|giliran|minggu|pekan|$))|"
            r"\b(?:libur|istirahat|off) (?:sekali|(?:satu|1) ?(?:kali|x)) (?:se|(?:dalam|tiap|per|setiap) (?:satu |1 |se)?)(?:minggu|pekan)\b|\blepas (?:dinas|jaga|kerja)\b|\blibur ?: ?(?:hari )?"
            rf"{_DAY}|\bhari (?:se|tiap |per )?(?:minggu|pekan) libur|{_DAY} (?:dan|serta|&|/) [^.;,]{{3,25}} (?:libur|off)\b|"
            rf"{_DAY} ?- ?{_DAY} (?:libur|off)|(?:istirahat|libur) (?:minimal |"
            rf"paling sedikit |sekurang-kurangnya )?{_NUMBER} ?\(?\w*\)? hari"
        ),
        also=(
            rf"tidak (?:bekerja|bertugas|masuk|berdinas) pada (?:hari )?{_DAY}|{_REST} hari[^.;]{{0,8}}(?:se|per|tiap|setiap|dalam)[^.;]{{0,14}}(?:minggu|pekan)[^.;]{{0,40}}(?:tidak (?:masuk|"
            rf"bekerja|bertugas)|libur|lepas|istirahat)|\blibur[^.;]{{0,15}}(?:empat|4)(?: ?\([^)]*\))? (?:kali|hari)\b|"
            r"\b(?:hari )?(?:minggu|ahad)\b(?: dan [^.;,]{3,30})?,? tidak (?:bekerja|masuk|ada (?:kerja|"
            r"kegiatan|pekerjaan)|beroperasi|berdinas|bertugas|m[ae]n?[gy]?\w+)"
        ),
        denies_also=(
            rf"(?:libur|istirahat)[^.;]{{0,25}}(?:dalam|setiap|tiap|per|se) ?{_WEEKS} (?:minggu|pekan)\b|"
            rf"(?:libur|istirahat|\boff)[^.;]{{0,25}}(?:{_REST}|3|tiga)(?: ?\([^)]{{2,20}}\))? (?:kali|hari) (?:dalam |per |tiap |setiap )?"
            r"(?:se|satu |1 )?bulan\b|"
            r"(?:libur|istirahat|\boff)[^.;]{0,20}\b(?:sekali|satu kali|dua kali)[^.;]{0,6}(?:se|per |dalam (?:satu )?)bulan|"
            r"\bsenin (?:s[./]?d\.?|sampai(?: dengan)?|hingga|-) (?:minggu|ahad)\b(?![^.;]*(?:libur|shift|giliran|regu|bergilir|bergantian))|"
            r"\blibur hanya (?:pada |diberikan |saat )*(?:hari raya|idul|lebaran|hari besar|natal)|"
            r"(?<!buka )(?<!beroperasi )(?<!operasi )(?<!melayani )tanpa (?:hari )?(?:libur|istirahat|off)\b|tidak (?:ada|mengenal|mendapat(?:kan)?|diberikan|"
            r"memperoleh|berhak)[^.;]{0,30}(?:hari )?(?:libur(?! (?:nasional|resmi|besar|umum|lebaran|keagamaan))|"
            r"istirahat(?! (?:makan|siang)))|(?:7|"
            r"tujuh)(?: \(tujuh\))? (?:hari|malam) (?:kerja )?(?:dalam )?(?:se|satu |1 )?minggu|setiap hari (?:termasuk|"
            r"tanpa kecuali|tanpa libur)|termasuk hari (?:minggu|sabtu(?:,| dan) minggu)[^.;]{0,40}(?:libur|"
            r"masuk|bekerja)|(?:bekerja|masuk|berjaga|bertugas) (?:penuh )?setiap hari\b"
        ),
        unless=(
            r"(?:lembur|upah|bekerja|masuk|tugas|kerja)[^.;]{0,25} pada (?:hari )?(?:libur|istirahat)|"
            r"hari libur pengganti|(?:jika|apabila|bila|kalau) (?:\w+ )?hari libur|hari libur nasional|libur hari raya|libur lebaran|libur bersama|hari kerja berikutnya|"
            r"jatuh pada hari libur|bertepatan dengan hari libur"
        ),
        terms=("istirahat mingguan", "hari istirahat", "libur mingguan", "hari libur", "Minggu libur"),
    ),
    ClauseRule(
        kind="thr",
        topic=(
            r"\btunj(?:angan|\.)? hari raya\b|\bt\.?h\.?r\.?(?![a-z])|\btunjangan (?:keagamaan|lebaran|idul fitri|"
            r"natal)\b|\bgaji ke-?13\b.{0,10}hari raya|\bbonus (?:lebaran|hari raya)\b|\bbingkisan (?:lebaran|"
            r"hari raya)\b"
        ),
        also=(
            r"\b(?:lebaran|idul fitri|hari raya|natal|hari besar keagamaan)\b[^.;]{0,60}(?:tunjangan|\bgaji (?:satu|1|sebulan|ke)|"
            r"(?:satu|1)(?: ?\(satu\))? (?:kali |x )?(?:bulan )?(?:gaji|upah))"
        ),
        deny=(
            r"(?:peng)?ganti(?:an)? (?:dari )?(?:tunjangan hari raya|thr\b)|"
            rf"(?:tunjangan hari raya|\bthr\b)[^.;]{{0,70}}\b(?:nihil|ditiadakan|(?:sudah|telah) (?:termasuk|"
            rf"diperhitungkan|tercakup)(?!{_IN_PRICE})|"
            r"termasuk (?:di ?)?dalam (?:upah|gaji|honor|komponen upah)|tidak (?:diberikan|"
            r"dibayar(?:kan)?|ada|berlaku|ditanggung|menjadi|diperhitungkan|diadakan))"
            r"|(?:upah|gaji|honor(?:arium)?)[^.;]{0,60}(?:sudah|telah) (?:termasuk|mencakup|meliputi|"
            r"memperhitungkan)[^.;]{0,60}(?:tunjangan hari raya|\bthr\b)"
            r"|(?:tidak|tak|tdk) (?:mengenal|ada|mendapat(?:kan)?|berhak|dibayar(?:kan)?|diberi(?:kan)?|"
            r"akan (?:mendapat|menuntut|menerima|memberikan)|menuntut|memperoleh|menerima|menanggung|"
            r"memberikan)[^.;]{0,70}(?:tunjangan hari raya|\bthr\b)"
            r"|\btanpa (?:[a-z]+ ){0,3}(?:tunjangan hari raya|thr)\b"
        ),
        firm=(
            rf"{PAYS}[^.;]{{0,60}}(?:tunjangan hari raya|\bthr\b)|(?:tunjangan hari raya|\bthr\b)[^.;]{{0,60}}"
            r"(?:sebesar|dibayar|diberikan|bulan (?:upah|gaji)|1/12)"
        ),
        terms=("tunjangan hari raya", "THR", "tunjangan keagamaan", "hari raya"),
    ),
    ClauseRule(
        kind="k3_apd",
        topic=(
            r"\balat(?:-alat)? pelindung(?: diri| kerja)?\b|\ba\.?p\.?d\b(?!\.?[a-z])|"
            r"\balat keselamatan\b|\bperlengkapan (?:keselamatan|safety|pelindung)\b|"
            r"\bkeselamatan(?: dan kesehatan|, kesehatan| kesehatan)? kerja\b|\bk3\b|\bk-3\b|\bsmk3\b|"
            r"\bkesehatan dan keselamatan kerja\b|"
            r"\b(?:masker|sarung tangan|helm(?! ojek)|sepatu (?:safety|boot|bot|keselamatan|karet)|"
            r"kaca ?mata (?:las|pelindung|safety|panen)|rompi|safety (?:shoes|belt|helmet)|body harness|"
            r"pelindung telinga)\b|\btanggap darurat\b|\bpemadam(?:an)? (?:api|kebakaran)\b|\bp3k\b|"
            r"\bkeselamatan (?:seluruh |para )?(?:pekerja|personi?e?l|karyawan|tenaga kerja|petugas)\b"
        ),
        unless=r"biaya k3\b.{0,40}\basuransi|undang[- ]undang[^.;]{0,20}keselamatan kerja nomor$|\blogo\b",
        deny=(
            r"(?:alat pelindung diri|\bapd\b|perlengkapan (?:kerja|keselamatan)|masker|sarung tangan|helm|"
            rf"sepatu)[^.;]{{0,80}}(?:ditanggung|dibebankan|disediakan|dibeli|beban|menjadi tanggungan|"
            rf"tanggung jawab|dipotong)[^.;]{{0,25}}(?:{WORKER} (?:sendiri|masing|yang bersangkutan)|"
            r"masing-masing|sendiri|dari (?:upah|gaji))"
            r"|(?:membeli|membawa|menyediakan|menyiapkan|melengkapi)(?: dan [a-z]+)? sendiri[^.;]{0,40}(?:pelindung|\bapd\b|sepatu|"
            r"helm|masker|sarung tangan)|(?:apd|pelindung diri)\b[^.;]{0,20}tidak (?:disediakan|diberikan|ditanggung)"
            r"|(?:risiko|resiko)[^.;]{0,30}kecelakaan[^.;]{0,40}(?:tanggungan|tanggung jawab|ditanggung)[^.;]{0,30}sendiri"
            r"|(?:tidak|tanpa) (?:menyediakan|disediakan|dilengkapi|ada|memberikan|"
            r"menanggung)[^.;]{0,40}(?:alat pelindung|\bapd\b|k3)"
            rf"|(?:keselamatan|kesehatan)[^.;]{{0,30}}kerja[^.;]{{0,40}}(?:tanggung jawab|risiko|resiko|"
            rf"menjadi tanggungan|beban) (?:{WORKER} (?:sendiri|masing)|masing-masing|sendiri)"
        ),
        grant=(
            rf"(?:{GIVES}|dilengkapi|melengkapi|memakai|menggunakan|mematuhi|mengikuti|menerapkan|melaksanakan|"
            rf"menjaga|menjamin|memperhatikan)[^.;]{{0,90}}(?:pelindung|apd|k3|keselamatan|masker|"
            r"sarung tangan|helm|sepatu|rompi)"
            r"|(?:pelindung|apd|masker|sarung tangan|helm|sepatu)[^.;]{0,40}(?:disediakan|diberikan|dibagikan|diganti)"
            r"[^.;]{0,20}(?:oleh |pihak |perusahaan|pengusaha|penyedia|kontraktor|kantor|cuma)"
        ),
        denies_also=(
            r"dilengkapi (?:dengan )?(?!.*(?:pelindung|masker|sarung tangan|helm|apd|rompi|sepatu (?:safety|"
            r"boot)))[^.;]*\b(?:senter|ht|handy ?talky|jas hujan|metal detector|pentungan|borgol)\b"
        ),
        terms=(
            "alat pelindung diri",
            "APD",
            "keselamatan dan kesehatan kerja",
            "K3",
            "masker",
            "sarung tangan",
            "helm",
        ),
    ),
    ClauseRule(
        kind="compensation_pkwt",
        topic=(
            r"\b(?:uang|hak|pembayaran|dana|biaya|cadangan|besaran)? ?kompensasi\b(?! (?:lembur|"
            r"atas keterlambatan|hari libur|kerugian|kerusakan|cuti|jabatan|bagi pihak pertama))"
        ),
        needs=(
            r"uang kompensasi|kompensasi (?:pkwt|akhir|masa kerja|berakhir|kontrak|kerja|apa ?pun|sesuai|"
            rf"sebesar|sebagaimana|bagi|kepada|sebanding|pada saat|saat)|{WORKER}|berakhir|pkwt|pesangon|"
            r"masa kerja|apa ?pun|pp (?:no\.? |nomor )?35|peraturan pemerintah nomor 35|bentuk apapun"
        ),
        unless=(
            r"peristiwa kompensasi|kompensasi[^.;]{0,40}(?:kepada|bagi|untuk) penyedia|"
            r"penyedia[^.;]{0,40}(?:berhak|mendapat\w*|memperoleh)[^.;]{0,20}kompensasi|kompensasi (?:atas|"
            r"karena|akibat) (?:keterlambatan|kerusakan|kehilangan|kekurangan|perubahan)|(?:lembur|libur|"
            r"penggantian hari|kelebihan jam) (?:diganti|dibayar|diberikan|dengan|berupa|"
            r"dalam bentuk)[^.;]{0,20}kompensasi|kompensasi (?:lembur|berupa hari libur|"
            r"waktu)|kompensasi dan benefit|kompensasi (?:atas|untuk|bagi) (?:jam|kelebihan|kerja|lembur|hari|tambahan)"
        ),
        deny=(
            r"\btanpa (?:[a-z]+ ){0,4}kompensasi\b|(?:tidak|tak|tdk) (?:berhak|mendapat(?:kan)?|"
            r"memperoleh|menerima|ada|diberi(?:kan)?|memberi(?:kan)?|membayar|dibayar(?:kan)?|wajib|"
            r"berkewajiban|menuntut|akan (?:menuntut|memberikan|mendapat|meminta|menerima|"
            r"ada))[^.;]{0,80}kompensasi"
            r"|kompensasi[^.;]{0,60}(?:tidak (?:diberikan|dibayar(?:kan)?|ada|berlaku|ditanggung|menjadi)|"
            rf"ditiadakan|nihil|(?:sudah|telah) (?:termasuk|diperhitungkan|tercakup)(?!{_IN_PRICE}))"
        ),
        also=(
            r"(?:kontrak|pkwt|perjanjian|masa kerja)\b[^.;]{0,12}\b(?:berakhir|habis|usai|selesai)\b[^.;]{0,60}(?:mendapat|memperoleh|menerima|"
            r"dibayar|diberi)\w*[^.;]{0,40}(?:bulan (?:upah|gaji)|(?:upah|gaji) sebulan|sebanding|prorata)"
        ),
        denies_also=(
            r"\bberakhir\w*[^.;]{0,70}(?:tidak ada|tanpa)(?: ada)? (?:pembayaran|kewajiban (?:pem)?bayar\w*|pemberian uang)|"
            r"(?:tidak|tak|tdk) (?:akan |ber)?(?:berhak|hak|mendapat(?:kan)?|memperoleh|menerima|diberi(?:kan)?|memberi(?:kan)?|"
            r"membayar(?:kan)?|berkewajiban|wajib|menuntut)[^.;]{0,40}pesangon (?:maupun|atau|dan|ataupun|serta|,)[^.;]{0,30}"
            r"(?:ganti (?:rugi|kerugian)|penggantian|apa ?pun)|\btanpa pesangon (?:maupun|atau|dan|ataupun|serta)[^.;]{0,30}apa ?pun"
        ),
        terms=("uang kompensasi", "kompensasi PKWT", "kompensasi akhir kontrak"),
    ),
    ClauseRule(
        kind="minimum_wage_reference",
        topic=r"\bupah minimum\b|\bu\.?m\.?[kpr]\b(?!m)|\bums[kp]\b|\bumkab\b|\bump/umk\b|\bumk/ump\b|\bupah terendah\b",
        deny=(
            r"(?<!tidak )(?<!tidak boleh )(?:berada |lebih rendah dari|dibayar )?di ?bawah (?:upah minimum|um[kp]\b)|"
            r"(?:tidak|tanpa) (?:mengacu|mengikuti|terikat|berdasarkan|menuntut|sesuai|mempermasalahkan|"
            r"harus)[^.;]{0,50}(?:upah minimum|\bum[kpr]\b)"
            r"|(?:bersedia|setuju|menerima)[^.;]{0,60}(?:di ?bawah|lebih rendah dari|"
            r"kurang dari)[^.;]{0,25}(?:upah minimum|\bum[kpr]\b)|(?:upah minimum|"
            r"\bum[kpr]\b)[^.;]{0,40}tidak berlaku"
        ),
        grant=(
            rf"{_FORBIDS_LESS}|(?:sesuai|mengacu|berdasarkan|tidak (?:boleh )?(?:lebih rendah|kurang|di ?bawah)|"
            r"sekurang-kurangnya|minimal|dilarang|serendah-rendahnya|menetapkan|penetapan|kenaikan|perubahan|"
            r"penyesuaian|paling (?:sedikit|rendah))[^.;]{0,60}(?:upah minimum|\bum[kpr]\b)"
        ),
        despite=_FORBIDS_LESS,
        unless=r"undang-undang[^.;]{0,20}upah minimum$",
        terms=("upah minimum", "UMK", "UMP", "UMR"),
    ),
    ClauseRule(
        kind="wage_payment_date",
        topic=(
            rf"(?:\b{WAGE}|^\W*ongkos)\b[^.;]{{0,90}}\b(?:dibayar(?:kan)?|diterima(?:kan)?|pembayaran|ditransfer)\b|"
            rf"\b(?:pembayaran|membayar(?:kan)?|dibayar(?:kan)?)[^.;]{{0,30}}\b{WAGE}\b"
        ),
        needs=(
            r"\btanggal\b|setiap (?:akhir |awal )?bulan|tiap (?:akhir )?bulan|akhir bulan|awal bulan|transfer|"
            r"rekening|tunai|per bulan|hari kerja|(?:tiap|setiap) (?:hari )?(?:senin|selasa|rabu|kamis|jum|sabtu|minggu)|"
            r"apabila|setelah (?:perusahaan|penyedia|vendor|pihak)|setiap minggu|mingguan|selambat-lambatnya|paling lambat"
        ),
        unless=(
            r"keterlambatan|lembur|denda|cuti|tunjangan hari raya|\bthr\b|termin|"
            r"pihak pertama membayar kepada pihak kedua"
        ),
        negatable=False,
        terms=("pembayaran upah", "upah dibayar", "tanggal gajian", "setiap tanggal", "transfer"),
    ),
    ClauseRule(
        kind="paid_absence",
        topic=r"\b(?:sakit|haid|menikah|keluarga (?:inti )?meninggal|kedukaan|(?:ber)?ibadah|izin|s[h]?alat|sholat)\b",
        needs=(
            rf"(?:{WAGE}[^.;]{{0,25}}(?:tetap|penuh|dibayar|berhak)|tetap (?:dibayar|mendapat|menerima|berhak|digaji|diupah)|"
            rf"(?:memperoleh|menerima|mendapat(?:kan)?)[^.;]{{0,20}}{WAGE}|(?:cuti|istirahat) haid[^.;]{{0,30}}dibayar|"
            r"(?:no work no pay|dipotong|tidak dibayar|tidak mendapat|tanpa upah)|"
            r"kesempatan (?:untuk )?(?:beribadah|melaksanakan ibadah|ibadah|sholat|salat|shalat))"
        ),
        deny=(
            r"(?:sakit|izin|tidak masuk)[^.;]{0,80}(?:dipotong|tidak (?:dibayar|mendapat(?:kan)? (?:upah|"
            r"gaji)|berhak atas upah)|tanpa upah)|no work,? no pay"
        ),
        unless=r"iuran|premi|biaya pengobatan|jaminan",
        terms=("upah selama sakit", "surat dokter", "izin dibayar", "ibadah", "no work no pay"),
    ),
    ClauseRule(
        kind="maternity_leave",
        topic=(
            r"\b(?:cuti|istirahat|izin) (?:hamil|melahirkan|bersalin|keguguran|gugur kandungan)|"
            r"\b(?:melahirkan|persalinan)\b[^.;]{0,40}\b(?:cuti|istirahat)|\bistirahat\b[^.;]{0,50}\b(?:melahirkan|bersalin)|"
            r"\bkeguguran\b[^.;]{0,30}\b(?:ber)?istirahat|cuti hamil dan melahirkan|"
            r"\bmenyusui\b|ruang laktasi"
        ),
        deny=(
            r"(?:cuti|istirahat)[^.;]{0,20}(?:hamil|melahirkan)[^.;]{0,40}(?:tidak (?:dibayar|diberikan|ada)|"
            r"tanpa (?:upah|dibayar)|di luar tanggungan)"
        ),
        terms=("cuti melahirkan", "cuti hamil", "keguguran", "menyusui"),
    ),
    ClauseRule(
        kind="women_night_work",
        topic=(
            r"\b(?:pekerja|karyawan|tenaga kerja|petugas)? ?(?:perempuan|wanita)\b[^.;]{0,100}\b(?:malam|"
            r"23[.:]00|22[.:]00|(?:jam|pukul) 2[23]\b)|antar[- ]?jemput[^.;]{0,60}malam|makanan (?:dan minuman )?bergizi"
        ),
        terms=("pekerja perempuan malam", "antar jemput", "makanan bergizi", "23.00"),
    ),
)
