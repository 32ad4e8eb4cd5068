"""A small typed client of our own REST API, used by ``lindung --server`` and free for anybody to use."""
