"""Which clauses stand in the text and how they stand: one pass over the sentences, one verdict for each kind."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import get_args

from extractor.facts.clauses.details import details_of
from extractor.facts.clauses.forbidden import FORBIDDEN
from extractor.facts.clauses.formal import FORMAL
from extractor.facts.clauses.rights import RIGHTS
from extractor.facts.clauses.rule import GIVES, ClauseRule
from extractor.facts.stance import stance_of
from extractor.facts.units import Sentence
from extractor.report import Detail
from extractor.vocabulary import FORBIDDEN_KINDS, ClauseKind, ClauseStatus

RULES: tuple[ClauseRule, ...] = (*RIGHTS, *FORBIDDEN, *FORMAL)
KINDS: tuple[ClauseKind, ...] = get_args(ClauseKind)
_RULE_OF = {rule.kind: rule for rule in RULES}
# "tidak diberikan apabila ia berhenti", "selain cuti tahunan, tidak ada cuti lain": not the right itself is denied.
_ON_CONDITION = re.compile(
    r"\w*(?: kan)? (?:apabila|jika|bila|dalam hal|sepanjang)\b|\s*(?:di ?luar|selain) yang\b|[^.;]{0,25}\bkecuali (?:ada|atas|dengan|bila|jika|apabila)\b|[^.;,]{0,20}\btanpa (?:surat|perintah|persetujuan|izin|ijin)\b"
)
_APART = re.compile(r"\bselain (?:hak )?(?:cuti|lembur|thr|tunjangan|kompensasi|uang)\b[^.;]*$")
_MUTUAL = re.compile(
    r"salah satu pihak|para pihak|pihak yang (?:mengakhiri|memutuskan)|masing-masing pihak|pasal 62|"
    r"\b(?:kepada|bagi) pihak (?:yang )?lain(?:nya)?\b"
)
# Data that is deleted and a licence that is withdrawn abolish no clause.
_ABOLISHED = re.compile(
    r"\b(?:dihapus(?:kan)?|dicabut)\b(?! (?:setelah|sesudah|segera|dari (?:sistem|basis|server|perangkat|daftar)|paling|oleh|izin))"
    r"|\bdinyatakan tidak berlaku\b"
)
_DENYING_LEADIN = re.compile(
    r"(?:tidak (?:berhak|mendapat(?:kan)?|menanggung|ditanggung|termasuk|memperoleh|diberikan|"
    r"bertanggung ?jawab|menerima)|dikecualikan|pengecualian|tanpa|"
    r"bukan (?:merupakan |menjadi )?(?:tanggungan|tanggung ?jawab|kewajiban|beban|hak))[^.;:]{0,80}:?\s*$"
)
# "dalam hal tidak ada lembur", "apabila tidak mengambil cuti": what may not happen is not denied.
_SUPPOSED = re.compile(
    r"\b(?:dalam hal|apabila|jika|bila(?:mana)?|kalau|manakala|tanpa (?:surat|perintah)[^.;,]{0,30})\s*(?:\w+\s+){0,3}$"
)
# "tidak dapat mewajibkan lembur": what is denied is the compulsion.
_COMPULSION = re.compile(
    r"\b(?:tidak|dilarang)\s+(?:(?:dapat|boleh|akan|berhak|diperkenankan|diperbolehkan)\s+)?"
    r"(?:mewajibkan|memaksa(?:kan)?|mengharuskan|menyuruh|diwajibkan|dipaksa|diharuskan|menolak|menunda|mengurangi|memotong)\b"
)
_LATE = re.compile(
    r"\btidak (?:akan |boleh )?(?:dibayar(?:kan)?|diberi(?:kan)?|membayar(?:kan)?|memberikan) (?:terlambat|lewat|melewati|melebihi|lebih)\b"
)
# A verb of giving that is itself denied grants nothing ("lembur, cuti, THR tidak diberikan").
_DENIED_GIVING = re.compile(rf"\b(?:tidak|tak|tdk|belum|tanpa)\s+(?:akan\s+|dapat\s+|pernah\s+|di)?{GIVES}")
# "diatur oleh PIHAK KEDUA dan tidak menjadi tanggungan PIHAK PERTAMA": the burden is placed, not the right denied.
_NOT_THE_USERS = re.compile(
    r"\b(?:tidak (?:menjadi|merupakan)|bukan(?: merupakan| menjadi)?) (?:tanggungan|beban|tanggung ?jawab|kewajiban) (?:pihak (?:pertama|kesatu)|pengguna|pemberi)"
)
_THE_VENDORS = re.compile(
    r"\b(?:oleh|kewajiban|tanggungan|tanggung ?jawab|beban|ditanggung|dibayar) (?:pihak kedua|penyedia|vendor|pemborong)"
)
# "kompensasi menjadi kewajiban koperasi dan tidak dapat ditagihkan kepada kami": who owes the right is named.
_PLACED = re.compile(
    r"(?<!tidak )(?<!bukan )(?<!belum )\bmenjadi (?:kewajiban|tanggungan|beban|tanggung ?jawab)(?: penuh| sepenuhnya)? "
    r"(?:pihak )?(?:perusahaan|koperasi|penyedia|vendor|pemborong|kontraktor|pengusaha|rekanan|pemberi kerja|yayasan)\b"
)
# Claims against somebody name rights without giving or taking them.
_CLAIMS = re.compile(
    r"\b(?:tuntutan|gugatan|klaim)\b[^.;]{0,60}\b(?:atas|mengenai|tentang|terkait|berupa)\b[^.;]{0,60}$"
)


@dataclass(frozen=True, slots=True)
class ClauseHit:
    """One sentence's verdict on one kind. ``start:end`` is the sentence in the reading; ``strength`` 0 to 1."""

    kind: ClauseKind
    status: ClauseStatus
    start: int
    end: int
    strength: float
    details: tuple[Detail, ...] = ()


@dataclass(frozen=True, slots=True)
class ClauseFinding:
    """The verdict on one kind over the whole document, with the spans that carry it (strongest first)."""

    kind: ClauseKind
    status: ClauseStatus
    spans: tuple[tuple[int, int], ...] = ()
    details: tuple[Detail, ...] = ()
    strength: float = 0.0


def search_terms(kind: str) -> tuple[str, ...]:
    """The words searched for a clause kind, as shown to people when it is absent; () for an unknown kind."""
    rule = _RULE_OF.get(kind)  # type: ignore[call-overload]
    return rule.terms if rule else ()


def find_clauses(sentences: Iterable[Sentence], *, tabled: Iterable[ClauseHit] = ()) -> tuple[ClauseFinding, ...]:
    """Every clause kind once, in the order of the vocabulary, absent ones included."""
    hits: dict[ClauseKind, list[ClauseHit]] = {}
    for hit in tabled:
        hits.setdefault(hit.kind, []).append(hit)
    for sentence in sentences:
        for hit in judge_sentence(sentence):
            hits.setdefault(hit.kind, []).append(hit)
    return tuple(_settle(kind, hits.get(kind, [])) for kind in KINDS)


# "THR : -", "Cuti tahunan : ............": an entry that was left blank says nothing.
_UNFILLED = re.compile(r"\s?[:=]\s*[-–—._…]+\s*(?:$|(?=[a-z]))")
# "cutinya", "THR-nya", "lemburan": the same thing with an ending. Nothing but the sentence's own extent is placed.
_ENDINGS = re.compile(
    r"\b(lembur|cuti|thr|tunjangan|kompensasi|percobaan|ijazah|apd|upah|gaji|libur|istirahat|denda|perselisihan)-?(?:nya|an\b(?=nya)?)\b"
)


def judge_sentence(sentence: Sentence) -> tuple[ClauseHit, ...]:
    """The clause kinds one sentence is about, each with its status."""
    sentence = replace(sentence, low=_ENDINGS.sub(r"\1", sentence.low))
    context = re.sub(r"\s", " ", sentence.unit.context.lower())
    found = []
    for rule in RULES:
        hit = _judge(rule, sentence, context)
        if hit is not None:
            found.append(hit)
    return tuple(found)


def _judge(rule: ClauseRule, sentence: Sentence, context: str) -> ClauseHit | None:
    low = sentence.low
    topic = rule.find("topic", low)
    denied_also = rule.find("denies_also", low)
    also = rule.find("also", low)
    if topic is None and denied_also is None and also is None:
        return None
    full = f"{context} {low}" if context else low
    needed = rule.find("needs", full) is not None if rule.needs else True
    if rule.kind == "late_wage_penalty":
        return _late_wage(rule, sentence, topic, needed)
    if rule.find("unless", low):
        return None
    if topic is not None and (not needed or _UNFILLED.match(low, topic.end())):
        topic = None
    if topic is None and denied_also is None and also is None:
        return None
    conditional = False
    deny = rule.find("deny", full) if topic is not None and not rule.find("despite", full) else None
    if deny is not None and topic is not None and _limits_itself(full, deny, topic.end() + len(full) - len(low)):
        deny, conditional = None, True
    forbidden = False
    for found in (deny, denied_also):
        # "dilarang mempekerjakan lembur tanpa bayaran": the denial itself is forbidden.
        if found is not None and re.search(
            r"\b(?:dilarang|tidak boleh|tidak dibenarkan)(?:\s+(?!dan\b|serta\b|atau\b)\w+){0,3}\s*$",
            full[: found.end()].removesuffix(found.group()),
        ):
            deny, denied_also, forbidden = None, None, True
            topic = topic or found
    if (
        deny is not None
        and rule.kind not in FORBIDDEN_KINDS
        and (
            _SUPPOSED.search(full, max(0, deny.start() - 60), deny.start())
            or _COMPULSION.match(full, deny.start())
            or _LATE.search(full, deny.start(), min(len(full), deny.end() + 30))
        )
    ):
        deny, conditional = None, True
    if deny is None and rule.negatable and _NOT_THE_USERS.search(full) and _THE_VENDORS.search(full):
        conditional = True
    if deny is None and rule.negatable and rule.kind not in FORBIDDEN_KINDS and _PLACED.search(low):
        conditional = True
    if topic is not None and _CLAIMS.search(low, 0, topic.start()) and rule.kind not in FORBIDDEN_KINDS:
        return None
    denied = bool(deny or denied_also or (topic is not None and _ABOLISHED.search(low, topic.end())))
    mark = deny if deny is not None and deny.re is not None and not context else (denied_also or topic or also)
    if not denied and not forbidden and not conditional and topic is not None and rule.negatable:
        shift = len(full) - len(low)
        denied = stance_of(full, topic.start() + shift, topic.end() + shift) == "denied" and not _gives(rule, low)
        denied = denied and _ON_CONDITION.match(full, topic.end() + shift) is None
        lead = context or re.sub(r"\s", " ", sentence.unit.heading.lower())
        denied = denied or bool(lead and _DENYING_LEADIN.search(lead))
    if rule.kind == "resignation_penalty" and not denied and _MUTUAL.search(full):
        # UU 13/2003 art. 62: whoever ends the agreement early pays the rest of the wages; lawful and mutual.
        return _hit(rule, sentence, topic, denied=True, strength=0.8, extra=(Detail("statutory", "true"),))
    if topic is not None and _ABOLISHED.search(low, topic.end()):
        return _hit(rule, sentence, mark or topic, denied=True, strength=1.0)
    strength = 0.9 if _gives(rule, low) or denied else 0.92 if rule.find("firm", low) else 0.7
    return _hit(rule, sentence, mark or topic, denied=denied, strength=strength)


def _gives(rule: ClauseRule, low: str) -> bool:
    """Whether the sentence grants the thing outright, by a verb of giving that is not denied itself."""
    found = rule.find("grant", low)
    if found is None:
        return False
    return _DENIED_GIVING.search(low, max(0, found.start() - 8), min(len(low), found.end() + 12)) is None


def _limits_itself(full: str, deny: re.Match[str], topic_end: int) -> bool:
    """Whether a denial holds only on a condition, or speaks of what is left beside the right."""
    if _ON_CONDITION.match(full, deny.end()) or _ON_CONDITION.match(full, topic_end):
        return True
    return _APART.search(full, 0, deny.start() + 8) is not None


def _late_wage(rule: ClauseRule, sentence: Sentence, topic: re.Match[str] | None, needed: bool) -> ClauseHit | None:
    """A fine for late wages; a fine on the provider's lateness names the words and is none (it is kept as excluded)."""
    if topic is None:
        return None
    if needed:
        return _hit(rule, sentence, topic, denied=bool(rule.find("deny", sentence.low)), strength=0.9)
    extra = (Detail("about", "fee" if "membayar" in sentence.low or "pembayaran" in sentence.low else "delivery"),)
    return _hit(rule, sentence, topic, denied=True, strength=0.5, extra=extra)


def _hit(
    rule: ClauseRule,
    sentence: Sentence,
    mark: re.Match[str] | None,
    *,
    denied: bool,
    strength: float,
    extra: tuple[Detail, ...] = (),
) -> ClauseHit:
    forbidden = rule.kind in FORBIDDEN_KINDS
    status: ClauseStatus = "granted"
    if denied:
        status = "prohibited" if forbidden else "excluded"
    details = (*details_of(rule.kind, sentence.low), *extra)
    return ClauseHit(rule.kind, status, sentence.start, sentence.end, strength, details)


def _settle(kind: ClauseKind, hits: list[ClauseHit]) -> ClauseFinding:
    """One verdict from all sentences: a clear grant beats a denial elsewhere, a clear denial beats a mere mention."""
    if not hits:
        return ClauseFinding(kind, "absent")
    granted = [h for h in hits if h.status == "granted"]
    denied = [h for h in hits if h.status != "granted"]
    best_grant = max((h.strength for h in granted), default=0.0)
    best_denial = max((h.strength for h in denied), default=0.0)
    if kind in FORBIDDEN_KINDS:
        # What an addendum abolishes (strength 1) no longer stands, even where another sentence still names it.
        chosen, others = (granted, denied) if granted and best_denial < 1 else (denied, granted)
    elif granted and best_grant >= best_denial:
        chosen, others = granted, denied
    else:
        chosen, others = (denied, granted) if denied else (granted, denied)
    chosen = sorted(chosen, key=lambda h: (-h.strength, h.start))
    details = _merge(d for h in chosen for d in h.details)
    if others and kind not in FORBIDDEN_KINDS and others[0].strength >= 0.7:
        details = (*details, Detail("conflict", "true"))
    return ClauseFinding(
        kind,
        chosen[0].status,
        tuple((h.start, h.end) for h in chosen[:3]),
        details,
        chosen[0].strength,
    )


def _merge(details: Iterable[Detail]) -> tuple[Detail, ...]:
    """The details without repetition; the first value of a name stays, as it comes from the strongest sentence."""
    kept: dict[str, Detail] = {}
    for detail in details:
        kept.setdefault(detail.name, replace(detail))
    return tuple(kept.values())
