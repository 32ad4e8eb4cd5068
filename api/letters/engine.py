"""Word templates to letters, with docxtpl in a sandbox: a template can only show fields, choose and repeat."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any

from docx.opc.exceptions import OpcError
from docx.shared import Mm
from docxtpl import DocxTemplate, InlineImage
from jinja2 import StrictUndefined, TemplateError, UndefinedError, nodes
from jinja2.sandbox import SandboxedEnvironment
from lxml.etree import LxmlError  # type: ignore[import-untyped]

from api.letters.errors import TemplateRefused
from api.letters.fields import FIELDS, ITEM_FIELDS, LISTS, Content, context, sample
from api.letters.package_check import require_document

FILTERS = ("upper", "lower", "title", "capitalize", "trim", "length", "default")
_LOOP = frozenset({"index", "index0", "first", "last", "length"})
_ALLOWED = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name, nodes.Getattr, nodes.For, nodes.If, nodes.CondExpr,
    nodes.Compare, nodes.Operand, nodes.And, nodes.Or, nodes.Not, nodes.Const, nodes.Filter, nodes.Concat,
)  # fmt: skip
"""Everything that a template may be made of. Calls, arithmetic, assignments and other files are not among it: a letter
needs none, and with them a file could keep the server busy for ever."""
_KNOWN = ", ".join(name for name in FIELDS)
_MOST_LOOPS = 20


def filled(template: bytes, content: Content, *, logo: bytes | None, title: str, language: str = "id-ID") -> bytes:
    """The letter as DOCX. TemplateRefused when the template cannot be filled (it was checked when it was handed in, so
    this is one that was changed on the disk). ``title`` and ``language`` become the file's own."""
    document = _opened(template)
    picture = InlineImage(document, io.BytesIO(logo), height=Mm(22)) if logo else ""
    try:
        document.render(context(content, logo=picture), _environment())
    except (TemplateError, LxmlError, ValueError, KeyError, IndexError, AttributeError, TypeError) as error:
        raise _told(error) from None
    properties = document.docx.core_properties
    properties.title, properties.language, properties.author = title[:255], language, ""
    properties.comments, properties.subject = "", ""
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def require_template(data: bytes) -> None:
    """TemplateRefused unless a letter can be made from ``data``: a sound Word file that uses known fields only and
    whose marks are complete. It is tried with an invented letter."""
    require_document(data)
    document = _opened(data)
    environment = _environment()
    used: set[str] = set()
    for text in _texts(document):
        # One paragraph a line, so that the line of a mistake says where it is.
        lined = re.sub(r"<w:p([ >])", r"\n<w:p\1", text)
        try:
            tree = environment.parse(lined)
        except (TemplateError, RecursionError) as error:
            near = lined.splitlines()[max(0, getattr(error, "lineno", 1) - 1) :][:1]
            raise _told(error, near=re.sub(r"<[^>]+>", "", "".join(near))) from None
        used |= _require_simple(tree)
    if "temuan" not in used and not {"temuan_peraturan", "temuan_penjelasan"} <= used:
        raise TemplateRefused(
            "Templat ini tidak memuat temuan, sehingga suratnya akan kosong.",
            remedy="Tambahkan {%p for t in temuan %} … {{ t.uraian }} … {%p endfor %}.",
        )
    made = filled(data, sample(), logo=None, title="Contoh")
    try:
        with zipfile.ZipFile(io.BytesIO(made)) as package:
            DocxTemplate(io.BytesIO(made)).get_docx()
            package.testzip()
    except (OpcError, LxmlError, ValueError, KeyError, zipfile.BadZipFile) as error:
        raise _told(error) from None


def _opened(data: bytes) -> DocxTemplate:
    try:
        document = DocxTemplate(io.BytesIO(data))
        document.init_docx()
    except (OpcError, LxmlError, ValueError, KeyError, zipfile.BadZipFile, AttributeError) as error:
        raise _told(error) from None
    return document


def _environment() -> SandboxedEnvironment:
    made = SandboxedEnvironment(autoescape=True, undefined=StrictUndefined)
    made.filters = {name: made.filters[name] for name in FILTERS}
    made.globals.clear()
    return made


def _texts(document: DocxTemplate) -> Iterator[str]:
    """Body, headers, footers, footnotes and properties as the engine will see them."""
    yield document.patch_xml(document.get_xml())
    for uri in (document.HEADER_URI, document.FOOTER_URI):
        for _, part in document.get_headers_footers(uri):
            yield document.patch_xml(document.get_part_xml(part))
    for part in document.docx.part.package.iter_parts():
        if part.content_type.endswith("footnotes+xml"):
            yield document.patch_xml(part.blob.decode("utf-8", "replace"))
    properties = document.docx.core_properties
    for name in ("author", "comments", "identifier", "language", "subject", "title"):
        yield getattr(properties, name)


def _require_simple(tree: nodes.Template) -> set[str]:
    """The known fields that the template uses; TemplateRefused for anything that is not one, or that is not plain."""
    loops: set[str] = set()
    used: set[str] = set()
    unknown: dict[str, None] = {}
    found = list(_walk(tree))
    for node in found:
        if not isinstance(node, _ALLOWED):
            kind = type(node).__name__
            raise TemplateRefused(
                f"Templat ini memakai perintah yang tidak diizinkan ({kind}).",
                remedy="Pakai isian {{ … }}, {% if … %} dan {% for t in temuan %} saja.",
            )
        if isinstance(node, nodes.For):
            if not isinstance(node.target, nodes.Name) or node.recursive:
                raise _loop_refused("")
            loops.add(node.target.name)
    if sum(isinstance(node, nodes.For) for node in found) > _MOST_LOOPS:
        raise TemplateRefused("Templat ini berisi terlalu banyak pengulangan.", remedy="Sederhanakan templatnya.")
    for node in found:
        if isinstance(node, nodes.For):
            name = getattr(node.iter, "name", "")
            if name not in LISTS:
                if name and name not in loops:
                    unknown[name] = None
                else:
                    raise _loop_refused(name)
            if any(isinstance(inner, nodes.For) for inner in node.find_all(nodes.For)):
                raise TemplateRefused("Pengulangan di dalam pengulangan tidak dipakai surat.", remedy="Pisahkan.")
        elif isinstance(node, nodes.Name) and node.name not in loops and node.name != "loop":
            used.add(node.name)
            if node.name not in FIELDS:
                unknown[node.name] = None
        elif isinstance(node, nodes.Getattr):
            owner = node.node.name if isinstance(node.node, nodes.Name) else ""
            allowed = ITEM_FIELDS.keys() if owner in loops else _LOOP if owner == "loop" else ()
            if node.attr not in allowed:
                unknown[f"{owner or '…'}.{node.attr}"] = None
    if unknown:
        names = ", ".join(unknown)
        raise TemplateRefused(
            f"Templat ini memakai isian yang tidak dikenal: {names}.",
            remedy=f"Isian yang dikenal: {_KNOWN}; untuk setiap temuan: {', '.join(f't.{n}' for n in ITEM_FIELDS)}.",
            unknown=tuple(unknown),
        )
    return used


def _walk(tree: nodes.Node) -> Iterator[nodes.Node]:
    yield tree
    for child in tree.iter_child_nodes():
        yield from _walk(child)


def _loop_refused(name: str) -> TemplateRefused:
    return TemplateRefused(
        f"Pengulangan {name or 'dalam templat ini'} tidak dikenal.",
        remedy="Pengulangan yang dikenal: {% for t in temuan %}, temuan_peraturan, temuan_penjelasan.",
    )


def _told(error: Any, *, near: str = "") -> TemplateRefused:
    """The engine's complaint in words for people: what is wrong, and near which words (``near``)."""
    if isinstance(error, UndefinedError):
        return TemplateRefused(
            f"Templat ini memakai isian yang tidak dikenal ({error.message}).", remedy=f"Isian yang dikenal: {_KNOWN}."
        )
    if isinstance(error, TemplateError):
        words = " ".join(near.split())[:120]
        said = f" Di dekat: “{words}”." if words else ""
        return TemplateRefused(
            f"Tanda isian dalam templat ini tidak lengkap atau salah ({error.message}).{said}",
            remedy="Periksa setiap {{ … }}, {% for … %} dengan {% endfor %}, dan {% if … %} dengan {% endif %}.",
        )
    return TemplateRefused(
        "Berkas ini tidak dapat dipakai sebagai templat: susunannya rusak setelah diisi.",
        remedy="Periksa letak {%p … %} dan {%tr … %}: masing-masing dalam paragraf atau baris tabel sendiri.",
    )
