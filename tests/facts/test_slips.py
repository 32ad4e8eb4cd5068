"""Misprints of contract words are mended, and nothing that is a word or a name is touched."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.facts.learning.noise import roughen
from extractor.facts.learning.template import Labelled
from extractor.facts.learning.wordlists import FIRM_WORDS, FIRST, LAST
from extractor.facts.mending import mend
from extractor.facts.slips import unslipped, words

WORDS = sorted(words())


@pytest.mark.parametrize(
    ("misprint", "word"),
    [
        ("dibayarkon", "dibayarkan"), ("perlindunqan", "perlindungan"), ("lernbur", "lembur"), ("surot", "surat"),
        ("kecelakoan", "kecelakaan"), ("4sli", "asli"), ("ij4zah", "ijazah"), ("ditoh4n", "ditoh4n"),
        ("kompens4si", "kompensasi"), ("Jaminon", "Jaminan"), ("UPAI1", "UPAI1"), ("kesehotan", "kesehatan"),
        ("ditanggang", "ditanggung"), ("m1nggu", "minggu"), ("lstirahat", "istirahat"), ("pembayaron", "pembayaran"),
        ("KESELANATAN", "KESELAMATAN"), ("mulal", "mulai"), ("tahnn", "tahun"), ("upa11", "upa11"),
    ],
)  # fmt: skip
def test_one_slip_is_mended(misprint: str, word: str) -> None:
    """One confusion of a scanner in a known word is taken back; capitals stay; what could be anything is left."""
    assert mend(misprint) == word


@pytest.mark.parametrize("word", WORDS)
def test_no_known_word_is_changed(word: str) -> None:
    """A word of the list comes out as it went in, in small letters and in capitals."""
    assert (mend(word), mend(word.upper())) == (word, word.upper())


@pytest.mark.parametrize("name", sorted({*FIRST, *LAST, *FIRM_WORDS}))
def test_names_stay_as_printed(name: str) -> None:
    """Names of persons and firms are not turned into words of contracts."""
    assert " ".join(mend(part) for part in name.split()) == name


@given(st.sampled_from(WORDS), st.integers(0, 10_000))
def test_damage_never_becomes_another_word(word: str, seed: int) -> None:
    """A damaged word is mended to itself or stays a misprint; two slips that make another word are the page's own."""
    damaged = roughen(Labelled(word), rate=0.08, rng=random.Random(seed)).text
    mended = mend(damaged)
    assert mended.lower() in (word, damaged.lower()) or damaged.lower() in words() or unslipped(damaged.lower())


def test_most_single_slips_come_back() -> None:
    """Of words of five letters and more with one damaged letter, four in five are mended."""
    rng = random.Random(7)
    tried = right = 0
    for word in WORDS:
        if len(word) < 5:
            continue
        at = rng.randrange(len(word))
        damaged = word[:at] + roughen(Labelled(word[at]), rate=1.0, rng=rng).text + word[at + 1 :]
        if damaged.lower() != word:
            tried += 1
            right += mend(damaged).lower() == word
    assert right / tried > 0.8, (right, tried)


def test_short_misprints_without_a_sign_are_left() -> None:
    """In words of four letters only what no word can be is mended: a letter for a letter may be another word."""
    assert unslipped("hori") is None
    assert unslipped("up4h") == "upah"
