"""The sandbox: killable children in which documents are opened, and the pool that lends them."""

from extractor.sandbox.fences import Layer, active_layers
from extractor.sandbox.limits import Limits
from extractor.sandbox.pool import COPY_VERBS, ReadingPool
from extractor.sandbox.understanding import UnderstandingPool

__all__ = ["COPY_VERBS", "Layer", "Limits", "ReadingPool", "UnderstandingPool", "active_layers"]
