"""What an engine's own confidence is worth: the share of words right at that confidence.

Measured on pages of the benchmark's kind from clean to illegible (six kinds of damage, 65 to 200 dpi): PP-OCR on 22
pages and 7,600 words, Tesseract on 9 pages and 2,900 words. The PP-OCR figures were
taken after its second reading of figures and doubtful words, so they flatter the first reading a little there.
Each table joins the middles of the measured steps.
"""

from __future__ import annotations

import numpy as np

from extractor.words.engines import EngineName

_STATED: dict[EngineName, tuple[tuple[float, float], ...]] = {
    "ppocr": (
        (0.0, 0.02), (0.5, 0.10), (0.8, 0.15), (0.875, 0.35), (0.915, 0.52), (0.94, 0.61), (0.96, 0.78), (0.975, 0.85),
        (0.985, 0.92), (0.9925, 0.953), (0.997, 0.98), (0.9995, 0.996), (1.0, 0.998),
    ),
    "tesseract": (
        (0.0, 0.05), (0.3, 0.19), (0.45, 0.25), (0.65, 0.55), (0.75, 0.77), (0.825, 0.83), (0.875, 0.916),
        (0.915, 0.955), (0.94, 0.99), (0.965, 0.998), (1.0, 0.998),
    ),
}  # fmt: skip


def calibrated(confidence: float, *, engine: EngineName) -> float:
    """The chance, 0 to 1, that a word of this stated confidence is read right; rises with it."""
    stated, true = zip(*_STATED[engine], strict=True)
    return float(np.interp(confidence, stated, true))
