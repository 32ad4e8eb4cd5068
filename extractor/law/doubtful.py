"""What of the law data a lawyer should still look at: one list, made from the data itself, for working through."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from extractor.law.show import STATUS_NAMES, WEIGHT_NAMES
from extractor.law.types import Law, Period, Rule

SECONDARY = "S"
_HEAD = """# Aturan dan angka yang masih diragukan

Daftar kerja bagi ahli hukum. Dibuat dari data hukum dengan `lindung law doubts`; jangan disunting di sini, tetapi di
`extractor/law/data/` (bentuknya: [law-data.md](law-data.md)), lalu buat ulang. Yang sudah dipastikan: ubah
`verified`, `source`, `doubts` dan `status` pada aturannya."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """One rule a lawyer should look at. ``unseen`` are provisions known only from memory, ``secondary`` those seen only
    on secondary pages, each as "instrument article (since when)"."""

    rule: Rule
    unseen: tuple[str, ...]
    secondary: tuple[str, ...]
    meanwhile: tuple[str, ...]


def doubtful(law: Law) -> tuple[Doubt, ...]:
    """Every rule with a doubt, an unseen provision, or a status or weight that says it is not settled."""
    kinds = {source.shown: source.kind for source in law.sources}
    made = []
    for rule in law.rules:
        unseen = tuple(_cited(p, c.instrument, c.article) for p in rule.periods for c in p.citations if not c.verified)
        secondary = tuple(
            _cited(p, c.instrument, c.article)
            for p in rule.periods
            for c in p.citations
            if c.verified and kinds.get(c.source) == SECONDARY
        )
        open_ = rule.doubts or unseen or rule.status != "verified" or rule.weight in ("contested", "calculation")
        if open_:
            made.append(Doubt(rule, unseen, secondary, tuple(_meanwhile(rule))))
    return tuple(made)


def doubtful_text(law: Law) -> str:
    """The list as Markdown in Indonesian."""
    found = doubtful(law)
    lines = [_HEAD, "", f"## Aturan ({len(found)} dari {len(law.rules)})"]
    for number, doubt in enumerate(found, start=1):
        lines += ["", *_rule_lines(number, doubt)]
    lines += ["", "## Undang-undang yang sedang berubah", ""]
    lines += [f"- {p.title}: {p.message}" for p in law.pending]
    lines += ["", "## Hanya terlihat di halaman sekunder", ""]
    lines += ["Dipakai memutus, tetapi bunyinya diketahui dari berita, blog atau ringkasan, bukan dari naskahnya.", ""]
    lines += _secondary_lines(law)
    lines += ["", "## Upah minimum yang tidak memutuskan", ""]
    lines += ["Ditampilkan kepada penelaah; perlu keputusan gubernurnya.", ""]
    lines += [
        f"- {row.name}: Rp{row.amount} (`{row.verified}`; {row.legal_basis}; {row.source})"
        for row in law.minimum_wages
        if not row.decides
    ]
    lines += ["", "## Tarif iuran yang tidak memutuskan", ""]
    lines += [
        f"- {rate.programme} {rate.employer_pct}% / {rate.worker_pct}% sejak {rate.valid_from} "
        f"(`{rate.verified}`; {rate.legal_basis})"
        for rate in law.rates
        if not rate.decides
    ]
    return "\n".join(lines) + "\n"


def _rule_lines(number: int, doubt: Doubt) -> Iterator[str]:
    rule = doubt.rule
    yield f"### {number}. `{rule.id}`: {rule.title}"
    yield ""
    yield f"- Bobot: {WEIGHT_NAMES[rule.weight]}; status: {STATUS_NAMES[rule.status]}"
    for said in rule.doubts:
        yield f"- Diragukan: {said}"
    for said in doubt.unseen:
        yield f"- Naskahnya belum terlihat: {said}"
    yield f"- Yang dapat memastikan: {rule.settle}"
    for said in doubt.meanwhile:
        yield f"- Sementara itu: {said}"
    yield "- [ ] Diperiksa oleh, tanggal, hasil:"


def _secondary_lines(law: Law) -> Iterator[str]:
    kinds = {source.shown: source.kind for source in law.sources}
    for rule in law.rules:
        seen = dict.fromkeys(
            f"- `{rule.id}`: {citation.instrument} {citation.article}; terlihat di {citation.source}"
            for period in rule.periods
            for citation in period.citations
            if citation.verified and kinds.get(citation.source) == SECONDARY
        )
        yield from seen


def _meanwhile(rule: Rule) -> Iterator[str]:
    """What the program does as long as nobody has settled it (``extractor.checks.judge``)."""
    if rule.status == "from_memory":
        yield "aturan ini hanya ditampilkan; program tidak pernah menyatakannya dilanggar."
        return
    if rule.weight == "calculation":
        yield "ditampilkan sebagai perhitungan bantu dalam kelompok tersendiri; tidak pernah disebut pelanggaran."
    if rule.weight == "contested":
        yield "temuannya disebut diperdebatkan dan surat tidak mengutipnya sebagai kewajiban."
    if rule.weight == "office_policy":
        yield "disebut kebijakan kantor; tidak pernah disebut pelanggaran undang-undang."
    if rule.weight == "circular":
        yield "disebut surat edaran: petunjuk, bukan aturan yang mengikat para pihak."
    for period in rule.periods:
        seen = [c.verified for c in period.citations]
        if not any(seen):
            yield (
                f"untuk kontrak dari masa {_span(period)} tidak ada yang disebut pelanggaran; temuannya menjadi perlu "
                "dinilai, dan butir daftar periksa tetap dilaporkan tidak ada."
            )
        elif not all(seen):
            yield f"pada masa {_span(period)} pasal yang belum terlihat ditandai; yang memutuskan pasal lainnya."
    if rule.doubts:
        yield "keraguan di atas ditulis pada setiap temuan yang meminta tindakan."


def _cited(period: Period, instrument: str, article: str) -> str:
    return f"{instrument} {article} ({_span(period)})"


def _span(period: Period) -> str:
    return f"{period.since} sampai {period.until or 'sekarang'}"
