"""PDF/A-2b (ISO 19005-2): the searchable copy made fit for an archive. Runs only in the sandboxed child.

What the standard forbids and nobody sees (scripts, actions, attachments, form machinery) is left out; what is drawn as
an annotation (stamps, filled fields, the picture of a signature) becomes part of its page. A page whose content itself
is not allowed stands as a picture of itself. What was done is told.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name
from PIL import ImageCms

from extractor.words.pdfa_rules import page_problem

PICTURE_DPI = 200
ATTACHMENTS = "Berkas lampiran di dalam PDF asli tidak ikut dalam salinan arsip."
SCRIPTS = "Skrip dan tindakan otomatis di dalam PDF asli tidak ikut dalam salinan arsip."
_NAMES_KEPT = frozenset({"/Dests"})
_LEFT_OUT = (
    "/AcroForm", "/AA", "/Perms", "/Requirements", "/Collection", "/AF", "/OpenAction", "/Metadata", "/OutputIntents",
    "/Legal", "/SpiderInfo", "/PieceInfo", "/DSS",
)  # fmt: skip
_HARMLESS_ACTIONS = frozenset({"/GoTo", "/GoToR", "/URI", "/Thread"})
_PRINTED = 4
_TROUBLE = (pikepdf.PdfError, RuntimeError, ValueError, TypeError, KeyError, AttributeError)

Pictured = Callable[[int, str], None]
"""Called with a page number (1-based) and the reason when the page must become a picture."""


def make_fit(pdf: pikepdf.Pdf, *, pictured: Pictured) -> tuple[str, ...]:
    """Change an open PDF so that it can be PDF/A-2b; Indonesian sentences about what is left out."""
    notes = _told(pdf)
    pdf.flatten_annotations("all")
    for key in _LEFT_OUT:
        if key in pdf.Root:
            del pdf.Root[key]
    _keep_places_only(pdf.Root)
    _plain_layers(pdf.Root)
    for number, page in enumerate(pdf.pages, start=1):
        _explicit(page)
        _links_only(page)
        if (reason := page_problem(page)) is not None:
            pictured(number, reason)
    _sweep(pdf)
    return notes


def unsigned(pdf: pikepdf.Pdf) -> bool:
    """Take the signatures out of an open PDF, leaving what they look like; whether there were any.

    A signature over other bytes would be shown as broken, which says something untrue about the original.
    """
    form = pdf.Root.get("/AcroForm", None)
    if form is None:
        return False
    found = bool(int(form.get("/SigFlags", 0)) & 1)
    for thing in pdf.objects:
        if isinstance(thing, Dictionary) and str(thing.get("/FT", "")) == "/Sig" and "/V" in thing:
            del thing["/V"]
            found = True
    for holder, keys in ((form, ("/SigFlags",)), (pdf.Root, ("/Perms", "/DSS"))):
        for key in keys:
            if key in holder:
                del holder[key]
    return found


def declare(pdf: pikepdf.Pdf, *, title: str, description: str) -> None:
    """Add the output intent and the metadata that say what the file is (6.2.3, 6.6.4). Without dates: the same file
    gives the same bytes."""
    profile = pdf.make_stream(srgb_profile(), N=3)
    intent = Dictionary(
        Type=Name.OutputIntent,
        S=Name.GTS_PDFA1,
        OutputConditionIdentifier=pikepdf.String("sRGB"),
        Info=pikepdf.String("sRGB IEC61966-2.1"),
        DestOutputProfile=profile,
    )
    pdf.Root.OutputIntents = Array([pdf.make_indirect(intent)])
    describe(pdf, title=title, description=description, archival=True)


def describe(pdf: pikepdf.Pdf, *, title: str, description: str, archival: bool = False) -> None:
    """Say in the copy's own metadata what it is and of which file."""
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=True) as metadata:
        for key in ("pdfaid:part", "pdfaid:conformance"):
            if key in metadata:
                del metadata[key]  # the original's claim is not the copy's
        if archival:
            metadata["pdfaid:part"] = "2"
            metadata["pdfaid:conformance"] = "B"
        if title:
            metadata["dc:title"] = title
        metadata["dc:description"] = description
        metadata["pdf:Producer"] = "Lindung"


@lru_cache(maxsize=1)
def srgb_profile() -> bytes:
    """An ICC profile of sRGB, made here from the colour space's published figures; always the same bytes."""
    made = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    # Bytes 24 to 35 are the time of making (ICC.1:2010, 7.2.8); 84 to 99 a checksum that may be zero.
    made[24:36] = b"\x07\xe8\x00\x01\x00\x01\x00\x00\x00\x00\x00\x00"
    made[84:100] = bytes(16)
    return bytes(made)


def _told(pdf: pikepdf.Pdf) -> tuple[str, ...]:
    notes = []
    names = pdf.Root.get("/Names", Dictionary())
    if "/AF" in pdf.Root or "/EmbeddedFiles" in names:
        notes.append(ATTACHMENTS)
    action = pdf.Root.get("/OpenAction", None)
    if "/JavaScript" in names or "/AA" in pdf.Root or (isinstance(action, Dictionary) and "/JS" in action):
        notes.append(SCRIPTS)
    return tuple(notes)


def _keep_places_only(root: Any) -> None:
    names = root.get("/Names", None)
    if names is not None:
        for key in [key for key in names.keys() if key not in _NAMES_KEPT]:  # noqa: SIM118 - a PDF dictionary
            del names[key]


def _plain_layers(root: Any) -> None:
    """6.9: every configuration of optional content has a name, none changes by itself."""
    layers = root.get("/OCProperties", None)
    if layers is None:
        return
    if "/Configs" in layers:
        del layers["/Configs"]
    default = layers.get("/D", None)
    if default is not None:
        default.Name = pikepdf.String("Tampilan")
        for key in ("/AS", "/Order"):
            if key in default:
                del default[key]


def _explicit(page: pikepdf.Page) -> None:
    """Resources and boxes that a page inherits become its own (6.2.2)."""
    if "/Resources" not in page.obj:
        page.obj.Resources = page.resources
    for key in ("/AA", "/PresSteps", "/Metadata", "/AF", "/PieceInfo", "/BleedBox", "/TrimBox", "/ArtBox"):
        if key in page.obj:
            del page.obj[key]


def _links_only(page: pikepdf.Page) -> None:
    """After flattening only links are left to keep: those that lead to a place or an address."""
    if "/Annots" not in page.obj:
        return
    kept = [note for note in page.obj.Annots if isinstance(note, Dictionary) and _harmless_link(note)]
    for note in kept:
        note.F = _PRINTED
        for key in ("/AP", "/AA", "/PA"):
            if key in note:
                del note[key]
    if kept:
        page.obj.Annots = Array(kept)
    else:
        del page.obj["/Annots"]


def _harmless_link(note: Any) -> bool:
    if str(note.get("/Subtype", "")) != "/Link":
        return False
    action = note.get("/A", None)
    return "/Dest" in note if action is None else str(action.get("/S", "")) in _HARMLESS_ACTIONS


def _sweep(pdf: pikepdf.Pdf) -> None:
    """Metadata of parts (6.6.2), chained and forbidden actions (6.5), wherever they hang."""
    for thing in pdf.objects:
        if not isinstance(thing, Dictionary | pikepdf.Stream):
            continue
        try:
            for key in ("/Metadata", "/AA"):
                if key in thing and thing.objgen != pdf.Root.objgen:
                    del thing[key]
            action = thing.get("/A", None)
            if isinstance(action, Dictionary) and "/S" in action:
                if str(action.S) not in _HARMLESS_ACTIONS:
                    del thing["/A"]
                elif "/Next" in action:
                    del action["/Next"]
        except _TROUBLE:
            continue


def tell_pictured(pictured: Sequence[tuple[int, str]]) -> tuple[str, ...]:
    """One sentence per reason, with the pages that became pictures."""
    reasons: dict[str, list[int]] = {}
    for number, reason in pictured:
        reasons.setdefault(reason, []).append(number)
    return tuple(
        f"Halaman {', '.join(map(str, numbers))} disimpan sebagai gambar dalam salinan arsip, karena {reason}."
        for reason, numbers in reasons.items()
    )
