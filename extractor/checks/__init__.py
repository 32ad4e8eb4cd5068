"""Judgement: a contract's facts against the law of its date. ``registry.CHECKS`` lists every rule."""

from extractor.checks.judge import judge, judge_rule, missing, violations
from extractor.checks.texts import changed, in_letter, in_list, in_report

__all__ = ["changed", "in_letter", "in_list", "in_report", "judge", "judge_rule", "missing", "violations"]
