"""Telling other systems that a document is done: addresses, the outbox, and the sender beside the worker."""
