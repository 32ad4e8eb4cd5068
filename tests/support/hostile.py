"""Hostile and broken files, made on the spot: public collections of odd PDFs contain no such files.

Every function returns the bytes of one file. Sizes are arguments, so that a test can stay small.
"""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Mapping

import pikepdf
from PIL import Image, ImageDraw

_MIB = 1024 * 1024
PARAGRAPH = (
    "Pihak Kedua wajib mendaftarkan seluruh pekerja dalam program jaminan sosial dan membayar upah "
    "paling lambat tanggal lima setiap bulan kepada pekerja yang ditempatkan di lokasi kerja."
)


def pdf(objects: Mapping[int, bytes], *, root: int = 1, version: bytes = b"1.7") -> bytes:
    """A PDF from numbered object bodies, with a proper cross-reference table."""
    parts = bytearray(b"%PDF-" + version + b"\n%\xe2\xe3\xcf\xd3\n")
    places = {}
    for number, body in sorted(objects.items()):
        places[number] = len(parts)
        parts += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(parts)
    count = max(objects) + 1
    parts += b"xref\n0 %d\n0000000000 65535 f \n" % count
    for number in range(1, count):
        parts += b"%010d 00000 n \n" % places[number] if number in places else b"0000000000 00000 f \n"
    parts += b"trailer\n<< /Size %d /Root %d 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (count, root, start)
    return bytes(parts)


def stream(data: bytes, *, entries: bytes = b"") -> bytes:
    """A stream object's body."""
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(data), entries, data)


def page(
    *,
    contents: bytes | None = None,
    resources: bytes = b"",
    media_box: bytes = b"0 0 595 842",
    others: Mapping[int, bytes] | None = None,
    entries: bytes = b"",
) -> bytes:
    """A PDF of one page. ``contents`` is a whole stream body (see ``stream``); ``others`` from object 5 on."""
    objects = {
        1: b"<< /Type /Catalog /Pages 2 0 R >>",
        2: b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        3: b"<< /Type /Page /Parent 2 0 R /MediaBox [%s] /Contents 4 0 R /Resources << %s >> %s >>"
        % (media_box, resources, entries),
        4: contents if contents is not None else stream(b""),
        **(others or {}),
    }
    return pdf(objects)


HELVETICA = b"/Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >>"


def text_operators(lines: list[str], *, size: int = 11, left: int = 60, top: int = 780) -> bytes:
    """Content operators that print the lines in Helvetica below each other."""
    shown = b" ".join(b"(%s) '" % line.encode("latin-1") for line in lines)
    return b"BT /F1 %d Tf %d TL %d %d Td %s ET" % (size, size + 4, left, top, shown)


def plain(pages: int = 1, *, lines: list[str] | None = None) -> bytes:
    """An honest PDF with a text layer, the page's number on each page."""
    printed = lines if lines is not None else [PARAGRAPH[i : i + 80] for i in range(0, len(PARAGRAPH), 80)]
    objects = {
        1: b"<< /Type /Catalog /Pages 2 0 R >>",
        2: b"<< /Type /Pages /Count %d /Kids [%s] >>"
        % (pages, b" ".join(b"%d 0 R" % (3 + 2 * i) for i in range(pages))),
    }
    for i in range(pages):
        text = text_operators([f"Halaman {i + 1}", *printed])
        objects[3 + 2 * i] = (
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R /Resources << %s >> >>"
            % (4 + 2 * i, HELVETICA)
        )
        objects[4 + 2 * i] = stream(text)
    return pdf(objects)


def long_flate(size: int, *, byte: int = 0x20) -> bytes:
    """A zlib stream that unpacks to ``size`` (a multiple of 1 MiB) equal bytes, made without packing them all."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    block = packer.compress(bytes([byte]) * _MIB) + packer.flush(zlib.Z_FULL_FLUSH)
    low = (1 + size * byte) % 65521
    high = (size + byte * size * (size + 1) // 2) % 65521
    return b"\x78\xda" + block * (size // _MIB) + b"\x03\x00" + struct.pack(">I", high << 16 | low)


def flate_bomb(size: int = 1024 * _MIB) -> bytes:
    """A content stream of blanks: about 1 MB that unpacks to 1 GiB."""
    return page(contents=stream(long_flate(size), entries=b"/Filter /FlateDecode"))


def flate_in_flate(size: int = 1024 * _MIB) -> bytes:
    """The same packed twice: some 2 kB that unpack to 1 GiB."""
    return page(
        contents=stream(zlib.compress(long_flate(size), 9), entries=b"/Filter [/FlateDecode /FlateDecode]")
    )  # fmt: skip


def form_in_itself() -> bytes:
    """A form that draws itself."""
    form = stream(
        b"/F Do",
        entries=b"/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources << /XObject << /F 5 0 R >> >>",
    )
    return page(contents=stream(b"/F Do"), resources=b"/XObject << /F 5 0 R >>", others={5: form})


def doubling_forms(levels: int = 25) -> bytes:
    """Forms that each draw the next one twice: two to the power of ``levels`` drawings."""
    head = b"/Type /XObject /Subtype /Form /BBox [0 0 595 842]"
    forms = {
        5 + level: stream(
            b"/F Do /F Do", entries=head + b" /Resources << /XObject << /F %d 0 R >> >>" % (6 + level)
        )
        for level in range(levels)
    }  # fmt: skip
    forms[5 + levels] = stream(b"0 0 1 1 re f", entries=head)
    return page(contents=stream(b"/F Do"), resources=b"/XObject << /F 5 0 R >>", others=forms)


def many_paths(count: int = 3_000_000) -> bytes:
    """``count`` path operators on one page."""
    drawing = b"0 0 m 9 9 l S\n" * (count // 3)
    return page(contents=stream(zlib.compress(drawing, 1), entries=b"/Filter /FlateDecode"))


def many_kids(count: int = 300_000) -> bytes:
    """One page listed ``count`` times."""
    return pdf({
        1: b"<< /Type /Catalog /Pages 2 0 R >>",
        2: b"<< /Type /Pages /Count %d /Kids [%s] >>" % (count, b"3 0 R " * count),
        3: b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>",
    })  # fmt: skip


def huge_page(points: int = 200_000) -> bytes:
    """A page ``points`` wide and high."""
    return page(media_box=b"0 0 %d %d" % (points, points), contents=stream(b"0 0 99 99 re f"))


def huge_image(side: int = 30_000) -> bytes:
    """An image of ``side`` x ``side`` grey pixels that covers an A4 page (30,000: 900 million pixels)."""
    size = side * side
    packed = long_flate(size - size % _MIB + _MIB, byte=0xC0)
    entries = (
        b"/Type /XObject /Subtype /Image /Width %d /Height %d /BitsPerComponent 8 /ColorSpace /DeviceGray "
        b"/Filter /FlateDecode" % (side, side)
    )
    return page(
        contents=stream(b"595 0 0 842 0 0 cm /I Do"),
        resources=b"/XObject << /I 5 0 R >>",
        others={5: stream(packed, entries=entries)},
    )


def no_pages() -> bytes:
    """A PDF whose page tree is empty."""
    return pdf({1: b"<< /Type /Catalog /Pages 2 0 R >>", 2: b"<< /Type /Pages /Kids [] /Count 0 >>"})


def truncated(whole: bytes, *, share: float) -> bytes:
    """The first part of a file."""
    return whole[: int(len(whole) * share)]


def encrypted(whole: bytes, *, user: str = "rahasia") -> bytes:
    """The file locked with a user password; "" locks it only against changes."""
    sink = io.BytesIO()
    with pikepdf.open(io.BytesIO(whole)) as document:
        document.save(sink, encryption=pikepdf.Encryption(owner="pemilik", user=user))
    return sink.getvalue()


def wrong_count(whole: bytes, *, claimed: int) -> bytes:
    """The page tree claims another number of pages than it has."""
    with pikepdf.open(io.BytesIO(whole)) as document:
        real = len(document.pages)
    return whole.replace(b"/Count %d" % real, b"/Count %d" % claimed)


def with_extras(whole: bytes) -> bytes:
    """The file with a script, an attachment, an XFA form and the mark of a signature."""
    sink = io.BytesIO()
    with pikepdf.open(io.BytesIO(whole)) as document:
        document.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String("app.alert(1)"))
        document.attachments["lampiran.exe"] = b"MZ"
        document.Root.AcroForm = pikepdf.Dictionary(
            XFA=document.make_stream(b"<xdp/>"), SigFlags=3, Fields=pikepdf.Array([])
        )
        document.save(sink)
    return sink.getvalue()


def picture(width: int = 826, height: int = 1169, *, mode: str = "L") -> Image.Image:
    """A page-like picture: dark bars where lines of text would be, a mark at the top left corner."""
    image = Image.new(mode, (width, height), "white")
    draw = ImageDraw.Draw(image)
    for y in range(height // 8, height - height // 8, height // 30):
        draw.rectangle((width // 10, y, width - width // 8, y + height // 90), fill="black")
    draw.rectangle((width // 20, height // 40, width // 8, height // 14), fill="black")
    return image


def image_file(image: Image.Image, kind: str, **options: object) -> bytes:
    """The picture as a file of this kind (``JPEG``, ``PNG``, ``TIFF``)."""
    sink = io.BytesIO()
    image.save(sink, kind, **options)
    return sink.getvalue()


def png_header_only(width: int, height: int) -> bytes:
    """A PNG that claims a size and has hardly any data."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 64)) + chunk(b"IEND", b"")
