"""Findings as W3C Web Annotations (https://www.w3.org/TR/annotation-model/): what was found, where on which page."""

from __future__ import annotations

import json
import math
import uuid
from collections.abc import Iterator, Sequence
from typing import Any

from api.services.reports import JudgedFinding, StoredReport
from extractor.geometry import Box, union
from extractor.report import Evidence, Finding, PageResult
from models import Document

MEDIA_TYPE = 'application/ld+json; profile="http://www.w3.org/ns/anno.jsonld"'
CONTEXT = "http://www.w3.org/ns/anno.jsonld"
MEDIA_FRAGMENTS = "http://www.w3.org/TR/media-frags/"
_NAMES = uuid.UUID("0b6f3f0e-3f0b-4d5e-9a35-6f6a4b1f7c11")
"""The name space of our annotation ids: the same finding on the same document has the same id in every export."""


def page_of(document: Document, stored: StoredReport, *, base: str) -> dict[str, Any]:
    """All findings as one AnnotationPage. ``base`` is the address of the installation without a slash at its end.

    A target is a page, ``width`` by ``height`` points (1/72 inch), origin top-left; its FragmentSelector counts in
    whole points of that page, rounded outwards, as a canvas of IIIF does.
    """
    address = f"{base}/api/v1/documents/{document.id}"
    pages = {page.number: page for page in stored.report.document.pages}
    items = [_annotation(document, judged, stored, pages=pages, address=address) for judged in stored.findings]
    return {
        "@context": CONTEXT,
        "id": f"{address}/annotations.jsonld",
        "type": "AnnotationPage",
        "partOf": {"id": address, "type": "AnnotationCollection", "label": document.filename, "total": len(items)},
        "startIndex": 0,
        "items": items,
    }


def to_json(page: dict[str, Any]) -> bytes:
    return json.dumps(page, ensure_ascii=False).encode()


def _annotation(
    document: Document, judged: JudgedFinding, stored: StoredReport, *, pages: dict[int, PageResult], address: str
) -> dict[str, Any]:
    finding = judged.finding
    targets = [target for evidence in finding.evidence for target in _targets(evidence, pages, address=address)]
    return {
        "id": f"urn:uuid:{uuid.uuid5(_NAMES, f'{document.id}:{judged.row.fingerprint}')}",
        "type": "Annotation",
        "motivation": "assessing",
        "created": stored.row.created_at.isoformat(),
        "generator": {"id": address.split("/api/")[0], "type": "Software", "name": "lindung"},
        "body": list(_bodies(finding, judged)),
        # What is absent stands nowhere: it is said of the document.
        "target": targets or address,
    }


def _bodies(finding: Finding, judged: JudgedFinding) -> Iterator[dict[str, Any]]:
    yield {
        "type": "TextualBody",
        "purpose": "assessing",
        "format": "text/plain",
        "language": "id",
        "value": " ".join(text for text in (f"{finding.title}.", finding.explanation, finding.advice) if text),
    }
    for tag in (finding.rule, finding.verdict, finding.severity):
        yield {"type": "TextualBody", "purpose": "tagging", "value": tag}
    for citation in finding.citations:
        yield {"type": "TextualBody", "purpose": "linking", "value": f"{citation.instrument} {citation.article}"}
    if judged.decision is not None:
        yield {"type": "TextualBody", "purpose": "moderating", "value": judged.decision.action}


def _targets(evidence: Evidence, pages: dict[int, PageResult], *, address: str) -> Iterator[dict[str, Any]]:
    page = pages.get(evidence.page)
    quote = {"type": "TextQuoteSelector", "exact": evidence.quote}
    yield {
        "type": "SpecificResource",
        "source": {
            "id": f"{address}/pages/{evidence.page}.webp",
            "type": "Image",
            "format": "image/webp",
            **({} if page is None else {"width": page.width, "height": page.height}),
        },
        # Several selectors of one target are ways to find the same place.
        "selector": [_fragment(evidence.boxes), quote] if evidence.boxes else quote,
    }


def _fragment(boxes: Sequence[Box]) -> dict[str, str]:
    whole = union(boxes)
    x, y = math.floor(whole.x0), math.floor(whole.y0)
    width, height = math.ceil(whole.x1) - x, math.ceil(whole.y1) - y
    return {"type": "FragmentSelector", "conformsTo": MEDIA_FRAGMENTS, "value": f"xywh={x},{y},{width},{height}"}
