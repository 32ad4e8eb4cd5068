"""Who bears a contribution, by the words of a sentence or a part of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Literal

from extractor.facts.occupations import TITLE
from extractor.vocabulary import PartyFunction, Payer

Side = Literal["employer", "worker"]
_WORKER_SIDE = re.compile(
    r"\b(?:(?:pihak )?pekerja(?!an)|karyawan|karyawati|employees?|guru|perawat|bidan|teller|tenaga kerja(?! asing)|"
    r"tenaga (?:pengaman(?:an)?|keamanan|kebersihan|pengemudi|pendukung|harian|ahli daya|alih daya)|personil|personel|"
    r"peserta|buruh|pegawai|yang bersangkutan|masing-masing|(?:dipotong|potongan|"
    r"pemotongan)(?: langsung)? (?:dari )?(?:upah|gaji|honor\w*)?|sendiri|mandiri|satpam|anggota|"
    r"petugas)\b"
)
_EMPLOYER_SIDE = re.compile(
    r"\b(?:perusahaan|pengusaha|pemberi kerja|penyedia(?: jasa)?|vendor|majikan|yayasan|koperasi|pemborong|rekanan|"
    r"kontraktor|klinik|rumah sakit|sekolah|instansi|pelaksana(?! (?:harian|lapangan))|company|employer|kebun|pihak pengusaha|kantor)\b"
)
# The company the work is done for, where it is no party ("Pengguna Jasa" in the worker's own agreement).
_USER_SIDE = re.compile(r"\b(?:pengguna jasa|perusahaan pengguna|pemberi pekerjaan|klien|prinsipal)\b")
_OFFICE = re.compile(r"\b(?:dinas|kantor|sekretariat|anggaran|blud|puskesmas|rsud)\b")
_IN_PRICE = re.compile(
    r"(?:sudah |telah )?(?:termasuk|diperhitungkan|dihitung|tercakup|include\w*|"
    r"memperhitungkan|dimasukkan|masuk(?:kan)?)(?: di)?(?: ke)? ?(?:dalam )?(?:nilai|harga|biaya jasa|kontrak|rab|penawaran|"
    r"tagihan|total|hps|pembayaran|hitungan)|"
    r"(?:diambil|dibayar(?:kan)?|berasal|dibebankan) (?:dari|pada) (?:nilai|harga) (?:spk|kontrak|pekerjaan|jasa)|"
    r"(?:harga|nilai|biaya jasa|(?:biaya|jumlah|angka) (?:tersebut|ini|di ?atas))[^.;]{0,60}(?:sudah|telah)? ?(?:termasuk|mencakup|meliputi|memperhitungkan|memuat)"
)
_IN_WAGE = re.compile(
    r"\b(?:diperhitungkan|termasuk|dihitung|tercakup)(?: di| ke)? ?dalam (?:honor\w*|upah|gaji)|"
    r"\b(?:honorarium|upah|gaji)\b[^.;]{0,30}(?:sudah|telah) (?:memperhitungkan|termasuk|mencakup|meliputi)"
)
_GOVERNMENT = re.compile(
    r"(?:ditanggung|dibayar\w*|dibiayai|beban|dianggarkan|bersumber)[^.;]{0,40}(?:\bdpa\b|\bdipa\b|apbd|apbn|pemerintah (?:daerah|kabupaten|kota|"
    r"provinsi|pusat)|negara|pemda)|\bpbi\b|"
    r"(?:iuran|premi)\w*[^.;]{0,70}(?:berasal|bersumber|ditanggung|disubsidi)[^.;]{0,15}\b(?:pemerintah|negara|apb[nd])\b"
)
_TOGETHER = re.compile(
    r"\b(?:ditanggung|dipikul) bersama(?:-sama)?\b|\bmasing-masing pihak\b|\b(?:kedua|para) pihak (?:menanggung|membayar)\b|"
    r"\b(?:dibagi|ditanggung bersama|dipikul bersama|dibayar bersama|secara bersama(?:-sama)?|berbagi|patungan)\b"
    r"[^.;]{0,25}\b(?:antara|oleh|dua pihak|kedua pihak|kedua belah pihak|pekerja|karyawan)\b"
)
_BORNE_BY = re.compile(
    r"(?:ditanggung|dibayar(?:kan)?|dibiayai|tanggungan|tanggung jawab|beban|dibebankan|(?:atas|dengan) biaya(?! sendiri)|(?:seluruhnya|sepenuhnya)(?= )(?! (?:ditanggung|dibayar|menjadi|oleh|beban))|"
    r"disetor(?:kan)?|ditutup|diasuransikan)(?: sepenuhnya| seluruhnya| penuh)?(?: oleh| kepada| pada|"
    r" dari)?\b(?=(?P<who>[^.;,]{0,45}))"
)
_BY = re.compile(r"\b(?:iuran|premi)\b[^.;,]{0,60}?\boleh (?P<who>[^.;,]{3,40})")
_OWN_COST = re.compile(r"(?P<who>[^.;]{3,80}?) (?:wajib |harus |akan )?(?:atas|dengan) (?:biaya|tanggungan) sendiri\b")
_BEARS = re.compile(
    r"(?P<who>[^.;,]{3,60}?) (?:wajib |akan |bersedia )?(?:menanggung|bertanggung ?jawab (?:penuh )?(?:atas|terhadap)|"
    r"membayar(?:kan)?)(?: seluruh| penuh)?[^.;]{0,20}?(?:iuran|premi|biaya|bpjs|jaminan|\bjk[kmp]\b|\bjht\b|\bjp\b|\d ?%)"
)
_ALL_ON_WORKER = re.compile(
    r"(?:iuran|premi|biaya|pembayaran)[^.;]{0,90}(?:seluruhnya|sepenuhnya|ditanggung|dibayar|beban|"
    r"tanggung)[^.;]{0,50}(?:pekerja|karyawan|tenaga kerja|personil|masing-masing(?! pihak)|sendiri|peserta|"
    r"pihak kedua secara mandiri)|\bpeserta[^.;]{0,40}secara mandiri|(?:mendaftar|membayar|dibayar|menanggung|kepesertaan|didaftarkan|"
    r"menyetor)[^.;]{0,50}(?:sendiri|mandiri|masing-masing(?! pihak))|\burusan (?:pribadi|masing-masing)|"
    r"\b(?:memiliki|mempunyai)\b[^.;]{0,40}\bmandiri\b"
)
_DEDUCTED = re.compile(r"(?:dipotong|potongan|pemotongan|memotong)[^.;]{0,50}(?:upah|gaji|honor)")
_NOT_DEDUCTED = re.compile(
    r"tidak (?:boleh|dapat|akan|dibenarkan|diperkenankan)? ?(?:dipotong|dibebankan|dibebani|membebani|membebankan|dipungut|"
    r"memotong upah|memotong gaji)"
)
_BILLED_TO = re.compile(
    r"\b(?:ditagihkan|dibebankan kembali|diganti|direimburs\w*)(?: kembali)?(?: [a-z]+){0,2} (?:kepada|pada|ke|oleh) (?P<who>[^.;,]{3,30})"
)
_FREE = re.compile(
    r"\btanpa (?:ada )?(?:potongan|dipotong|memotong)\b|\btanpa membebani (?:pekerja|karyawan|tenaga kerja|buruh)|\btanpa (?:ada )?iuran(?: tambahan)? (?:dari |oleh |bagi )?(?:pihak )?(?:pekerja|karyawan|tenaga kerja|personi?e?l|buruh|peserta)"
)
# "JKK, JKM: PIHAK KEDUA", "BPJS TK (JKK/JKM) - company".
_LABELLED = re.compile(
    r"(?:jk[kmp]|jht|jp|kes(?:ehatan)?|ketenagakerjaan|tk|iuran|premi|\)) ?(?:[:=]|[-–]) ?(?P<who>[a-z][^.;:]{2,60})[.;\s]*$"
)
_SQUASHED = re.compile(r"kewajiban(?:perusahaan|penyedia|pengusaha|vendor|pemberikerja|kontraktor|pemborong|koperasi)")
_EMPLOYERS_PART = re.compile(
    r"^\W*(?:iuran|premi|pembayaran iuran) (?:(?:untuk|dari|bagian|porsi|beban|yang menjadi) ){0,2}(?:pemberi kerja|perusahaan|"
    r"pengusaha|penyedia|majikan)\b[^.;,]{0,70}?(?=,|;|\bsedang(?:kan)?\b|\bsementara\b)"
)
_JOINED = re.compile(r"^\W*(?:dan|serta|bersama(?:-sama)?|maupun)(?: dengan)?\W*$")


def all_on_worker(low: str) -> bool:
    """Whether the sentence puts the whole contribution, or the enrolment itself, on the workers."""
    return _ALL_ON_WORKER.search(low) is not None


class Payers:
    """Reads payers for one document.

    ``roles`` maps the lower-case role as printed ("pihak kedua") to its function, so that "beban PIHAK KEDUA" is the
    worker in a PKWT and the vendor in an outsourcing agreement.
    """

    def __init__(self, roles: Mapping[str, PartyFunction | None]) -> None:
        # Whole words only: "PIHAK I" also stands at the head of "PIHAK II".
        self._roles = tuple(
            (re.compile(rf"(?<!\w){re.escape(role.lower())}(?!\w)"), function)
            for role, function in sorted(roles.items(), key=lambda item: -len(item[0]))
            if role and function
        )
        functions = set(roles.values())
        self.employment = "employer" in functions and "worker" in functions
        self._user_pays = not {"worker", "worker_group"} & functions or bool({"employer", "vendor"} & functions)

    def actor(self, low: str, at: int) -> Payer | None:
        """Who takes out a policy: the role or side named last before the verb at ``at``."""
        best: tuple[int, Payer] | None = None
        for pattern, function in self._roles:
            for match in pattern.finditer(low, 0, at):
                if best is None or match.start() > best[0]:
                    best = (match.start(), _payer_of(function, user_pays=self._user_pays))
        for match in _EMPLOYER_SIDE.finditer(low, 0, at):
            if best is None or match.start() > best[0]:
                best = (match.start(), "employer")
        return best[1] if best else None

    def side(self, low: str, start: int, end: int) -> Side | None:
        """The side a stretch of text names as payer, None when it names none or both."""
        near = re.search(r"[,;.]\s", low[start:end])
        if near and near.start() > 3:
            first = self.side(low, start, start + near.start())
            if first:
                return first  # what stands nearest to a rate says whose it is
        piece = low[start:end]
        sides: set[Side] = set()
        for pattern, function in self._roles:
            if pattern.search(piece):
                sides.add("worker" if function in ("worker", "worker_group") else "employer")
        if _WORKER_SIDE.search(piece):
            sides.add("worker")
        if _EMPLOYER_SIDE.search(piece):
            sides.add("employer")
        if not sides and TITLE.search(piece):
            sides.add("worker")
        return sides.pop() if len(sides) == 1 else None

    def whole(self, low: str) -> Payer | None:
        """Who bears the contribution by the text as a whole, None when it does not say."""
        if _GOVERNMENT.search(low):
            return "government"
        if _IN_WAGE.search(low) and not re.search(r"(?:tidak|belum) termasuk", low):
            return "worker"  # an amount that already holds the contribution is less wage: the worker pays
        if _IN_PRICE.search(low) and not re.search(r"(?:tidak|belum) termasuk", low):
            return "included_in_price"
        if _NOT_DEDUCTED.search(low) or _FREE.search(low):
            return "employer"
        billed = _BILLED_TO.search(low)
        if billed and self.named(low, billed.start("who"), billed.end("who")) == "user_company":
            return "user_company"
        if _TOGETHER.search(low):
            return "shared"
        found = list(self._borne(low))
        labelled = _LABELLED.search(low)
        if not found and labelled:
            named = self.named(low, labelled.start("who"), labelled.end("who"))
            found = [named] if named else []
        if all_on_worker(low) and "employer" not in found and "user_company" not in found:
            found.append("worker")
        if "shared" in found or {"employer", "worker"} <= set(found):
            return "shared"
        return found[0] if found else None

    def _borne(self, low: str) -> Iterator[Payer]:
        for pattern in (_BORNE_BY, _BY):
            for match in pattern.finditer(low):
                payer = self.named(low, match.start("who"), match.end("who"))
                if payer:
                    yield payer
        if _DEDUCTED.search(low):
            yield "worker"
        for pattern in (_BEARS, _OWN_COST):
            for match in pattern.finditer(low):
                payer = self.named(low, match.start("who"), match.end("who"))
                if payer:
                    yield payer

    def of_employers_part(self, low: str, *, before: int) -> Payer | None:
        """Who pays the employer's part a sentence opens with, ahead of the first programme it names (at ``before``).

        "Iuran pemberi kerja ditanggung X, sedangkan 2 % (JHT) dipotong": X pays for the programmes named before.
        """
        part = _EMPLOYERS_PART.match(low)
        return self.whole(part.group()) if part and part.end() <= before else None

    def squashed(self, heading: str) -> Payer | None:
        """The side a heading without blanks gives duties to (headings are often letter-spaced)."""
        return "employer" if _SQUASHED.search(heading) else None

    def named(self, low: str, start: int, end: int) -> Payer | None:
        """The payer a stretch of text names: its first party, "shared" when two sides are joined by "dan"."""
        piece = low[start:end]
        hits: list[tuple[int, int, Payer]] = []
        for pattern, function in self._roles:
            payer = _payer_of(function, user_pays=self._user_pays)
            hits.extend((m.start(), m.end(), payer) for m in pattern.finditer(piece))
        for side, pattern in (("worker", _WORKER_SIDE), ("employer", _EMPLOYER_SIDE)):
            hits.extend((m.start(), m.end(), side) for m in pattern.finditer(piece))  # type: ignore[misc]
        hits.extend((m.start(), m.end(), "user_company") for m in _USER_SIDE.finditer(piece))
        hits.sort(key=lambda hit: (hit[0], -hit[1]))
        if not hits:
            return "employer" if _OFFICE.search(piece) else "worker" if TITLE.search(piece) else None
        first = hits[0]
        for second in hits[1:]:
            if second[0] < first[1] or second[2] == first[2]:
                continue
            if _JOINED.match(piece[first[1] : second[0]]) and "worker" in (first[2], second[2]):
                return "shared"
            break
        return first[2]


def _payer_of(function: PartyFunction | None, *, user_pays: bool) -> Payer:
    match function:
        case "worker" | "worker_group":
            return "worker"
        case "user" | "ppk":
            return "user_company" if user_pays else "employer"
        case _:
            return "employer"
