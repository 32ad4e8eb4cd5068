"""Regulations as data: rules with dated citations, minimum wages, contribution rates. Format: docs/law-data.md."""

from extractor.law.errors import LawDataError
from extractor.law.load import DATA_VERSION, load_law
from extractor.law.show import check_law, diff_laws, rule_json, rule_text, rules_json, rules_text
from extractor.law.types import (
    ContributionRate,
    Law,
    MinimumWageRow,
    PendingStatute,
    Period,
    Place,
    Rule,
    WageLookup,
)

__all__ = [
    "DATA_VERSION",
    "ContributionRate",
    "Law",
    "LawDataError",
    "MinimumWageRow",
    "PendingStatute",
    "Period",
    "Place",
    "Rule",
    "WageLookup",
    "check_law",
    "diff_laws",
    "load_law",
    "rule_json",
    "rule_text",
    "rules_json",
    "rules_text",
]
