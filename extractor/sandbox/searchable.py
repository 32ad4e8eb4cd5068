"""Child side: the searchable copy of a document."""

from __future__ import annotations

import mmap
import os

import pikepdf

from extractor.intake.errors import DamagedFile, PasswordProtected
from extractor.pages.imagefile import ImageFile, ImageUnopenable
from extractor.pages.types import Image
from extractor.sandbox.documents import mapped
from extractor.sandbox.limits import Limits
from extractor.sandbox.requests import SearchableReply, SearchableRequest
from extractor.sandbox.verb import Files
from extractor.words.export_pdf import About, searchable_copy, searchable_images
from extractor.words.types import PageWords


def write(request: SearchableRequest, files: Files, limits: Limits) -> SearchableReply:
    """Write the copy to the output file. Raises DamagedFile or PasswordProtected."""
    data = mapped(files.input)
    about = About(title=request.title, sha256=request.sha256, archival=request.archival)
    try:
        if request.media_type == "application/pdf":
            made = searchable_copy(bytes(data), request.pages, about=about)
        else:
            with_pictures = [(_picture(data, words, limits), words) for words in request.pages]
            made = searchable_images(with_pictures, about=about)
    except pikepdf.PasswordError as error:
        raise PasswordProtected from error
    except (pikepdf.PdfError, ImageUnopenable) as error:
        raise DamagedFile from error
    view = memoryview(made.content)
    while view:
        view = view[os.write(files.output, view) :]
    return SearchableReply(notes=made.notes)


def _picture(data: mmap.mmap, words: PageWords, limits: Limits) -> Image:
    image = ImageFile(data)
    try:
        with image.page(words.number, max_pixels=limits.page_pixels) as page:
            return page.raw.pixels().image
    finally:
        image.close()
