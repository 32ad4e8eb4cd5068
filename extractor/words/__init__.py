"""Words with places: from the file's own characters where they can be trusted, else by OCR; decided page by page.

The names are resolved late because ``extractor.pages.types`` needs the plain types of this package.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from extractor.words.reading import default_engines, read_page, warm_up

__all__ = ["default_engines", "read_page", "warm_up"]


def __getattr__(name: str) -> Any:
    if name in __all__:
        from extractor.words import reading

        return getattr(reading, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
