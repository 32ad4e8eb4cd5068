"""Letters about findings: written from a checked document, issued under a number, followed until they are closed.

========================  =============================================================================
``overdue``               whose answer is overdue (for alerts and lists)
``of_document``           where each finding of a document stands
``api.letters.drafts``    the form and the draft; ``issuing`` number, freezing, withdrawing
``api.letters.engine``    Word templates to Word letters; ``reading`` Word letters to PDF and HTML
========================  =============================================================================
"""

from api.letters.following import Overdue, Standing, of_document, overdue

__all__ = ["Overdue", "Standing", "of_document", "overdue"]
