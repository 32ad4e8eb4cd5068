"""Originals, decrees, page images and copies: in the data folder, or in an S3 bucket with copies on this machine."""

from api.storage.errors import StorageAway, StorageFull, StorageRefused
from api.storage.storage import BY_CONTENT, CHUNK, Incoming, Storage

__all__ = ["BY_CONTENT", "CHUNK", "Incoming", "Storage", "StorageAway", "StorageFull", "StorageRefused"]
