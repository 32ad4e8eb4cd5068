"""What the house remembers: SQLAlchemy mapped classes, one subject per file, and their migrations.

Import the classes from here (``from models import Document``): importing the package registers every table on
``Base.metadata``, which the migrations are compared with.
"""

from models.base import Base
from models.batch import Batch, BatchItem
from models.decision import Decision
from models.document import Document
from models.event import AuditHead, Event
from models.finding import FindingRow
from models.page import Page
from models.report import ReportRow
from models.token import ApiToken
from models.user import User
from models.user_session import UserSession

__all__ = [
    "ApiToken",
    "AuditHead",
    "Base",
    "Batch",
    "BatchItem",
    "Decision",
    "Document",
    "Event",
    "FindingRow",
    "Page",
    "ReportRow",
    "User",
    "UserSession",
]
