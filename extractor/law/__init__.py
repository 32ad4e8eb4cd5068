"""Regulations as data: rules with dated citations, minimum wages, contribution rates. Format: docs/law-data.md."""

from extractor.law.diff import LawChange, changes_json, diff_laws, law_changes, law_of_folder
from extractor.law.doubtful import Doubt, doubtful, doubtful_text
from extractor.law.errors import LawDataError
from extractor.law.load import DATA_VERSION, load_law
from extractor.law.office import WAGES_FILE, NewWage, law_with
from extractor.law.show import check_law, rule_json, rule_text, rules_json, rules_text
from extractor.law.types import (
    ContributionRate,
    Holiday,
    Law,
    MinimumWageRow,
    PendingStatute,
    Period,
    Place,
    Region,
    Rule,
    WageLookup,
)

__all__ = [
    "DATA_VERSION",
    "WAGES_FILE",
    "ContributionRate",
    "Doubt",
    "Holiday",
    "Law",
    "LawChange",
    "LawDataError",
    "MinimumWageRow",
    "NewWage",
    "PendingStatute",
    "Period",
    "Place",
    "Region",
    "Rule",
    "WageLookup",
    "changes_json",
    "check_law",
    "diff_laws",
    "doubtful",
    "doubtful_text",
    "law_changes",
    "law_of_folder",
    "law_with",
    "load_law",
    "rule_json",
    "rule_text",
    "rules_json",
    "rules_text",
]
