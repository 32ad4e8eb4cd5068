"""The trained parts: the grammar they learn from, and what they add to the rules."""

from __future__ import annotations

import random
import re
from decimal import Decimal
from pathlib import Path

import pytest
from facts_paper import paper, reading_of

from extractor.facts import extract_facts
from extractor.facts.clauses.engine import ClauseFinding
from extractor.facts.clauses.learned import LEAST_PROBABILITY, fill_silence
from extractor.facts.confidence import DOUBTFUL
from extractor.facts.entity_model import find_entities, load_entity_model
from extractor.facts.learning.invented import FOLDS, Fold, all_wordings, contracts, labelled_passages
from extractor.facts.learning.measure import Outcome, Score, compare, overall, totals
from extractor.facts.learning.noise import roughen
from extractor.facts.learning.record import model_version, read_record
from extractor.facts.learning.template import Labelled, Span, render
from extractor.facts.passage_model import load_passage_model
from extractor.facts.units import sentences, units_of
from extractor.report import Contract, Evidence, MoneyFact, TextFact
from extractor.vocabulary import CLAUSE_NAMES

MODELS = Path(__file__).parent.parent.parent / "extractor" / "facts" / "model"
SEEN = (Evidence(1, "x", ()),)


def test_spans_follow_the_filled_slots() -> None:
    """A rendered template marks exactly the characters a labelled slot put in."""
    made = render("<Nama> : {per}[]", random.Random(1), {"per": lambda rng: ("Budi Hartono", "PER")})
    span = made.spans[0]
    assert made.text[span.start : span.end] == "Budi Hartono"


@pytest.mark.parametrize("template", ["<a|b", "[open", "{slot"])
def test_an_unclosed_bracket_is_refused(template: str) -> None:
    """A template with an unclosed bracket raises instead of printing half of itself."""
    with pytest.raises(ValueError, match="unclosed"):
        render(template, random.Random(1), {})


def test_noise_moves_spans_with_their_text() -> None:
    """After heavy noise every span still covers text, and stays inside the text."""
    clean = Labelled("Nama : Siti Lestari, jabatan Direktur", (Span(7, 19, "PER"), Span(29, 37, "JAB")))
    for seed in range(30):
        noisy = roughen(clean, rate=0.3, rng=random.Random(seed))
        assert all(0 <= s.start < s.end <= len(noisy.text) and noisy.text[s.start : s.end].strip() for s in noisy.spans)


def test_no_noise_changes_nothing() -> None:
    """A rate of zero returns the text as it is."""
    clean = Labelled("Pasal 5", ())
    assert roughen(clean, rate=0.0, rng=random.Random(1)) is clean


def test_training_text_is_seeded() -> None:
    """The same seed gives the same contracts and passages, another seed gives others."""
    assert list(contracts(count=5, seed=3)) == list(contracts(count=5, seed=3))
    assert list(labelled_passages(count=40, seed=3)) == list(labelled_passages(count=40, seed=3))
    assert list(labelled_passages(count=40, seed=3)) != list(labelled_passages(count=40, seed=4))


def test_invented_contracts_name_parties() -> None:
    """Every invented contract carries spans of parties, each with text of its own."""
    for made in contracts(count=20, seed=8):
        labels = {s.label for s in made.spans}
        assert labels & {"ORG", "PER"}
        assert all(made.text[s.start : s.end].strip() for s in made.spans)


def test_every_labelled_kind_is_a_kind_of_the_report() -> None:
    """The grammar teaches only clause kinds the report knows, besides the insurance passages and "other"."""
    known = {*CLAUSE_NAMES, "other", "jkk_jkm", "bpjs_kesehatan"}
    assert {kind for kind, _ in all_wordings()} <= known


@pytest.mark.parametrize("index", range(FOLDS))
def test_folds_hold_wordings_back(index: int) -> None:
    """A wording held back in a fold is not in the text the fold's model learns from."""
    wordings = [w for w in all_wordings()[("other", "mentioned")] if not set(w) & set("<[{")]
    held = {p.text for p in labelled_passages(count=1200, seed=2, fold=Fold(index, held=True))}
    known = {p.text for p in labelled_passages(count=1200, seed=2, fold=Fold(index, held=False))}
    assert held & set(wordings)
    assert not (held & set(wordings)) & known


@pytest.mark.parametrize(
    ("text", "kind", "stance"),
    [
        ("Setiap tenaga kerja memperoleh satu hari libur sesudah bertugas enam hari.", "weekly_rest", "granted"),
        ("Karyawan berhak atas cuti tahunan selama dua belas hari kerja.", "annual_leave", "granted"),
        ("Tunjangan Hari Raya tidak diberikan kepada pekerja.", "thr", "excluded"),
        ("Jam kerja 8 jam sehari dan 40 jam seminggu, Senin sampai Jumat.", "working_hours", "granted"),
        ("Perselisihan diselesaikan secara musyawarah untuk mufakat.", "dispute_settlement", "granted"),
        ("Perjanjian ini dicatatkan pada Dinas Tenaga Kerja setempat.", "registration_disnaker", "granted"),
    ],
)
def test_passage_model_knows_kind_and_stance(text: str, kind: str, stance: str) -> None:
    """The shipped model names what a plain sentence is about and what it does."""
    model = load_passage_model()
    assert model is not None
    best = model.guesses(text)[0]
    assert (best.kind, best.stance) == (kind, stance)
    assert best.probability >= LEAST_PROBABILITY


@pytest.mark.parametrize(
    "text",
    [
        "PIHAK KEDUA dilarang mengalihkan pekerjaan kepada pihak lain.",
        "Keterlambatan penyerahan barang dikenakan denda satu per mil setiap hari.",
        "Segala surat menyurat dialamatkan kepada kantor masing-masing pihak.",
        "Faktur pajak dilampirkan pada setiap tagihan bulanan.",
        "Selama bertugas dilarang merokok di dalam gedung.",
    ],
)
def test_passage_model_is_silent_on_other_sentences(text: str) -> None:
    """A sentence that gives or denies no right makes no right likely."""
    model = load_passage_model()
    assert model is not None
    likely = [g for g in model.guesses(text) if g.stance != "mentioned" and g.probability >= LEAST_PROBABILITY]
    assert not likely


def _silence(text: str, *clauses: ClauseFinding) -> tuple[ClauseFinding, ...]:
    reading = reading_of(text)
    found = sentences(reading.text, units_of(reading))
    return fill_silence(clauses, found, text=reading.text, model=load_passage_model())


def test_silence_is_filled_with_low_confidence() -> None:
    """An absent clause is filled from a sentence the model is sure of, below the confidence of a rule."""
    filled = _silence(
        "Setiap pekerja libur satu hari setelah enam hari bekerja.", ClauseFinding("weekly_rest", "absent")
    )
    assert filled[0].status == "granted"
    assert filled[0].spans
    assert filled[0].strength < 0.8


def test_rules_are_never_overruled() -> None:
    """A clause the rules decided stays as it is, whatever the model thinks of the text."""
    ruled = ClauseFinding("weekly_rest", "excluded", spans=((0, 6),), strength=0.9)
    assert _silence("Setiap pekerja libur satu hari setelah enam hari bekerja.", ruled) == (ruled,)


def test_no_accusation_by_the_model() -> None:
    """Forbidden clauses are left to the rules: the model alone accuses nobody."""
    absent = ClauseFinding("original_diploma_withheld", "absent")
    assert _silence("Ijazah asli disimpan perusahaan sampai kontrak selesai.", absent) == (absent,)


def test_entity_model_reads_an_opening() -> None:
    """The shipped recogniser finds organisation, person and address of a notarial opening."""
    model = load_entity_model()
    assert model is not None
    text = (
        "PT Tunas Sarana Abadi, berkedudukan di Jl. Kenanga No. 12, Kota Malang, diwakili oleh Rahmat Hidayat "
        "selaku Direktur Utama, selanjutnya disebut PIHAK PERTAMA."
    )
    found = {(e.label, re.sub(r"\W+$", "", e.text)) for e in find_entities(text, model=model)}
    assert ("ORG", "PT Tunas Sarana Abadi") in found
    assert ("PER", "Rahmat Hidayat") in found
    assert any(label == "ADDR" and "Kenanga" in shown for label, shown in found)


def test_missing_worker_is_added_to_be_checked() -> None:
    """Where the reading broke the worker's naming formula, the worker is found by the model, marked to be checked."""
    contract = extract_facts(
        paper(
            "PERJANJIAN KERJA WAKTU TERTENTU\nNomor : 12/PKWT/IV/2023\n"
            "Yang bertanda tangan di bawah ini :\nNama : Rahmat Hidayat\nJabatan : Direktur\n"
            "Perusahaan : PT Tunas Sarana Abadi\nAlamat : Jl. Kenanga No. 12, Kota Malang\n"
            "selanjutnya disebut PENGUSAHA\nNama : Wagiman Saputra\nTempat/Tgl Lahir : Blitar, 3 Mei 1990\n"
            "No. KTP : 3505010305900001\nAlamat : Jl. Melati No. 4 RT 02 RW 01, Kota Blitar\nselanjuinya dlsehut FEKFRJA\n"
            "Pasal 1\nJENIS PEKERJAAN\nPekerja dipekerjakan sebagai Operator Produksi dengan upah Rp 2.900.000 sebulan.\n"
            "Pasal 2\nJANGKA WAKTU\nPerjanjian berlaku 12 bulan sejak 1 Mei 2023 sampai dengan 30 April 2024.\n"
        )
    )
    worker = next(p for p in contract.parties if p.function == "worker")
    assert worker.name is not None
    assert worker.name.value == "Wagiman Saputra"
    assert worker.name.confidence < DOUBTFUL


def test_record_belongs_to_the_models() -> None:
    """The stored version is that of the very files shipped, and it names the training text by hash."""
    record = read_record(MODELS)
    assert record["version"] == model_version(MODELS)
    for part in ("passages", "entities"):
        described = record[part]
        assert isinstance(described, dict)
        assert re.fullmatch(r"[0-9a-f]{64}", str(described["data_sha256"]))


def test_models_stay_small() -> None:
    """All model files together stay under 15 MB."""
    assert sum(p.stat().st_size for p in MODELS.rglob("*") if p.is_file()) < 15_000_000


def test_scores_count_wrong_values_twice() -> None:
    """A wrong value is an invented one and a missed one; F1 follows from the counts."""
    scores = totals([Outcome("x", "right"), Outcome("x", "wrong"), Outcome("x", "missed"), Outcome("y", "invented")])
    assert scores == {"x": Score(1, 1, 2), "y": Score(0, 1, 0)}
    assert scores["x"].f1 == pytest.approx(0.4)
    assert overall(scores.values()) == Score(1, 2, 2)


def test_comparison_tells_right_wrong_and_missed() -> None:
    """Values are compared without regard to punctuation; another value is wrong, none is missed."""
    truth = {
        "doc_type": "pkwt", "number": "12/PKWT/2023", "signing_date": "2023-05-01", "start_date": None, "end_date": None,
        "value_idr": 5_000_000, "parties": [], "positions": [], "insurance": [],
        "clauses": {"thr": {"present": True, "excluded_or_negated": False}},
    }  # fmt: skip
    contract = Contract(
        kind="pkwt",
        number=TextFact("12 / PKWT / 2023", "12 / PKWT / 2023", 0.9, SEEN),
        value=MoneyFact(Decimal(4_000_000), "Rp4.000.000", 0.8, SEEN),
    )
    told = {(o.field, o.verdict) for o in compare(truth, contract)}
    assert told == {
        ("kind", "right"), ("number", "right"), ("signed_on", "missed"), ("value", "wrong"), ("clause", "missed"),
    }  # fmt: skip
