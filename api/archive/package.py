"""A package for a long-term archive: a ZIP with the original, page images, recognised text and the report, described by
METS 1.12 with checksums and by PREMIS 3.0 with the events of the audit trail."""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path, PurePosixPath
from xml.etree import ElementTree

from extractor.report import Report, to_json
from extractor.words.export import alto
from extractor.words.types import PageWords
from models import Document, Event

METS = "http://www.loc.gov/METS/"
PREMIS = "http://www.loc.gov/premis/v3"
XLINK = "http://www.w3.org/1999/xlink"
DC = "http://purl.org/dc/elements/1.1/"
XSI = "http://www.w3.org/2001/XMLSchema-instance"
_SUFFIXES = {"application/pdf": "pdf", "image/jpeg": "jpg", "image/png": "png", "image/tiff": "tif"}
_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The earliest time a ZIP can say: the same document gives the same package, byte by byte but for its METS header."""
_EVENT_TYPES = {
    "document.submitted": "ingestion",
    "document.read": "text recognition",
    "document.failed": "text recognition",
    "document.reread": "reprocessing",
    "document.rejudged": "appraisal",
    "finding.confirm": "appraisal",
    "finding.dismiss": "appraisal",
    "finding.reopen": "appraisal",
    "document.kept": "retention change",
    "document.exported": "dissemination",
    "personal.revealed": "access",
}
"""What the events are called in the vocabulary of PREMIS; others keep their own name."""

for _prefix, _space in (("mets", METS), ("premis", PREMIS), ("xlink", XLINK), ("dc", DC), ("xsi", XSI)):
    ElementTree.register_namespace(_prefix, _space)


@dataclass(frozen=True, slots=True)
class Contents:
    """What goes into a package. ``images`` by page number; ``events`` in the order of the trail; ``open_numbers`` says
    whether personal numbers stand uncovered in text and report."""

    document: Document
    original: Path
    images: dict[int, Path]
    words: Sequence[PageWords]
    report: Report | None
    events: Sequence[Event]
    open_numbers: bool


@dataclass(frozen=True, slots=True)
class _Packed:
    """A file in the ZIP. ``page`` is its page number, 0 for one that belongs to the whole."""

    identifier: str
    use: str
    name: str
    media_type: str
    sha256: str
    size: int
    page: int = 0


def write(contents: Contents, place: Path, *, made_at: datetime) -> None:
    """Write the package to ``place``."""
    with zipfile.ZipFile(place, "w", zipfile.ZIP_STORED) as archive:
        packed = [_pack_original(archive, contents)]
        for number, image in sorted(contents.images.items()):
            name = f"pages/p{number:04d}.webp"
            packed.append(
                _pack(archive, name, image, use="page image", media_type="image/webp", number=number, prefix="IMG")
            )
        for page in contents.words:
            text = alto([page], filename=f"p{page.number:04d}.webp").encode()
            name = f"text/p{page.number:04d}.xml"
            packed.append(
                _pack(archive, name, text, use="full text", media_type="text/xml", number=page.number, prefix="ALTO")
            )
        if contents.report is not None:
            report = json.dumps(json.loads(to_json(contents.report)), ensure_ascii=False, indent=1).encode()
            name = "metadata/report.json"
            packed.append(_pack(archive, name, report, use="metadata", media_type="application/json", prefix="REPORT"))
        described = _xml(_mets(contents, packed, made_at=made_at))
        archive.writestr(_info("mets.xml"), described, zipfile.ZIP_DEFLATED)


def _pack_original(archive: zipfile.ZipFile, contents: Contents) -> _Packed:
    document = contents.document
    # The name it came under stands in the METS: as a path it may be one that no archive's file system takes.
    name = f"original/{document.sha256[:16]}.{_SUFFIXES[document.media_type]}"
    return _pack(archive, name, contents.original, use="original", media_type=document.media_type, prefix="ORIGINAL")


def _pack(
    archive: zipfile.ZipFile,
    name: str,
    content: Path | bytes,
    *,
    use: str,
    media_type: str,
    prefix: str,
    number: int = 0,
) -> _Packed:
    digest, size = hashlib.sha256(), 0
    packing = zipfile.ZIP_DEFLATED if isinstance(content, bytes) else zipfile.ZIP_STORED
    info = _info(name)
    info.compress_type = packing
    with archive.open(info, "w", force_zip64=False) as out:
        for chunk in _chunks(content):
            digest.update(chunk)
            size += len(chunk)
            out.write(chunk)
    identifier = f"{prefix}_{number:04d}" if number else prefix
    return _Packed(identifier, use, name, media_type, digest.hexdigest(), size, number)


def _chunks(content: Path | bytes) -> Iterable[bytes]:
    if isinstance(content, bytes):
        yield content
        return
    with content.open("rb") as file:
        while chunk := file.read(1024 * 1024):
            yield chunk


def _info(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, _EPOCH)
    info.external_attr = 0o644 << 16
    return info


# -- METS --------------------------------------------------------------------------------------------------------------


def _mets(contents: Contents, packed: Sequence[_Packed], *, made_at: datetime) -> ElementTree.Element:
    document = contents.document
    root = ElementTree.Element(
        f"{{{METS}}}mets",
        {"OBJID": f"urn:uuid:{document.id}", "TYPE": "document", "LABEL": _clean(document.filename)},
    )
    header = _in(root, METS, "metsHdr", CREATEDATE=_moment(made_at), RECORDSTATUS=document.status)
    agent = _in(header, METS, "agent", ROLE="CREATOR", TYPE="OTHER", OTHERTYPE="SOFTWARE")
    _in(agent, METS, "name").text = f"lindung {version('lindung')}"
    covering = "terbuka" if contents.open_numbers else "disamarkan"
    _in(agent, METS, "note").text = f"angka pribadi dalam teks dan laporan: {covering}"
    _describe(root, document)
    administrative = _in(root, METS, "amdSec", ID="AMD")
    _object(administrative, contents, packed[0])
    _events(administrative, contents)
    files = _in(root, METS, "fileSec")
    for use in dict.fromkeys(file.use for file in packed):
        group = _in(files, METS, "fileGrp", USE=use)
        for file in packed:
            if file.use == use:
                _file(group, file)
    _structure(root, packed)
    return root


def _describe(root: ElementTree.Element, document: Document) -> None:
    section = _in(root, METS, "dmdSec", ID="DMD")
    data = _in(_in(section, METS, "mdWrap", MDTYPE="DC"), METS, "xmlData")
    values = (
        ("identifier", f"sha256:{document.sha256}"),
        ("title", document.number or document.filename),
        ("type", document.kind),
        ("date", None if document.signed_on is None else document.signed_on.isoformat()),
        ("contributor", document.user_name),
        ("contributor", document.vendor_name),
        ("language", "id"),
    )
    for name, value in values:
        if value:
            _in(data, DC, name).text = _clean(value)


def _object(section: ElementTree.Element, contents: Contents, original: _Packed) -> None:
    document = contents.document
    outer = _in(section, METS, "techMD", ID="OBJECT")
    data = _in(_in(outer, METS, "mdWrap", MDTYPE="PREMIS:OBJECT"), METS, "xmlData")
    made = _in(data, PREMIS, "object")
    made.set(f"{{{XSI}}}type", "premis:file")
    _identifier(made, "object", "UUID", str(document.id))
    traits = _in(made, PREMIS, "objectCharacteristics")
    fixity = _in(traits, PREMIS, "fixity")
    _in(fixity, PREMIS, "messageDigestAlgorithm").text = "SHA-256"
    _in(fixity, PREMIS, "messageDigest").text = original.sha256
    _in(traits, PREMIS, "size").text = str(original.size)
    format_ = _in(_in(traits, PREMIS, "format"), PREMIS, "formatDesignation")
    _in(format_, PREMIS, "formatName").text = document.media_type
    _in(made, PREMIS, "originalName").text = _clean(document.filename)


def _events(section: ElementTree.Element, contents: Contents) -> None:
    agents: dict[str, str] = {}
    for event in contents.events:
        outer = _in(section, METS, "digiprovMD", ID=f"EVENT_{event.id}")
        data = _in(_in(outer, METS, "mdWrap", MDTYPE="PREMIS:EVENT"), METS, "xmlData")
        made = _in(data, PREMIS, "event")
        _identifier(made, "event", "lindung audit trail", str(event.id))
        _in(made, PREMIS, "eventType").text = _EVENT_TYPES.get(event.action, event.action)
        _in(made, PREMIS, "eventDateTime").text = _moment(event.at)
        detail = _in(_in(made, PREMIS, "eventDetailInformation"), PREMIS, "eventDetail")
        detail.text = f"{event.action}; seal {event.hash}" if event.hash else event.action
        if event.after:
            outcome = _in(made, PREMIS, "eventOutcomeInformation")
            _in(outcome, PREMIS, "eventOutcome").text = _clean(
                json.dumps(event.after, ensure_ascii=False, sort_keys=True)
            )
        agent = "lindung" if event.actor_id is None else str(event.actor_id)
        agents.setdefault(agent, "software" if event.actor_id is None else "person")
        linked = _in(made, PREMIS, "linkingAgentIdentifier")
        _in(linked, PREMIS, "linkingAgentIdentifierType").text = "lindung"
        _in(linked, PREMIS, "linkingAgentIdentifierValue").text = agent
    for number, (agent, kind) in enumerate(agents.items(), start=1):
        outer = _in(section, METS, "digiprovMD", ID=f"AGENT_{number}")
        data = _in(_in(outer, METS, "mdWrap", MDTYPE="PREMIS:AGENT"), METS, "xmlData")
        made = _in(data, PREMIS, "agent")
        _identifier(made, "agent", "lindung", agent)
        # Accounts by their id alone: who that is stays in the house.
        _in(made, PREMIS, "agentType").text = kind


def _identifier(parent: ElementTree.Element, kind: str, type_: str, value: str) -> None:
    identifier = _in(parent, PREMIS, f"{kind}Identifier")
    _in(identifier, PREMIS, f"{kind}IdentifierType").text = type_
    _in(identifier, PREMIS, f"{kind}IdentifierValue").text = value


def _file(group: ElementTree.Element, file: _Packed) -> None:
    attributes = {
        "ID": file.identifier,
        "MIMETYPE": file.media_type,
        "SIZE": str(file.size),
        "CHECKSUM": file.sha256,
        "CHECKSUMTYPE": "SHA-256",
    }
    if file.use == "original":
        attributes["ADMID"] = "OBJECT"
    made = _in(group, METS, "file", **attributes)
    place = _in(made, METS, "FLocat", LOCTYPE="URL")
    place.set(f"{{{XLINK}}}type", "simple")
    place.set(f"{{{XLINK}}}href", str(PurePosixPath(file.name)))


def _structure(root: ElementTree.Element, packed: Sequence[_Packed]) -> None:
    whole = _in(_in(root, METS, "structMap", TYPE="PHYSICAL"), METS, "div", TYPE="document", DMDID="DMD", ADMID="AMD")
    for file in packed:
        if not file.page:
            _in(whole, METS, "fptr", FILEID=file.identifier)
    for number in sorted({file.page for file in packed if file.page}):
        page = _in(whole, METS, "div", TYPE="page", ORDER=str(number))
        for file in packed:
            if file.page == number:
                _in(page, METS, "fptr", FILEID=file.identifier)


def _in(parent: ElementTree.Element, space: str, name: str, **attributes: str) -> ElementTree.Element:
    clean = {key: _clean(value) for key, value in attributes.items()}
    return ElementTree.SubElement(parent, f"{{{space}}}{name}", clean)


def _clean(text: str) -> str:
    """Without the characters that XML 1.0 does not allow, not even escaped."""
    return "".join(
        c for c in text if c in "\t\n\r" or " " <= c <= "\ud7ff" or "\ue000" <= c <= "\ufffd" or c > "\uffff"
    )


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def _xml(root: ElementTree.Element) -> bytes:
    made: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return made
