"""Job titles of outsourced and fixed-term work: the heads of the titles and what may follow them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_FIELD = (
    r"(?:kebersihan|keamanan|pengamanan|taman|pertamanan|parkir|loket|administrasi|lapangan|jaga|"
    r"kesehatan|perpustakaan|pelayanan|penjagaan|pengemudi|satpam|sampah|pemungut|laundry|dapur|gizi|"
    r"laboratorium|farmasi|"
    r"gudang|produksi|informasi|protokol|rekam medis|arsip|pendukung|teknis|operasional|kebun|jenazah|"
    r"ambulans|ambulance|listrik|komputer|it|cctv|pemeliharaan|pengairan|damkar|pemadam|penyuluh|"
    r"pendataan|survei|pramubakti|"
    r"pramusaji|resepsionis|sopir|angkut|bongkar muat|kantin|harian|ahli|outsourcing|alih daya|"
    r"cleaning service|security|sanitasi|drainase|jalan|kasir|call center|pengelola|front office|"
    r"front desk|lab|tata usaha|kebersihan dan taman)"
)
_HEADS = (
    r"(?:petugas|tenaga|staf|staff|juru|pegawai|anggota|karyawan|pekerja|regu|operator|teknisi|"
    r"koordinator|kepala|asisten|pengawas|pelaksana|helper|admin(?:istrasi)?|kru|crew|mandor|supervisor|"
    rf"leader|foreman|kurir|checker|mekanik|guru|perawat|buruh|penjaga|tukang) (?:{_FIELD}|satpam|security|"
    r"malam|kebun|taman|masak|parkir|sapu|panen|produksi|forklift|excavator|dump truck|mesin|spbu|"
    r"alat berat|crane|genset|store|toko|gudang|gerbang|pintu|air|listrik|kantor|sekolah|kelas|tim|shift|"
    r"regu|bengkel|cuci|kamar|lapangan|umum|data|entry|penjualan)"
)
_SINGLE = (
    r"satuan pengaman(?:an)?|satpam|security(?: guard| officer)?|komandan regu|wakil komandan regu|danru|"
    r"wadanru|kepala regu|chief(?: security| satpam)?|anggota(?: regu| satpam| security)?|"
    r"cleaning service(?: supervisor| leader)?|cleaner|office boy|office girl|"
    r"\bob\b|\bog\b|pramu ?bh?akti|pramu ?saji|pramu ?kantor|pramu ?wisma|pramu ?niaga|pramu ?tamu|"
    r"pengemudi|sopir|supir|driver|resepsionis|receptionist|operator|helper|checker|kurir|sprinter|picker|"
    r"packer|sorter|loader|"
    r"admin|tenaga administrasi|sales promotion (?:girl|boy)|\bspg\b|\bspb\b|beauty advisor|\bba\b|kasir|"
    r"teller|customer service|call center|telemarketer|marketing(?: officer| executive)?|account officer|"
    r"mandor|pengawas|supervisor|team leader|leader(?= \d| ?\(\d)|koordinator|"
    r"teknisi|mekanik|welder|fitter|juru masak|koki|cook|chef|waiters?|waitress|barista|steward|"
    r"tukang kebun|tukang taman|gardener|tukang sapu|penyapu jalan|penjaga malam|penjaga (?:kantor|"
    r"sekolah|gudang|pintu|kebun)|juru parkir|"
    r"caraka|messenger|binatu|pemasak|asisten perawat|perawat|bidan|buruh (?:harian|angkut|panen|tani|"
    r"bongkar muat)|pemanen|asisten (?:afdeling|kebun|rumah tangga|apoteker)|processing|transporter|"
    r"crew store|room ?boy|house ?keeping|laundry|"
    r"analis|desainer|programmer|surveyor|drafter|arsiparis|pustakawan|apoteker|promotor|merchandiser|"
    r"sekretaris|kernet|kenek|penyelia|penjahit|pemotong kain|pelinting|tenaga linting|penderes|penyadap(?: karet)?|pemetik(?: teh| kopi| cengkeh)?|penimbang|"
    r"kuli(?: angkut| bangunan)?|sales(?:man|woman)?|porter|juru las|juru kunci|juru timbang|instruktur|terapis|kapster|"
    r"nelayan|anak buah kapal|\babk\b|nakhoda|dosen|tutor|pelatih|fotografer|pengasuh|baby ?sitter|"
    r"asisten rumah tangga|ajudan|pembantu umum|pesuruh|pengantar(?: barang| paket)?|tukang (?:batu|kayu|las|cat|ledeng|listrik|"
    r"cukur|masak|cuci)|pengepak(?:an)?|pengemas(?:an)?|pembersih (?:kaca|kolam|gedung)|pemelihara(?:an)? (?:taman|kolam)|"
    r"buruh (?:muat|petik|tanam|pabrik|gudang|kebun|linting|perkebunan)|spv|kru(?: kebersihan| gudang)?|loading dock|gondola|"
    r"storekeeper|quality control|foreman|rigger|scaffolder|petugas|patroli|pemadam kebakaran|"
    r"pengelola (?:parkir|taman|sampah)|\bgro\b|guru(?: (?:kelas|privat|honor|ekstrakurikuler|mata pelajaran))?"
)
_AFTER = (
    r"(?: (?:gudang|produksi|forklift|excavator|dump truck|mesin|spbu|alat berat|crane|genset|kantor|"
    r"lapangan|umum|panen|toko|store|area|kebersihan|keamanan|regu|satpam|security|shift|malam|pool|"
    r"operasional|dinas|jenazah|ambulans|ambulance|truk|bus|mobil|"
    r"hd ?\d+|afdeling [ivx]+|junior|senior|utama|pratama|madya|supervisor|leader|service|wanita|pria|"
    r"komputer|cctv|telepon|listrik|ac|taman|loket|parkir|sampah|gedung|i{1,3}|grade \w|wheel loader|"
    r"bulldozer|truck|mixer|packing|boiler|packer|reach truck|data entry|entry data|data|jahit|obras|bubut|las|privat|rokok|"
    r"pelaksana|direksi|pabrik|loket|jalan|tol)(?![a-z])){0,3}"
)
TITLE = re.compile(
    rf"(?<![\w/])(?:{_HEADS}|(?:tenaga |petugas |anggota |personil |personel |staf )?(?:{_SINGLE}))(?![a-z]){_AFTER}",
    re.IGNORECASE,
)
_GENERIC = re.compile(
    (
        r"^(?:tenaga (?:kerja|ahli daya|alih daya|outsourcing|pendukung|teknis|harian|ahli|kesehatan|"
        r"operasional)|petugas|anggota|operator|pengawas|koordinator|kepala regu|karyawan kantor|admin|"
        r"pekerja (?:harian|lapangan|umum)|pegawai administrasi|pengawas (?:lapangan|pekerjaan)|"
        r"pekerja alih daya|tenaga kerja .*|processing|analis|regu .*|staf umum|ba|ob|og|gro|guru|chief|"
        r"pengelola .*)$"
    ),
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Occupation:
    """A job title at ``start:end``; ``generic`` when the words alone do not prove a title ("petugas", "operator")."""

    start: int
    end: int
    title: str
    generic: bool


def find_occupations(text: str, *, known: Sequence[str] = ()) -> Iterator[Occupation]:
    """Every job title in the text (line ends count as blanks), left to right.

    ``known`` are titles found elsewhere in the document (a table), which the gazetteer need not know.
    """
    flat = re.sub(r"\s", " ", text)
    found: list[Occupation] = []
    for title in known:
        for match in re.finditer(rf"(?<!\w){re.escape(title)}(?!\w)", flat, re.IGNORECASE):
            found.append(Occupation(match.start(), match.end(), match.group(), False))
    for match in TITLE.finditer(flat):
        title = match.group().strip()
        start = match.start() + len(match.group()) - len(match.group().lstrip())
        found.append(Occupation(start, start + len(title), title, bool(_GENERIC.match(title))))
    end = -1
    for occupation in sorted(found, key=lambda o: (o.start, -o.end)):
        if occupation.start >= end:
            end = occupation.end
            yield occupation


def same_occupation(a: str, b: str) -> bool:
    """Whether two printed titles mean the same job ("tenaga cleaner" and "Cleaner")."""
    return key_of(a) == key_of(b)


def key_of(title: str) -> str:
    """A title without "tenaga", "petugas" and the like before a title that stands alone, lower case."""
    low = re.sub(r"\s+", " ", title.lower()).strip(" .,:;")
    bare = re.sub(
        (
            r"^(?:tenaga|petugas|personil|personel|staf|jasa|orang|pekerja)\s+(?=(?:satpam|security|cleaner|"
            r"cleaning|pengemudi|sopir|driver|pramu|office|satuan|danru|komandan|resepsionis))"
        ),
        "",
        low,
    )
    synonyms = {
        "satuan pengamanan": "satpam",
        "satuan pengaman": "satpam",
        "supir": "sopir",
        "pramubhakti": "pramubakti",
        "komandan regu": "danru",
        "anggota regu": "anggota",
        "anggota satpam": "anggota",
        "anggota security": "anggota",
    }
    return synonyms.get(bare, bare)
