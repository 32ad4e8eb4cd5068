"""The sandbox: killable children in which documents are opened, and the pool that lends them."""

from extractor.sandbox.fences import Layer, active_layers
from extractor.sandbox.limits import Limits
from extractor.sandbox.pool import ReadingPool
from extractor.sandbox.understanding import UnderstandingPool

__all__ = ["Layer", "Limits", "ReadingPool", "UnderstandingPool", "active_layers"]
