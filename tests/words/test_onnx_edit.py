"""Narrowing a model on the wire."""

from __future__ import annotations

import pytest

from extractor.words.onnx_edit import UnknownModel, narrowed
from extractor.words.ppocr_models import model_folder


def test_a_file_that_is_no_recogniser_is_refused() -> None:
    """Bytes that are no model of the known kind end in an error that says so, never in a broken model."""
    for junk in (b"", b"\x3a\x00", b"\x08\x07"):
        with pytest.raises(UnknownModel):
            narrowed(junk, keep=[0, 1])


def test_a_detector_is_refused() -> None:
    """A model without a layer of classes cannot be narrowed."""
    folder = model_folder()
    assert folder is not None
    with pytest.raises(UnknownModel):
        narrowed((folder / "tiny" / "det" / "det.onnx").read_bytes(), keep=[0, 1])


def test_the_narrowed_model_is_smaller_by_what_was_cut() -> None:
    """Of 6,906 columns of 81 floats only the kept ones remain in the file."""
    folder = model_folder()
    assert folder is not None
    whole = (folder / "tiny" / "rec" / "rec.onnx").read_bytes()
    small = narrowed(whole, keep=range(106))
    assert len(whole) - len(small) == pytest.approx((6906 - 106) * 81 * 4, abs=200)
