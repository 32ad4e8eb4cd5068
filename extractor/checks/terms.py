"""What the facts stage looks for, by kind, so that "absent" can say what was searched.

The list lives with the stage that does the searching; it is taken over here so that both always say the same.
"""

from __future__ import annotations

from extractor.facts import search_terms

__all__ = ["search_terms"]
