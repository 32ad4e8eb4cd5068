"""pdfium's functions that are called thousands of times a page, bound to plain numbers.

The library's own binding makes a Python object for every handle it returns, which costs more than the call itself.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from typing import Any

import pypdfium2.raw as pdfium_c


def _bound(function: Any, *, gives: Any, takes: tuple[Any, ...]) -> Callable[..., int]:
    # PYFUNCTYPE keeps the interpreter's lock: these calls take less time than letting go of it.
    address = ctypes.cast(function, ctypes.c_void_p).value or 0
    bound: Callable[..., int] = ctypes.PYFUNCTYPE(gives, *takes)(address)
    return bound


object_at = _bound(pdfium_c.FPDFPage_GetObject, gives=ctypes.c_void_p, takes=(ctypes.c_void_p, ctypes.c_int))
"""(page, place) -> handle"""
kind_of = _bound(pdfium_c.FPDFPageObj_GetType, gives=ctypes.c_int, takes=(ctypes.c_void_p,))
"""(handle) -> FPDF_PAGEOBJ_..."""
loose_box = _bound(
    pdfium_c.FPDFText_GetLooseCharBox, gives=ctypes.c_int, takes=(ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p)
)
"""(text page, character, address of an FS_RECTF) -> whether there is one"""

is_generated = _bound(pdfium_c.FPDFText_IsGenerated, gives=ctypes.c_int, takes=(ctypes.c_void_p, ctypes.c_int))
"""(text page, character) -> 1 when pdfium put it there by its own guess"""


def number_of(handle: Any) -> int:
    """The address behind one of the library's handles."""
    return ctypes.cast(handle, ctypes.c_void_p).value or 0


def as_object(number: int) -> Any:
    """The library's handle of a page object."""
    return ctypes.cast(number, pdfium_c.FPDF_PAGEOBJECT)
