"""Social insurance in the contract: which programme, granted or denied, who pays, which rates.

Two passes over each sentence: events (programme names, rates, payers) in reading order tie rates and payers to
programmes; then the stance of the sentence decides whether the programme is granted.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import get_args

from extractor.facts.insurance_payers import Payers, all_on_worker
from extractor.facts.insurance_rates import CUT, programme_of, rates_in_order, rates_of
from extractor.facts.measures import find_percents
from extractor.facts.programmes import (
    ANY_BPJS,
    EMPLOYMENT_CARRIER,
    NAME_OR_SHORT,
    NAMES,
    OTHER,
    SHORT_CONTEXT,
    programmes_of_rate,
)
from extractor.facts.stance import stance_of
from extractor.facts.units import Sentence
from extractor.vocabulary import CoverStatus, PartyFunction, Payer, Programme

PROGRAMMES: tuple[Programme, ...] = get_args(Programme)
_NAME = re.compile("|".join(f"(?P<{programme}>{pattern})" for programme, pattern in NAMES))
_EXCEPT = re.compile(r"\b(?:ter)?kecuali\b|\bdi luar\b(?= (?:iuran|bagian))")
_SHARE = re.compile(r"(?:iuran )?(?:bagian|porsi) (?:pemberi kerja|perusahaan|pengusaha|penyedia|pihak \w+)")
_WORKERS_SHARE = re.compile(
    r"\b(?:bagian|porsi) (?:para )?(?:pekerja|karyawan|tenaga kerja|peserta|buruh|petugas|personi?e?l)\b"
)
_REPLACED = re.compile(
    r"\b(?:sebagai (?:peng)?ganti(?: dari)?|menggantikan)(?: (?:kepesertaan|program|iuran|keikutsertaan))? *$"
)
_OPTIONAL = re.compile(
    r"(?:dapat|boleh|dipersilakan|silakan|yang ingin|yang berminat|"
    r"secara sukarela)[^.;]{0,60}(?:mendaftar|ikut|menjadi peserta|kepesertaan)[^.;]{0,30}(?:sendiri|"
    r"mandiri|sukarela)|\bdapat (?:diikutsertakan|diikutkan|didaftarkan)\b[^.;]{0,60}\b(?:setelah|sesudah|apabila|jika|bila|"
    r"atas permintaan|bagi yang)\b|\bbaru (?:akan )?(?:diikutsertakan|diikutkan|didaftarkan)\b[^.;]{0,60}"
    r"\b(?:setelah|sesudah|apabila|jika|bila)\b|"
    r"\bakan (?:diikutsertakan|diikutkan|didaftarkan)\b[^.;]{0,20}\b(?:setelah|sesudah|apabila|jika|bila)\b[^.;]{0,30}"
    r"\b(?:diperpanjang|diangkat|lulus|masa kerja|bekerja (?:lebih|selama|minimal|sekurang))|\bmenyusul (?:setelah|kemudian|apabila|bila)\b"
)
# What a worker pays by law, in percent of the wage (PP 46/2015, PP 45/2015, Perpres 82/2018): the rest is the employer's.
_LAWFUL_PART: dict[Programme, Decimal] = {"jht": Decimal(2), "jp": Decimal(1), "bpjs_kesehatan": Decimal(1)}
_NOT_ON = re.compile(
    r"\btidak (?:boleh |akan |dapat )?(?:dibebankan|ditanggung|dibayar|dipotong(?:kan)?|dipungut|memotong|membebankan|memungut)"
    r"(?: kepada| oleh| pada| dari)?(?P<who>[^.;,]{0,30})"
)
_ENROLLED_IF_NOT = re.compile(
    r"\b(?:yang|bila|apabila|jika) (?:belum|tidak) (?:memiliki|mempunyai|terdaftar|menjadi peserta|punya)[^.;]{0,60}"
    r"\b(?:didaftarkan|diikutsertakan|diikutkan|mendaftarkan)\b"
)
_BRACKET = re.compile(r"\((?:menjadi )?(?:beban|ditanggung|tanggungan|dibayar|oleh|atas biaya|biaya) [^()]{3,40}\)")
# "keduanya", "program tersebut", "iuran bagian pemberi kerja": the programmes named just before.
_SAME_PROGRAMMES = re.compile(
    r"\b(?:iuran|premi|pembayaran(?:nya)?|biaya(?:nya)?)|%|\b(?:keduanya|ketiganya|keempatnya|kelimanya|kesemuanya|semuanya|seluruhnya)\b|"
    r"\bprogram(?:[- ]program)? (?:tersebut|di ?atas|itu|termaksud)\b"
)
# "kecuali Jaminan Pensiun, semua program ... wajib diikuti": named only to be left out, whoever pays.
_LEFT_OUT = re.compile(r"\b(?:ter)?kecuali (?P<what>[^.;,]{2,60})")
_PAID = re.compile(r"\biuran\b|\bpremi\b|dipotong|ditanggung|beban|dibayar|%|\bbagian\b|\bporsi\b")
_DUTIES = re.compile(r"(?:kewajiban|tanggungjawab|tugas)")
_BARE_VERB = re.compile(r"^\W*(?:\w{1,2}[.)] ?)?(?:membayar(?:kan)?|menanggung|menyetor(?:kan)?)\b")
# A policy that may be asked for later, and what a policy does not cover.
_NO_POLICY = re.compile(
    r"apabila dipersyaratkan|bila diperlukan|di ?luar (?:pertanggungan|tanggungan|cakupan|jaminan) asuransi"
)
_INSURED_BY = re.compile(
    r"(?:diasuransikan|ditutup|dipertanggungkan|disediakan|dibayar(?:i)?)\b[^.;,]{0,45}?(?: oleh)? (?P<who>[^.;,]{3,50})"
)
_SHORT: dict[Programme, str] = {
    "jkk": "jkk", "jkm": "jkm", "jht": "jht", "jp": "jp", "jkp": "jkp", "bpjs_kesehatan": "bpjs kesehatan",
}  # fmt: skip
_LAW_NAME = re.compile(r"(?:undang-undang|\buu\b|peraturan)[^.;]{0,60}(?:tentang|mengenai)[^.;]{0,30}$")
_SHARED_PROGRAMMES: tuple[Programme, ...] = ("jht", "jp", "bpjs_kesehatan")
_OTHER = tuple((programme, re.compile(pattern)) for programme, pattern in OTHER)
_EMPLOYMENT: tuple[Programme, ...] = ("jkk", "jkm", "jht", "jp")
_OLD_EMPLOYMENT: tuple[Programme, ...] = ("jkk", "jkm", "jht")

_ENROL = re.compile(
    r"ikut ?serta|ikutkan|dipertanggungkan|diasuransikan|memotong|dipotong|dibebankan|menyusul|ditunda|ikut dalam|mendaftar|didaftar|peserta|kepesertaan|menanggung|ditanggung|"
    r"bayar|memberikan|diberikan|mendapat|memperoleh|berhak|jaminan sosial|iuran|premi|program|kewajiban|wajib|turut|"
    r"mengikuti|diikut|diselenggarakan|tanggung|potongan|menjamin|fasilitas|termasuk|meliputi|memberi|menyediakan|dilindungi"
)
_UNTIL = re.compile(
    r"(?:sampai(?: dengan)?|hingga|sebelum|menunggu|(?:selama|dalam hal|apabila|jika|bila) belum|apabila (?:telah|sudah))[^.;]{0,60}$"
)
_MEDICAL_ON_WORKER = re.compile(
    r"(?:biaya )?(?:pengobatan|perawatan|berobat|kesehatan)[^.;]{0,80}(?:menjadi )?(?:tanggungan|"
    r"tanggung jawab|beban|ditanggung|dibayar)(?: oleh)?(?: masing-masing)? ?(?:tenaga kerja|pekerja|"
    r"karyawan|personil|yang bersangkutan|sendiri|masing|petugas)"
)
_FALSE = re.compile(
    r"(?:undang-undang|peraturan)[^.;]{0,40}(?:tentang|mengenai) (?:badan penyelenggara )?jaminan|"
    r"surat (?:bukti|keterangan)|(?:rekomposisi|realokasi)(?: dari)? (?:iuran |program )*[a-z ]{2,40}$|bukti (?:setor|bayar|pembayaran|kepesertaan|lunas)[^.;]{0,25}$"
)


@dataclass(slots=True)
class _Tie:
    """What one document says about one programme while it is being read."""

    granted: list[tuple[int, int]] = field(default_factory=list)
    denied: list[tuple[int, int]] = field(default_factory=list)
    employer: Decimal | None = None
    worker: Decimal | None = None
    payers: list[Payer] = field(default_factory=list)  # by the sentence as a whole
    own_payers: list[Payer] = field(default_factory=list)  # said of this programme
    strength: float = 0.0
    left_to_worker: bool = False  # denied, and the contribution left to the worker


@dataclass(frozen=True, slots=True)
class CoverFinding:
    """The verdict on one programme; ``spans`` in the reading, strongest first; ``strength`` 0 to 1."""

    programme: Programme
    status: CoverStatus
    payer: Payer | None = None
    employer_pct: Decimal | None = None
    worker_pct: Decimal | None = None
    spans: tuple[tuple[int, int], ...] = ()
    strength: float = 0.0


class InsuranceReader:
    """Collects what the sentences (and tables) of one document say about insurance.

    ``roles`` maps the lower-case role as printed ("pihak kedua") to its function, so that "beban PIHAK KEDUA" is the
    worker in a PKWT and the vendor in an outsourcing agreement.
    """

    def __init__(self, roles: Mapping[str, PartyFunction | None]) -> None:
        self._ties: dict[Programme, _Tie] = {p: _Tie() for p in PROGRAMMES}
        self._payers = Payers(roles)
        self._carrier: list[tuple[int, int, bool, Payer | None]] = []
        self._lumped = False
        self._excepting = False  # a carrier was named with what is left out of it
        self._recent: list[Programme] = []

    def read(self, sentences: Iterable[Sentence]) -> None:
        for sentence in sentences:
            self._sentence(sentence)

    def grant(
        self,
        programme: Programme,
        span: tuple[int, int],
        *,
        payer: Payer | None = None,
        employer: Decimal | None = None,
        worker: Decimal | None = None,
        strength: float = 0.8,
    ) -> None:
        """Note a programme found elsewhere (a table of rates, a price list)."""
        tie = self._ties[programme]
        tie.granted.append(span)
        tie.strength = max(tie.strength, strength)
        tie.employer = tie.employer if employer is None else employer
        tie.worker = tie.worker if worker is None else worker
        if payer:
            tie.payers.append(payer)

    def findings(self) -> tuple[CoverFinding, ...]:
        """Every programme once, in the order of the vocabulary, absent ones included."""
        self._spread_carrier()
        return tuple(self._settle(programme) for programme in PROGRAMMES)

    def _sentence(self, sentence: Sentence) -> None:
        low = f"{sentence.unit.context.lower()} {sentence.low}" if sentence.unit.context else sentence.low
        shift = len(low) - len(sentence.low)
        self._other(sentence)
        names = NAME_OR_SHORT if SHORT_CONTEXT.search(low) else _NAME
        named = [m for m in names.finditer(low) if not _FALSE.search(low[max(0, m.start() - 70) : m.end()])]
        own = [m for m in named if m.start() >= shift]
        carrier = EMPLOYMENT_CARRIER.search(low, shift)
        span = (sentence.start, sentence.end)
        if _MEDICAL_ON_WORKER.search(low) and not own:
            self._ties["bpjs_kesehatan"].denied.append(span)
            self._ties["bpjs_kesehatan"].strength = max(self._ties["bpjs_kesehatan"].strength, 0.5)
            return
        if not own and carrier is None and _SAME_PROGRAMMES.search(low):
            if len(self._recent) == 1 and self._recent[0] in _SHORT:
                self._own_rates(self._recent[0], low)
            in_order = rates_in_order(low, self._recent, payers=self._payers)
            if in_order:
                side, listed = in_order
                for programme, value in listed:
                    tie = self._ties[programme]
                    tie.employer, tie.worker = (value, tie.worker) if side == "employer" else (tie.employer, value)
                return
            # "Iuran bagian pemberi kerja ditanggung ...": the payer of the programmes named just before.
            follows = self._payers.whole(low)
            if follows and self._recent:
                part = follows == "worker" and ("bagian" in low or "%" in low)
                for programme in self._recent:
                    if not part:
                        self._ties[programme].payers.append(follows)
                    elif programme in _SHARED_PROGRAMMES:
                        self._ties[programme].own_payers.append("worker")
                return
        if not own and carrier is None:
            self._recent = [] if not re.search(r"bpjs|jaminan|program", low) else self._recent
            loose = ANY_BPJS.search(low, shift)
            if loose is None or not _ENROL.search(low) or _LAW_NAME.search(low[: loose.start()]):
                return
            denied = self._denied(low, loose)
            whose = self._payers.whole(low)
            self._carrier.append((*span, denied, whose))
            if denied or loose.group().startswith(("bpjs", "badan")):
                self._note("bpjs_kesehatan", span, denied=denied, payer=whose, strength=0.5)
            return
        if not _ENROL.search(f"{sentence.unit.heading.lower()} {low}") and not list(find_percents(low)):
            return
        rates = rates_of(low, own, payers=self._payers)
        exception = _EXCEPT.search(low)
        rule_end = exception.start() if exception else len(low)
        brackets = list(_BRACKET.finditer(low, 0, rule_end))
        payer = self._payers.whole(_BRACKET.sub("", low[:rule_end])) or self._duty_bearer(sentence)
        workers_share = _WORKERS_SHARE.search(low)
        if workers_share and payer == "worker":
            payer = None
        share = _SHARE.search(low) if not re.search(r"tidak (?:boleh|dapat|akan)? ?dipotong", low) else None
        for match in own:
            programme = programme_of(match)
            denied = self._denied(low, match)
            segment = self._segment_payer(low[:rule_end], match, brackets)
            if workers_share and segment == "worker":
                segment = None
            if segment == "shared" and workers_share and programme not in _SHARED_PROGRAMMES:
                segment = "employer"
            if segment is None and match.start() > rule_end:
                # "Iuran ditanggung bersama, kecuali JKK dan JKM yang seluruhnya ditanggung Perusahaan."
                of_exception = self._payers.whole(low[rule_end:])
                segment = of_exception if of_exception == "employer" else None
            if segment:
                self._ties[programme].own_payers.append(segment)
            said = segment or payer
            if workers_share and said == "shared" and programme not in _SHARED_PROGRAMMES:
                said = "employer"  # the workers' part is of the other programmes: JKK and JKM have none
            self._note(programme, span, denied=denied, payer=said, strength=0.9)
            if (
                not denied
                and programme in _SHARED_PROGRAMMES
                and (
                    (match.start() > rule_end and self._exempts(low[rule_end:]))
                    or (share and match.start() > share.start())
                    or workers_share
                )
            ):
                # "kecuali JHT 2 % yang dipotong dari upah", "bagian pemberi kerja untuk JHT": both sides pay.
                self._ties[programme].own_payers.append("shared")
            employer, worker = rates.get(programme, (None, None))
            tie = self._ties[programme]
            if not denied:
                tie.employer = employer if employer is not None else tie.employer
                tie.worker = worker if worker is not None else tie.worker
        # A programme left out of "semua program BPJS Ketenagakerjaan" names no programme that is granted.
        employment = [
            m for m in own if m.lastgroup != "bpjs_kesehatan" and not (carrier is not None and self._left_out(low, m))
        ]
        shares = sum((_LAWFUL_PART[p] for p in {programme_of(m) for m in own} if p in _LAWFUL_PART), Decimal(0))
        if (
            shares
            and payer in ("worker", None)
            and any(p.value == shares and CUT.search(low[: p.start]) for p in find_percents(low))
        ):
            # "dipotong 3 % untuk JHT dan JP": exactly what the law puts on workers; the employer's part is another.
            for match in own:
                if programme_of(match) in _LAWFUL_PART:
                    self._ties[programme_of(match)].own_payers.append("shared")
        # "Iuran ditanggung X kecuali JHT ..." and "selebihnya ditanggung X" speak of the programmes named before, too.
        rest = re.search(r"\b(?:selebihnya|sisanya|lainnya)\b[^.;]{0,60}", low)
        general = (
            self._payers.whole(low[rest.start() : rest.end()])
            if rest
            else payer
            if exception and "iuran" in low[:rule_end]
            else None
        )
        if rest and general == "worker" and self._payers.whole(low[: rest.start()]) not in ("worker", None):
            for match in own:
                if programme_of(match) in _SHARED_PROGRAMMES:
                    self._ties[programme_of(match)].own_payers.append("shared")
        general = general or self._payers.of_employers_part(
            sentence.low, before=min(m.start() for m in own) - shift if own else 0
        )
        if general and general != "worker":
            for programme in self._recent:
                self._ties[programme].payers.append(general)
            if rest:
                for match in own:
                    self._ties[programme_of(match)].own_payers.append("shared")
        self._excepting = self._excepting or (carrier is not None and any(self._left_out(low, m) for m in own))
        named_now = [programme_of(m) for m in own]
        if carrier is not None and not employment:
            named_now.extend(_EMPLOYMENT)
        self._recent = named_now
        if carrier is not None and not employment:
            denied = self._denied(low, carrier)
            self._carrier.append((*span, denied, None))
            for percent in find_percents(low):
                lumped = programmes_of_rate(percent.value)
                for programme in lumped:
                    self._lumped = True
                    self._note(programme, span, denied=denied, payer=payer, strength=0.7)
            if not denied:
                stretch = _segment(low, carrier.start())
                whose = (self._payers.whole(stretch) if stretch else None) or payer
                for programme in _EMPLOYMENT:
                    if whose:
                        self._ties[programme].payers.append(whose)
                    if workers_share and programme in _SHARED_PROGRAMMES:
                        self._ties[programme].own_payers.append("shared")

    def _segment_payer(self, rule: str, match: re.Match[str], brackets: list[re.Match[str]]) -> Payer | None:
        """The payer said of the programme at ``match`` alone: by its part of the sentence, or in brackets after it."""
        if match.start() >= len(rule):
            return None
        following = next((b for b in brackets if b.start() >= match.end()), None)
        if following is not None:
            # "JKK dan JKM (beban Perusahaan), JHT ...": the bracket closes the programmes before it.
            return self._payers.whole(following.group())
        segment = _segment(rule, match.start())
        payer = self._payers.whole(_BRACKET.sub("", segment))
        rest = rule.replace(segment, " ")
        if (
            payer == "worker"
            and segment
            and programme_of(match) in _SHARED_PROGRAMMES
            and not NAME_OR_SHORT.search(rest)
            and not EMPLOYMENT_CARRIER.search(rest)
        ):
            # "JHT 2 % dipotong dari upah, sedangkan 3,7 % disetor Perusahaan": the other part names no programme.
            return "shared" if self._payers.whole(rest) == "employer" else payer
        return payer

    def _own_rates(self, programme: Programme, low: str) -> None:
        """Rates of the one programme named in the sentence before ("...; 4 % dibayar Penyedia dan 1 % dipotong")."""
        named = f"{_SHORT[programme]} {low}"
        employer, worker = rates_of(named, list(NAME_OR_SHORT.finditer(named)), payers=self._payers).get(
            programme, (None, None)
        )
        tie = self._ties[programme]
        if employer is not None and worker is not None:
            tie.employer, tie.worker = employer, worker

    def _left_out(self, low: str, match: re.Match[str]) -> bool:
        """Whether the programme at ``match`` stands as the exception to all others ("kecuali JP, semua program ...")."""
        left = _LEFT_OUT.search(low)
        if left is None or not left.start("what") <= match.start() < left.end("what"):
            return False
        return not _PAID.search(low[left.start() :]) and not NAME_OR_SHORT.search(low[: left.start()])

    def _duty_bearer(self, sentence: Sentence) -> Payer | None:
        """The party whose duties the article lists, for an item without a subject ("- membayar iuran JKK")."""
        heading = sentence.unit.heading.lower()
        if not _BARE_VERB.match(sentence.low) or not _DUTIES.search(re.sub(r"\s", "", heading)):
            return None
        return self._payers.named(heading, 0, len(heading)) or self._payers.squashed(re.sub(r"\s", "", heading))

    def _exempts(self, exception: str) -> bool:
        """Whether an exception puts a part on the workers ("kecuali bagian pekerja JHT 2%")."""
        return self._payers.whole(exception) == "worker" or bool(
            re.search(r"bagian (?:pekerja|karyawan|tenaga kerja)", exception)
        )

    def _note(
        self, programme: Programme, span: tuple[int, int], *, denied: bool, payer: Payer | None, strength: float
    ) -> None:
        tie = self._ties[programme]
        (tie.denied if denied else tie.granted).append(span)
        tie.strength = max(tie.strength, strength)
        if payer and not denied:
            tie.payers.append(payer)
        if payer == "worker" and denied:
            tie.left_to_worker = True

    def _denied(self, low: str, match: re.Match[str]) -> bool:
        before = low[max(0, match.start() - 90) : match.start()]
        if _REPLACED.search(before):
            return not re.search(r"\btidak (?:untuk )?menggantikan[^.;]{0,40}$", before)
        left = _LEFT_OUT.search(low)
        if left and left.start("what") <= match.start() < left.end("what") and not _PAID.search(low[left.start() :]):
            return True
        if _UNTIL.search(before) and "terdaftar" in low:
            return True
        if _OPTIONAL.search(low):
            return True
        if _ENROLLED_IF_NOT.search(low):
            return False
        spared = _NOT_ON.search(low)
        if spared and (
            self._payers.named(low, spared.start("who"), spared.end("who")) == "worker" or "upah" in spared["who"]
        ):
            return False  # "tidak dibebankan kepada karyawan" denies a payer, not the programme
        if all_on_worker(low) and re.search(r"tidak (?:menanggung|ditanggung|menjadi)", low):
            return True
        return stance_of(low, match.start(), match.end()) == "denied"

    def _other(self, sentence: Sentence) -> None:
        for programme, pattern in _OTHER:
            match = pattern.search(sentence.low)
            if not match:
                continue
            if programme == "private_health" and re.search(
                r"badan penyelenggara|jaminan kesehatan nasional", sentence.low
            ):
                continue
            if programme == "goods" and _NO_POLICY.search(sentence.low):
                continue
            negated = re.search(
                r"tidak (?:perlu|wajib|menutup|menyediakan|menanggung|termasuk)", sentence.low[: match.end()]
            )
            by = _INSURED_BY.search(sentence.low)
            payer = self._payers.named(sentence.low, by.start("who"), by.end("who")) if by else None
            payer = payer or self._payers.whole(sentence.low) or self._payers.actor(sentence.low, match.start())
            if payer is None and programme == "goods" and self._payers.employment:
                payer = (
                    "employer"  # in the worker's own agreement the goods are the employer's unless it says otherwise
                )
            self._note(programme, (sentence.start, sentence.end), denied=bool(negated), payer=payer, strength=0.8)

    def _spread_carrier(self) -> None:
        """The carrier named without its programmes stands for all of them, but only when no programme is named."""
        if not self._carrier or self._lumped:
            return
        if any(self._ties[p].granted for p in _EMPLOYMENT):
            return
        apart = [p for p in _EMPLOYMENT if self._ties[p].denied]
        if apart and not self._excepting:
            return
        for start, end, denied, payer in self._carrier:
            for programme in (p for p in _EMPLOYMENT if p not in apart):
                self._note(programme, (start, end), denied=denied, payer=payer, strength=0.6)

    def _settle(self, programme: Programme) -> CoverFinding:
        tie = self._ties[programme]
        if not tie.granted and not tie.denied:
            return CoverFinding(programme, "absent")
        if not tie.granted:
            left_to: Payer | None = "worker" if tie.left_to_worker else None
            return CoverFinding(programme, "excluded", left_to, spans=tuple(tie.denied[:3]), strength=tie.strength)
        payer = _settle_payer(tie)
        if payer == "worker" and tie.worker is not None and tie.worker == _LAWFUL_PART.get(programme):
            payer = "shared"
        worker = tie.worker
        return CoverFinding(programme, "granted", payer, tie.employer, worker, tuple(tie.granted[:3]), tie.strength)


_SEGMENT = re.compile(
    r";|,\s+(?:sedangkan |dan |serta )?(?=iuran|premi|kepesertaan)|,\s+(?:dan|serta) (?=program)|\bsedang(?:kan)?\b|\bsementara\b|\bditambah\b|\bserta (?=iuran)|\bdan (?=iuran)"
)


def _segment(low: str, at: int) -> str:
    """The part of the sentence that speaks of the programme at ``at`` ("iuran JKK ..., iuran JHT ...")."""
    start, end = 0, len(low)
    for match in _SEGMENT.finditer(low):
        if match.end() <= at:
            start = match.end()
        elif match.start() > at:
            end = match.start()
            break
    return low[start:end] if (start, end) != (0, len(low)) else ""


def _settle_payer(tie: _Tie) -> Payer:
    """The payer of one programme: what is said of it alone and its own rates first, then its whole sentence."""
    own = [p for p in tie.own_payers if p != "unspecified"]
    stated = [p for p in tie.payers if p != "unspecified"]
    if "shared" in own:
        return "shared"
    worker = bool(tie.worker) or "worker" in own
    employer = tie.employer is not None or any(p in ("employer", "user_company") for p in own)
    if worker and (employer or any(p in ("employer", "user_company", "shared") for p in stated)):
        return "shared"
    if tie.employer is not None and not any(p in ("included_in_price", "user_company") for p in (*own, *stated)):
        return "employer"
    if own:
        return own[0]
    if worker:
        return "worker"
    if {"employer", "worker"} <= set(stated):
        return "shared"
    return stated[0] if stated else "unspecified"
