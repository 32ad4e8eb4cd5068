"""What kind of document this is, decided by title, parties and a labour test, never by an abbreviation alone.

"SPK" stands for at least five things and "Perjanjian Kerja" may be an agreement between two companies, so the title
proposes and the parties and the text decide.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extractor.facts.heading import Heading
from extractor.facts.parties import FoundParty
from extractor.facts.reading import Reading
from extractor.vocabulary import ContractKind

_ADDENDUM = re.compile(
    r"\badd?endum\b|\badendum\b|\bamandemen\b|^(?:surat )?perubahan (?:[a-z]+ )?(?:atas |kontrak|"
    r"perjanjian)|perjanjian perubahan"
)
_ORDER = re.compile(r"surat perintah (?:mulai )?kerja|surat perintah kerjasama|\bspk\b")
_FIXED_TERM = re.compile(
    r"kerja (?:untuk )?waktu tertentu|\bpkwt\b|\bkkwt\b|perjanjian kerja harian|kontrak kerja|"
    r"perjanjian kerja(?! ?sama)|kesepakatan kerja(?! ?sama)|masa percobaan|harian lepas"
)
_STATE = re.compile(
    r"^surat perjanjian|^kontrak\b|surat perjanjian (?:kerja|pengadaan|pekerjaan|untuk)|"
    r"^perjanjian pengadaan|kontrak (?:pengadaan|jasa lainnya)"
)
_BETWEEN_FIRMS = re.compile(
    r"kerja ?sama|alih daya|outsourc|penyedia(?:an)? (?:jasa|tenaga|personil)|pemborongan|jasa (?:tenaga|"
    r"keamanan|pengamanan|kebersihan|cleaning|pengelolaan)|pks\b|pelaksanaan pekerjaan|volume based"
)
_LABOUR = re.compile(
    r"tenaga (?:kerja|kebersihan|keamanan|pengamanan|ahli daya|alih daya|outsourcing|pendukung|"
    r"administrasi|pengemudi|satpam|cleaner|security|harian|pramu\w+|operator|teknis)|\bpekerja\b|"
    r"\bkaryawan\b|\bsatpam\b|\bsecurity\b|\bpengemudi\b|\bsopir\b|\bpramu\w+|"
    r"cleaning service|petugas (?:kebersihan|keamanan|parkir|taman|lapangan|jaga)|\bupah\b|\bgaji\b|"
    r"\bhonorarium\b|alih daya|outsourcing|\bpersonil\b|\bpersonel\b|\bregu\b|orang[/ ]bulan|"
    r"orang[/ ]hari|jasa (?:keamanan|pengamanan|kebersihan)|\boffice boy\b|\bdriver\b|resepsionis|"
    r"\bbpjs\b|\blembur\b"
)
_GOODS = re.compile(
    r"\b(?:pengadaan (?:barang|alat|bahan|komputer|laptop|kendaraan|meubel\w*|buku|atk|obat|seragam|mesin|"
    r"printer)|pembelian|alat tulis kantor|unit (?:laptop|komputer|printer|ac|kendaraan)|"
    r"spesifikasi (?:barang|teknis)|merk|rim\b|kertas|toner|garansi|dus\b|pengiriman barang|"
    r"barang diterima|"
    r"pembangunan|konstruksi|rehabilitasi|renovasi|pengaspalan|makan minum rapat|konsumsi rapat|"
    r"sewa (?:kendaraan|gedung|hotel|tenda)|kamar|paket meeting|katering rapat|percetakan|cetak)\b"
)


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_ENGLISH = _words(
    "the of and to in for shall by be this with is on as at from that or agreement party parties "
    "employee employer which any its will not an are between under"
)
_INDONESIAN = _words(
    "yang dan di dengan untuk pada dari ini oleh atas tidak dalam pihak adalah sebagai sesuai akan serta "
    "atau tersebut kepada berdasarkan bahwa telah dapat sampai selama"
)
_MALAY = re.compile(
    r"\b(?:syarikat|hendaklah|perkhidmatan|kerana|pampasan|ringgit|kwsp|perkeso|socso|sdn\.? bhd|majikan|"
    r"kontraktor|notis|penamatan|tamat|pekerja hendaklah|mengikut|faedah|rm ?\d)\b"
)
_HONORARY = re.compile(
    r"guru (?:honorer|tidak tetap|honor)|\bgtt\b|tenaga honorer|honorer (?:guru|sekolah|daerah)|"
    r"guru bantu|\bojtm\b|guru[^.;]{0,40}honor"
)
_BILL = re.compile(
    r"\b(?:invoice|faktur|kwitansi|kuitansi|tagihan|nota (?:pembayaran|penjualan)|jatuh tempo|"
    r"total tagihan|no\.? pelanggan)\b"
)


@dataclass(frozen=True, slots=True)
class KindVerdict:
    """The kind with a confidence 0 to 1 and, for "other" or a doubtful kind, the reason in Indonesian."""

    kind: ContractKind
    confidence: float
    reason: str = ""


def language_of(reading: Reading) -> str | None:
    """ "id", "en", "ms" (Malay), or None when there is too little text."""
    words = re.findall(r"[a-z]+", reading.low)
    if len(words) < 25:
        return None
    english = sum(w in _ENGLISH for w in words)
    indonesian = sum(w in _INDONESIAN for w in words)
    # With a fair share of both it is a bilingual text, whichever of the two has the more small words.
    if english > 2 * indonesian and english >= 8 and (indonesian < 15 or english > 6 * indonesian):
        return "en"
    malay = {m.group() for m in _MALAY.finditer(reading.low)}
    if len(malay - {"majikan", "kontraktor", "notis"}) >= 2 or len(malay) >= 4:
        return "ms"
    return "id" if indonesian >= 5 else None


_NAMED = re.compile(
    r"(?:perjanjian|kesepakatan|kontrak) kerja (?:untuk )?waktu tertentu|perjanjian kerja harian lepas|kontrak kerja|"
    r"perjanjian kerja ?sama|perjanjian (?:alih daya|pemborongan|penyediaan)|surat perintah kerja|surat perjanjian|"
    r"perjanjian kerja"
)


def decide_kind(reading: Reading, title: Heading, parties: Sequence[FoundParty], language: str | None) -> KindVerdict:
    """The kind of the document; "other" with the reason when it is no Indonesian labour contract."""
    low = reading.low
    if len(low.split()) < 25:
        return KindVerdict(
            "other",
            0.9,
            "Dokumen kosong atau hampir tidak berisi teks, sehingga tidak dapat dinilai sebagai kontrak kerja.",
        )
    if language == "en":
        return KindVerdict(
            "other",
            0.95,
            (
                "Dokumen berbahasa Inggris; yang diperiksa adalah kontrak berbahasa Indonesia (periksa "
                "apakah ada naskah bahasa Indonesianya)."
            ),
        )
    if language == "ms":
        return KindVerdict(
            "other",
            0.8,
            "Dokumen tampaknya berbahasa Melayu (Malaysia/Brunei), bukan kontrak kerja menurut hukum Indonesia.",
        )
    labour = {m.group() for m in _LABOUR.finditer(low)}
    head = re.sub(r"(?<=\b\w) (?=\w\b)", "", title.low) or _title_in_a_box(reading, labour)
    if not head and not parties and not (len(labour) >= 4 and re.search(r"\bpasal \W?\d|pihak pertama|\bspk\b", low)):
        return _no_contract(low, labour)
    if _HONORARY.search(head) or (
        _HONORARY.search(low[:3000]) and re.search(r"kepala sekolah|komite sekolah|yayasan", low[:3000])
    ):
        return KindVerdict(
            "other",
            0.7,
            "Dokumen ini perjanjian guru/tenaga honorer, bukan alih daya, SPK jasa tenaga kerja, atau PKWT perusahaan.",
        )
    if _ADDENDUM.search(head):
        return KindVerdict("addendum", 0.95) if labour else _not_labour(low)
    goods = len({m.group() for m in _GOODS.finditer(low)})
    if len(labour) < 2 or (goods >= 3 and len(labour) < 4):
        return _not_labour(low)
    persons = [p for p in parties if p.form == "perorangan"]
    officer = any(p.function == "ppk" for p in parties)
    firms = [p for p in parties if p.form not in (None, "perorangan")]
    if _ORDER.search(head) and not _FIXED_TERM.search(
        head.replace("surat perintah kerja", "").replace("surat perintah kerjasama", "")
    ):
        return KindVerdict("spk", 0.95 if len(parties) >= 2 else 0.7)
    if re.search(r"waktu tertentu|pkwt|kkwt|harian lepas|masa percobaan", head) and len(firms) < 2:
        return KindVerdict(
            "pkwt", 0.95 if persons else 0.75, "" if persons else "Pihak pekerja tidak terbaca atau belum diisi."
        )
    if (
        not head
        and (re.search(r"\bmemerintahkan\b", low) or len(re.findall(r"\bspk\b", low)) >= 2)
        and len(parties) >= 2
    ):
        return KindVerdict("spk", 0.6, "Judul tidak terbaca; jenis dokumen disimpulkan dari isinya.")
    if officer and (_STATE.search(head) or _BETWEEN_FIRMS.search(head) or "perjanjian" in head):
        return KindVerdict("surat_perjanjian", 0.85)
    if _FIXED_TERM.search(head) and not _BETWEEN_FIRMS.search(head) and len(firms) < 2:
        return KindVerdict(
            "pkwt", 0.9 if persons else 0.7, "" if persons else "Pihak pekerja tidak terbaca atau belum diisi."
        )
    if persons and any(p.function == "worker" for p in persons) and not _BETWEEN_FIRMS.search(head):
        return KindVerdict("pkwt", 0.75)
    if len(firms) >= 2 or _BETWEEN_FIRMS.search(head):
        return KindVerdict(
            "alih_daya",
            0.9 if len(firms) >= 2 else 0.65,
            "" if len(firms) >= 2 else "Dua badan usaha sebagai pihak tidak terbaca lengkap.",
        )
    if _ORDER.search(low[:1500]) and parties:
        return KindVerdict("spk", 0.6, "Jenis dokumen disimpulkan dari isinya; judulnya tidak jelas.")
    if re.search(r"perjanjian|kontrak", head) and (parties or len(labour) >= 6):
        return KindVerdict(
            "alih_daya" if _BETWEEN_FIRMS.search(low[:2500]) else "pkwt",
            0.5,
            "Jenis dokumen disimpulkan dari isinya; judul dan pihaknya tidak jelas.",
        )
    return _no_contract(low, labour)


def _title_in_a_box(reading: Reading, labour: set[str]) -> str:
    """The name of the contract where no line could be told to be its title (a form box, a page header); "" when the
    first page does not name one or the text is not about labour."""
    first = re.sub(r"\s+", " ", reading.structure.text.text[:1500].lower())
    named = _NAMED.search(first)
    return named.group() if named and len(labour) >= 4 else ""


def _not_labour(low: str) -> KindVerdict:
    if _BILL.search(low):
        return KindVerdict("other", 0.85, "Dokumen ini tagihan atau bukti pembayaran, bukan kontrak kerja.")
    if _GOODS.search(low):
        return KindVerdict("other", 0.85, "Isinya pengadaan barang atau pekerjaan lain, tidak menyangkut tenaga kerja.")
    return KindVerdict("other", 0.75, "Tidak ditemukan ketentuan tentang tenaga kerja, upah, atau penempatan pekerja.")


def _no_contract(low: str, labour: set[str]) -> KindVerdict:
    if _BILL.search(low) and len(labour) < 4:
        return KindVerdict("other", 0.85, "Dokumen ini tagihan atau bukti pembayaran, bukan kontrak kerja.")
    return KindVerdict(
        "other",
        0.7,
        "Tidak ditemukan judul perjanjian dan para pihak, sehingga bukan (atau belum dikenali sebagai) kontrak kerja.",
    )
