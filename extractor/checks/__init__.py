"""Judgement: a contract's facts against the law of its date. ``registry.CHECKS`` lists every rule."""

from extractor.checks.judge import judge, missing, violations

__all__ = ["judge", "missing", "violations"]
