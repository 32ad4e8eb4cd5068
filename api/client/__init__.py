"""A small typed client of our own REST API, used by ``lindung --server`` and free for anybody to use."""

from api.client.client import Client
from api.client.errors import AnswerNotUnderstood, ServerRefused, ServerUnreachable

__all__ = ["AnswerNotUnderstood", "Client", "ServerRefused", "ServerUnreachable"]
