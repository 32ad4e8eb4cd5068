"""What the house remembers: SQLAlchemy mapped classes, one subject per file, and their migrations.

Import the classes from here (``from models import Document``): importing the package registers every table on
``Base.metadata``, which the migrations are compared with.
"""

from models.alert import Alert, AlertMail, AlertMailItem, AlertSeen, AlertSubscription
from models.api_client import AccessToken, ApiClient
from models.api_job import ApiJob, ApiJobItem, IdempotencyKey
from models.base import Base
from models.batch import Batch, BatchItem
from models.contract_key import ContractKey
from models.correction import Correction
from models.decision import Decision
from models.document import Document
from models.event import AuditHead, Event
from models.finding import FindingRow
from models.letter import FollowUp, Letter, LetterFinding, LetterTemplate
from models.office import FixedRecap, OfficeSetting, Publication
from models.page import Page
from models.page_turn import PageTurn
from models.planning import Plan, PlanFile, PlanLink, PlanStep
from models.position_name import PositionName
from models.procurement import Package
from models.proposal import ProposalDecision
from models.register import Engagement, LabourReport, Organisation, OrganisationAlias
from models.register_contract import RegisterContract
from models.register_import import RegisterImport, RegisterImportRow
from models.report import ReportRow
from models.review import Reveal, SavedFilter, StateChange
from models.search import SearchText
from models.token import ApiToken
from models.user import User
from models.user_identity import UserIdentity
from models.user_session import UserSession
from models.webhook import WebhookAttempt, WebhookDelivery, WebhookEndpoint, WebhookMessage

__all__ = [
    "AccessToken",
    "Alert",
    "AlertMail",
    "AlertMailItem",
    "AlertSeen",
    "AlertSubscription",
    "ApiClient",
    "ApiJob",
    "ApiJobItem",
    "ApiToken",
    "AuditHead",
    "Base",
    "Batch",
    "BatchItem",
    "ContractKey",
    "Correction",
    "Decision",
    "Document",
    "Engagement",
    "Event",
    "FindingRow",
    "FixedRecap",
    "FollowUp",
    "IdempotencyKey",
    "LabourReport",
    "Letter",
    "LetterFinding",
    "LetterTemplate",
    "OfficeSetting",
    "Organisation",
    "OrganisationAlias",
    "Package",
    "Page",
    "PageTurn",
    "Plan",
    "PlanFile",
    "PlanLink",
    "PlanStep",
    "PositionName",
    "ProposalDecision",
    "Publication",
    "RegisterContract",
    "RegisterImport",
    "RegisterImportRow",
    "ReportRow",
    "Reveal",
    "SavedFilter",
    "SearchText",
    "StateChange",
    "User",
    "UserIdentity",
    "UserSession",
    "WebhookAttempt",
    "WebhookDelivery",
    "WebhookEndpoint",
    "WebhookMessage",
]
