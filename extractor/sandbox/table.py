"""The verbs of a child, one line each. Imported only in the child: it pulls in every library that opens documents."""

from __future__ import annotations

from extractor.sandbox import inspecting, page_reading, searchable
from extractor.sandbox.requests import InspectReply, InspectRequest, ReadRequest, SearchableReply, SearchableRequest
from extractor.sandbox.verb import Verb
from extractor.words.types import PageWords

VERBS = {
    "inspect": Verb(inspecting.inspect, request=InspectRequest, result=InspectReply),
    "searchable_pdf": Verb(searchable.write, request=SearchableRequest, result=SearchableReply),
    "read_page": Verb(page_reading.read, request=ReadRequest, result=PageWords, warm_up=page_reading.warm),
}
