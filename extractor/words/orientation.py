"""Which way up is the page?"""

from __future__ import annotations

import os

import cv2
import numpy as np

from extractor.pages.types import Image


def turn_by_osd(image: Image, *, dpi: float) -> int | None:
    """Degrees clockwise (0/90/180/270) that make the page upright, by Tesseract's own script detection.

    None when it has too little text to tell.
    """
    import pytesseract
    from PIL import Image as Pillow

    os.environ["OMP_THREAD_LIMIT"] = "1"
    scale = min(1.0, 1800 / max(image.shape))
    small = cv2.resize(image, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA) if scale < 1 else image
    try:
        found = pytesseract.image_to_osd(
            Pillow.fromarray(np.ascontiguousarray(small)),
            config=f"--dpi {round(dpi * scale)}",
            timeout=20,
            output_type=pytesseract.Output.DICT,
        )
    except (OSError, RuntimeError, ValueError, KeyError):
        return None
    return int(found["rotate"]) if float(found["orientation_conf"]) >= 1.0 else None
