"""What on a page keeps a PDF from being PDF/A-2b (ISO 19005-2), as far as it cannot be put right in place.

This looks at structure: fonts that are not carried, colours of the printing press, elements the standard forbids. It
is no validator of font programs or images; an archive that must be certain runs one over the finished file.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pikepdf

FONT = "hurufnya tidak disertakan di dalam berkas"
COLOUR = "warnanya warna mesin cetak (CMYK)"
PACKING = "gambarnya dimampatkan dengan cara yang tidak diizinkan"
ELEMENT = "isinya memakai unsur yang tidak diizinkan dalam arsip"

_TROUBLE = (pikepdf.PdfError, RuntimeError, ValueError, TypeError, KeyError, AttributeError, IndexError)
_DEEPEST = 12
_DEEPEST_STATES = 28  # 6.1.13: levels of q and Q
_INTENTS = frozenset({"/RelativeColorimetric", "/AbsoluteColorimetric", "/Perceptual", "/Saturation"})
_BLENDS = frozenset({
    "/Normal", "/Compatible", "/Multiply", "/Screen", "/Overlay", "/Darken", "/Lighten", "/ColorDodge", "/ColorBurn",
    "/HardLight", "/SoftLight", "/Difference", "/Exclusion", "/Hue", "/Saturation", "/Color", "/Luminosity",
})  # fmt: skip
_PACKINGS = frozenset({
    "/FlateDecode", "/DCTDecode", "/CCITTFaxDecode", "/JBIG2Decode", "/RunLengthDecode", "/LZWDecode",
    "/ASCII85Decode", "/ASCIIHexDecode",
})  # fmt: skip
"""LZW is forbidden too, but qpdf packs it anew; JPEG 2000 is allowed only in forms that are not told apart here."""
_OPERATORS = frozenset({
    "b", "B", "b*", "B*", "BDC", "BI", "BMC", "BT", "BX", "c", "cm", "CS", "cs", "d", "d0", "d1", "Do", "DP", "EI",
    "EMC", "ET", "EX", "f", "F", "f*", "G", "g", "gs", "h", "i", "ID", "j", "J", "K", "k", "l", "m", "M", "MP", "n",
    "q", "Q", "re", "RG", "rg", "ri", "s", "S", "SC", "sc", "SCN", "scn", "sh", "T*", "Tc", "Td", "TD", "Tf", "Tj",
    "TJ", "TL", "Tm", "Tr", "Ts", "Tw", "Tz", "v", "w", "W", "W*", "y", "'", '"',
})  # fmt: skip
_SHOWING = frozenset({"Tj", "TJ", "'", '"'})
_INVISIBLE = 3
_SYMBOLIC = 4


class _Refused(Exception):
    """``reason`` is one of the four phrases."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def page_problem(page: pikepdf.Page) -> str | None:
    """Why the page cannot stand in a PDF/A as it is, as an Indonesian phrase; None when nothing was found."""
    try:
        _Check().content(page.obj, page.resources, owner=page)
        if "/Group" in page.obj:
            _colours(page.obj.Group.get("/CS", None))
    except _Refused as refusal:
        return refusal.reason
    except _TROUBLE:
        return ELEMENT
    return None


@dataclass(slots=True)
class _Check:
    """One walk over a page; ``seen`` are objects looked at already."""

    seen: set[tuple[int, int]] = field(default_factory=set)

    def content(self, holder: Any, resources: Any, *, owner: Any, depth: int = 0) -> None:
        """A content stream with its resources. Raises ``_Refused``."""
        if depth > _DEEPEST:
            raise _Refused(ELEMENT)
        visible = _visible_fonts(owner)
        for name, font in _entries(resources, "/Font"):
            self._font(font, resources, shown=name in visible, depth=depth)
        for _, space in _entries(resources, "/ColorSpace"):
            _colours(space)
        for _, state in _entries(resources, "/ExtGState"):
            self._state(state, depth=depth)
        for _, shading in _entries(resources, "/Shading"):
            _colours(shading.get("/ColorSpace", None))
        for _, pattern in _entries(resources, "/Pattern"):
            self._pattern(pattern, resources, depth=depth)
        for _, thing in _entries(resources, "/XObject"):
            self._thing(thing, resources, depth=depth)

    def _new(self, thing: Any) -> bool:
        key = tuple(thing.objgen)
        if key == (0, 0):
            return True
        if key in self.seen:
            return False
        self.seen.add(key)
        return True

    def _thing(self, thing: Any, resources: Any, *, depth: int) -> None:
        if not self._new(thing):
            return
        kind = str(thing.get("/Subtype", ""))
        if kind == "/Image":
            _image(thing)
        elif kind == "/Form" and "/Ref" not in thing and "/PS" not in thing:
            self._form(thing, resources, depth=depth)
        else:
            raise _Refused(ELEMENT)

    def _form(self, form: Any, resources: Any, *, depth: int) -> None:
        if "/Resources" not in form:
            form.Resources = resources  # 6.2.2: named outright, where so far they were inherited
        for key in ("/OPI", "/Subtype2"):
            if key in form:
                del form[key]
        if "/Group" in form:
            _colours(form.Group.get("/CS", None))
        self.content(form, form.Resources, owner=form, depth=depth + 1)

    def _pattern(self, pattern: Any, resources: Any, *, depth: int) -> None:
        if not self._new(pattern):
            return
        if int(pattern.get("/PatternType", 0)) == 1:
            self._form(pattern, resources, depth=depth)
        else:
            _colours(pattern.Shading.get("/ColorSpace", None))

    def _state(self, state: Any, *, depth: int) -> None:
        blends = state.get("/BM", None)
        several = isinstance(blends, pikepdf.Array)
        names = {str(blend) for blend in (blends if several else [blends] if blends is not None else [])}
        forbidden = (
            "/TR" in state or "/HTP" in state or "/HT" in state or str(state.get("/TR2", "/Default")) != "/Default"
        )
        if forbidden or several or not names <= _BLENDS or str(state.get("/RI", "/Perceptual")) not in _INTENTS:
            raise _Refused(ELEMENT)
        mask = state.get("/SMask", None)
        if isinstance(mask, pikepdf.Dictionary) and "/G" in mask and self._new(mask.G):
            self._form(mask.G, pikepdf.Dictionary(), depth=depth)

    def _font(self, font: Any, resources: Any, *, shown: bool, depth: int) -> None:
        if not self._new(font) and not shown:
            return
        kind = str(font.get("/Subtype", ""))
        if kind == "/Type3":
            if "/Resources" not in font:
                font.Resources = resources
            resources = font.Resources
            for glyph in font.CharProcs.values():
                self.content(glyph, resources, owner=glyph, depth=depth + 1)
        elif not shown:
            return  # 6.2.11.4.1: a font only of invisible text (a scanner's hidden layer) need not be carried
        elif kind == "/Type0":
            _composite(font)
        else:
            _simple(font, kind)


def _entries(resources: Any, section: str) -> Iterator[tuple[str, Any]]:
    found = resources.get(section, None)
    if isinstance(found, pikepdf.Dictionary):
        yield from found.items()


def _visible_fonts(owner: Any) -> set[str]:
    """The fonts that show visible text in a content stream; refuses what the stream may not hold."""
    shown: set[str] = set()
    states: list[tuple[str, int]] = []
    font, mode = "", 0
    for operands, operator in pikepdf.parse_content_stream(owner):
        name = str(operator)
        if not all(map(_within_limits, operands)):
            raise _Refused(ELEMENT)
        if name == "INLINE IMAGE":
            _inline(operands[0])
        elif name not in _OPERATORS:
            raise _Refused(ELEMENT)
        elif name in ("k", "K") or (name in ("cs", "CS") and str(operands[0]) == "/DeviceCMYK"):
            raise _Refused(COLOUR)
        elif name == "ri" and str(operands[0]) not in _INTENTS:
            raise _Refused(ELEMENT)
        elif name == "q":
            states.append((font, mode))
            if len(states) > _DEEPEST_STATES:
                raise _Refused(ELEMENT)
        elif name == "Q":
            font, mode = states.pop() if states else ("", 0)
        elif name == "Tf":
            font = str(operands[0])
        elif name == "Tr":
            mode = int(operands[0])
        elif name in _SHOWING and mode != _INVISIBLE:
            shown.add(font)
    return shown


def _within_limits(operand: Any) -> bool:
    """6.1.13: no string over 32,767 bytes, no name over 127, no integer beyond 32 bits."""
    if isinstance(operand, pikepdf.String):
        return len(bytes(operand)) <= 32_767
    if isinstance(operand, pikepdf.Name):
        return len(str(operand)) <= 128
    return not isinstance(operand, int) or -(2**31) <= operand < 2**31


def _inline(image: pikepdf.PdfInlineImage) -> None:
    """An image inside a content stream, which cannot be changed in place."""
    packings = {str(name) for name in image.filters}
    interpolated = b"/I true" in image.unparse() or b"/Interpolate true" in image.unparse()
    if not packings <= _PACKINGS - {"/LZWDecode"} or interpolated:
        raise _Refused(PACKING)
    if "CMYK" in str(image.colorspace):
        raise _Refused(COLOUR)


def _image(image: Any) -> None:
    """A raster image; what does not change its look and is forbidden is taken away."""
    for key in ("/Interpolate", "/Alternates", "/OPI"):
        if key in image:
            del image[key]
    packing = image.get("/Filter", None)
    names = packing if isinstance(packing, pikepdf.Array) else [packing] if packing is not None else []
    if "/F" in image or not {str(name) for name in names} <= _PACKINGS:
        raise _Refused(PACKING)
    if str(image.get("/Intent", "/Perceptual")) not in _INTENTS:
        raise _Refused(ELEMENT)
    _colours(image.get("/ColorSpace", None))
    if isinstance(mask := image.get("/SMask", None), pikepdf.Stream):
        _image(mask)
    if isinstance(mask := image.get("/Mask", None), pikepdf.Stream):
        _image(mask)


def _colours(space: Any, *, depth: int = 0) -> None:
    """6.2.4: without an output intent of the press, no CMYK that depends on the device."""
    if space is None:
        return
    if isinstance(space, pikepdf.Name):
        if str(space) in ("/DeviceCMYK", "/CMYK"):
            raise _Refused(COLOUR)
        return
    if not isinstance(space, pikepdf.Array) or not len(space) or depth > _DEEPEST:
        raise _Refused(ELEMENT)
    match str(space[0]):
        case "/ICCBased":
            _profile(space[1])
        case "/Indexed" | "/I" | "/Pattern":
            if len(space) > 1:
                _colours(space[1], depth=depth + 1)
        case "/Separation":
            _colours(space[2], depth=depth + 1)
        case "/CalGray" | "/CalRGB" | "/Lab" | "/DeviceGray" | "/DeviceRGB":
            return
        case _:
            raise _Refused(COLOUR)


def _profile(stream: Any) -> None:
    head = stream.read_bytes()[:128]
    channels = {b"GRAY": 1, b"RGB ": 3, b"Lab ": 3}.get(head[16:20])
    if head[36:40] != b"acsp" or head[8] > 4 or channels != int(stream.get("/N", 0)):
        raise _Refused(COLOUR)


def _carried(font: Any) -> bool:
    described = font.get("/FontDescriptor", None)
    return described is not None and any(key in described for key in ("/FontFile", "/FontFile2", "/FontFile3"))


def _composite(font: Any) -> None:
    inner = font.DescendantFonts[0]
    if not _carried(inner):
        raise _Refused(FONT)
    encoding = font.get("/Encoding", None)
    if not isinstance(encoding, pikepdf.Name) or str(encoding) not in ("/Identity-H", "/Identity-V"):
        raise _Refused(FONT)  # any other map must fit the font's character collection, which is not checked here
    if str(inner.get("/Subtype", "")) == "/CIDFontType2":
        places = inner.get("/CIDToGIDMap", None)
        if not isinstance(places, pikepdf.Stream) and str(places) != "/Identity":
            raise _Refused(FONT)
    if "/CIDSet" in inner.FontDescriptor:
        del inner.FontDescriptor["/CIDSet"]  # 6.2.11.4.2: complete or not at all


def _simple(font: Any, kind: str) -> None:
    if not _carried(font):
        raise _Refused(FONT)
    described = font.FontDescriptor
    if "/CharSet" in described:
        del described["/CharSet"]
    if kind != "/TrueType":
        return
    encoding = font.get("/Encoding", None)
    if int(described.get("/Flags", 0)) & _SYMBOLIC:
        tables = _character_maps(described.FontFile2.read_bytes()) if "/FontFile2" in described else []
        if encoding is not None or not (len(tables) == 1 or (3, 0) in tables):
            raise _Refused(FONT)
        return
    base = encoding.get("/BaseEncoding", None) if isinstance(encoding, pikepdf.Dictionary) else encoding
    differs = isinstance(encoding, pikepdf.Dictionary) and "/Differences" in encoding
    if differs or str(base) not in ("/MacRomanEncoding", "/WinAnsiEncoding"):
        raise _Refused(FONT)


def _character_maps(program: bytes) -> list[tuple[int, int]]:
    """The (platform, encoding) pairs of a TrueType program's cmap table; none when it cannot be read."""
    try:
        (count,) = struct.unpack_from(">H", program, 4)
        for entry in range(count):
            tag, _, offset, _ = struct.unpack_from(">4sIII", program, 12 + 16 * entry)
            if tag == b"cmap":
                (tables,) = struct.unpack_from(">H", program, offset + 2)
                pairs = (struct.unpack_from(">HH", program, offset + 4 + 8 * i) for i in range(tables))
                return [(platform, encoding) for platform, encoding in pairs]
    except struct.error:
        return []
    return []
