"""Mends OCR slips in the words contracts are made of ("PERIANJIAN", "Jaminan Kecelakaan Keria", "seIanjutnya").

Only words of the vocabulary below are ever produced, only from a misprint one slip away (two in long words), and never
from another real word; names stay as printed because facts quote the page, not this text.
"""

from __future__ import annotations

import re
from functools import lru_cache

from rapidfuzz.distance import Levenshtein

from extractor.facts.slips import ambiguous, unslipped, untouched


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


VOCABULARY = _words(
    """
    perjanjian kontrak kesepakatan surat perintah kerja kerjasama pekerjaan pekerja karyawan tenaga petugas personil
    perusahaan penyedia pengguna pemberi borongan pemborongan penyediaan pengadaan kebersihan pengamanan keamanan
    nomor tanggal pihak pertama kedua kesatu bertanda tangan dibawah bawah selanjutnya disebut sebagai bertindak
    diwakili jabatan alamat nama berkedudukan beralamat pejabat pembuat komitmen dinas ketenagakerjaan
    upah gaji tunjangan lembur honorarium minimum bulan hari tahun jangka waktu sejak sampai dengan terhitung mulai
    berakhir berlaku selama jaminan kecelakaan kematian pensiun kehilangan kesehatan sosial iuran premi asuransi
    ditanggung dibayar dibayarkan dipotong diberikan mendapat mendapatkan berhak tidak tanpa kecuali wajib dilarang
    mengikutsertakan diikutsertakan mendaftarkan didaftarkan dicatatkan pencatatan program peserta kepesertaan
    cuti tahunan istirahat mingguan libur minggu senin selasa rabu kamis jumat sabtu pukul jam seminggu sehari shift
    raya keagamaan kompensasi pesangon percobaan ijazah asli denda penalti ganti rugi mengundurkan diri keterlambatan
    pengalihan perlindungan pelindungan pergantian melanjutkan masa hubungan pemutusan pengakhiran perselisihan
    musyawarah mufakat pengadilan negeri industrial keselamatan pelindung masker sarung helm sepatu harga nilai biaya
    terbilang rupiah jumlah total satuan orang lampiran pasal addendum semula menjadi pokok ketentuan diubah
    ruang lingkup lokasi tempat penempatan ditempatkan penempatan pembayaran pengupahan direktur utama manager
    januari februari pebruari maret april agustus september oktober november nopember desember
    ratus ribu juta miliar milyar puluh belas sembilan delapan tujuh empat sepuluh sebelas seratus seribu
    satpam pengemudi pramubakti pengawas regu anggota komandan kelompok ketua kepala pemerintah kabupaten provinsi
    """
)
_KNOWN_NEIGHBOURS = _words(
    """
    pekerjaan pekerjaannya bekerja tahanan lebur lembar potong pertama kematian kemajuan tunjukan tujuan sebesar
    karyawati kerjasama penggunaan pengguna dibayar dibaca dipotong didapat jabatan jembatan nomer namun tanda
    disebut disebutkan sebagian dimana selain berhak berak berikan diberi berada bagian bulanan harian masa rasa
    perjalanan perkara perkiraan pemberian pengamatan penyedia perusahaannya uang ulang mulai kursi kuasa beban
    negara negeri dengar libur lipat tidur hadir jumlahnya pihaknya pasar pakai pajak kepada kelas keras korban
    kembali kertas asali pasti basis satuan kesatuan kesatu kedua ketiga ketua kelalaian semua semuanya terbagi
    premi promo rugi ragi gantung tangga tenang petugas tugas bertugas pangkat personal personel program progress
    sepatu senter sampah sarana selama lamanya lokal loket tempo tempat penetapan penepatan nilainya total tempel
    """
)
_LONG = sorted(w for w in VOCABULARY if len(w) >= 5)
_BY_LENGTH: dict[int, tuple[str, ...]] = {n: tuple(w for w in _LONG if abs(len(w) - n) <= 2) for n in range(4, 25)}
_SHAPE = re.compile(r"(?P<head>[\"“”'(\[{]*)(?P<core>[A-Za-z0-9|!€$@{}\[\]°]+)(?P<tail>[\"“”'.,;:)\]}!?]*)")
_FOLD = str.maketrans(
    {"0": "o", "1": "l", "|": "l", "!": "l", "5": "s", "€": "e", "@": "a", "8": "b", "6": "b", "[": "l", "$": "s"}
)


@lru_cache(maxsize=50_000)
def mend(token: str) -> str:
    """The token with a slip mended, or the token itself."""
    match = _SHAPE.fullmatch(token)
    if not match:
        return token
    core = match["core"]
    if (
        not 4 <= len(core) <= 22
        or sum(c.isdigit() for c in core) > len(core) // 3
        or (not core[:2].isalpha() and not core[1:3].isalpha() and not core[2:5].isalpha())
    ):
        return token
    low = core.casefold()
    if low in VOCABULARY or low in _KNOWN_NEIGHBOURS:
        return token
    if low in untouched():
        return token
    folded = low.translate(_FOLD)
    word = folded if folded in VOCABULARY else _likeliest(low, folded)
    if word is None:
        return token
    if core.isupper() or (sum(c.isupper() for c in core) > len(core) // 2):
        word = word.upper()
    elif core[:1].isupper():
        word = word.capitalize()
    return match["head"] + word + match["tail"]


def _likeliest(low: str, folded: str) -> str | None:
    """The word of contracts near the token and the known word one slip away, where they do not contradict each other."""
    if ambiguous(low):
        return None
    near, origin = _nearest(folded), unslipped(low)
    if near and origin and near != origin:
        # "balas" may have been "batas" as well as "belas"; a word two letters off is a worse guess than one slip.
        return None if Levenshtein.distance(near, folded) == 1 else origin
    return near or origin or unslipped(folded)


def _nearest(word: str) -> str | None:
    if len(word) < 5:
        return None
    swapped = word.replace("rn", "m").replace("ii", "u").replace("vv", "w").replace("cl", "d").replace("lj", "u")
    if swapped in VOCABULARY:
        return swapped
    limit = 1 if len(word) < 10 else 2
    best: list[str] = []
    least = limit + 1
    for candidate in _BY_LENGTH.get(len(word), ()):
        distance = Levenshtein.distance(candidate, word, score_cutoff=limit)
        if distance < least:
            least, best = distance, [candidate]
        elif distance == least and distance <= limit:
            best.append(candidate)
    if least > limit or len(best) != 1:
        return None
    # A derived form of the word is a word of its own ("pekerjanya", "kontraknya", "kerjakan").
    if word.startswith(best[0]) or best[0].startswith(word) or word.endswith(best[0]):
        return None
    if least == 2 and word[0] != best[0][0]:
        return None
    if least == 1 and len(word) == len(best[0]) and not _looks_alike(word, best[0]):
        return None
    return best[0]


_ALIKE = ("iljt1f", "oecad", "unv", "mn", "hbnk", "rn", "gqy", "sz5", "pq", "bh6", "vy")


def _looks_alike(word: str, candidate: str) -> bool:
    """Whether the one differing letter is one that scanners confuse; in long words only the first letter must be."""
    at = next(i for i, (a, b) in enumerate(zip(word, candidate, strict=True)) if a != b)
    if len(word) >= 8 and at > 0:
        return True
    return any(word[at] in group and candidate[at] in group for group in _ALIKE)
