"""When each provision is in force. A date in the law data that moves must be moved here too, with the reason."""

from __future__ import annotations

import pytest

from extractor.law import Rule, load_law

# rule: its periods, first and last day (open: still in force)
PERIODS: dict[str, str] = {
    "ad-written-agreement": "2003-03-25..2020-11-01 2020-11-02..2022-12-29 2022-12-30..2026-04-29 2026-04-30..",
    "ad-object-type-headcount": "2024-10-31..2026-04-29 2026-04-30..",
    "ad-permitted-field-2026": "2026-04-30..",
    "ad-permitted-field-2012": "2012-11-19..2021-02-01",
    "ad-vendor-legal-entity": "2003-03-25..2020-11-01 2020-11-02..2022-12-29 2022-12-30..",
    "ad-vendor-licence": "2003-03-25..2020-11-01 2020-11-02..2022-12-29 2022-12-30..",
    "ad-worker-contract-form": "2003-03-25..2020-11-01 2020-11-02..2022-12-29 2022-12-30..",
    "ad-vendor-bears-protection": "2003-03-25..2020-11-01 2020-11-02..2022-12-29 2022-12-30..",
    "ad-transfer-of-protection": "2012-01-17..2020-11-01 2020-11-02..2021-02-01 2021-02-02..",
    "ad-price-covers-labour-cost": "2016-03-08..2021-02-01 2021-02-02..",
    "ad-registration-history": "2012-11-19..2021-02-01 2021-02-02..2026-04-29 2026-04-30..",
    "no-rights-waiver": "2003-03-25..2020-11-01 2020-11-02..2022-12-29 2022-12-30..",
    "pkwt-written-indonesian": "2003-03-25..2024-10-30 2024-10-31..",
    "pkwt-item-a-employer": "2003-03-25..2021-02-01 2021-02-02..",
    "pkwt-item-b-worker": "2003-03-25..2021-02-01 2021-02-02..",
    "pkwt-item-c-position": "2003-03-25..2021-02-01 2021-02-02..",
    "pkwt-item-d-workplace": "2003-03-25..2021-02-01 2021-02-02..",
    "pkwt-item-e-wage": "2003-03-25..2021-02-01 2021-02-02..",
    "pkwt-item-f-rights": "2003-03-25..2021-02-01 2021-02-02..",
    "pkwt-item-g-period": "2003-03-25..2021-02-01 2021-02-02..",
    "pkwt-item-h-placedate": "2003-03-25..2021-02-01 2021-02-02..",
    "pkwt-item-i-signature": "2003-03-25..2021-02-01 2021-02-02..",
    "pkwt-duration-cap": "2003-03-25..2021-02-01 2021-02-02..2024-10-30 2024-10-31..",
    "pkwt-job-based-terms": "2021-02-02..2024-10-30 2024-10-31..",
    "pkwt-temporary-nature": "2003-03-25..2021-02-01 2021-02-02..",
    "pkwt-no-probation": "2003-03-25..2021-02-01 2021-02-02..",
    "pkwt-daily-worker-limit": "2003-03-25..2021-02-01 2021-02-02..",
    "pkwt-compensation": "2020-11-02..2021-02-01 2021-02-02..",
    "pkwt-early-termination": "2003-03-25..2021-02-01 2021-02-02..",
    "pkwt-registration": "2003-03-25..2021-02-01 2021-02-02..",
    "wage-minimum": "2003-03-25..2020-11-01 2020-11-02..2022-12-29 2022-12-30..2025-12-16 2025-12-17..",
    "wage-basic-75": "2003-03-25..2020-11-01 2020-11-02..2022-12-29 2022-12-30..",
    "wage-payment-date": "2021-02-02..",
    "wage-late-fine": "2015-10-23..2021-02-01 2021-02-02..",
    "wage-deductions-fines": "2003-03-25..2021-02-01 2021-02-02..",
    "thr-allowance": "2003-03-25..2016-03-07 2016-03-08..2021-02-01 2021-02-02..",
    "overtime-pay-and-cap": "2003-03-25..2020-11-01 2020-11-02..2021-02-01 2021-02-02..",
    "working-time-cap": "2003-03-25..2020-11-01 2020-11-02..2021-02-01 2021-02-02..",
    "rest-periods": "2003-03-25..2020-11-01 2020-11-02..2022-12-29 2022-12-30..2024-10-30 2024-10-31..",
    "annual-leave": "2003-03-25..2020-11-01 2020-11-02..2022-12-29 2022-12-30..",
    "paid-absence-worship": "2003-03-25..",
    "bpjs-enrolment-programmes": "1993-02-27..2011-11-24 2011-11-25..2013-12-31 2014-01-01..",
    "bpjs-jkk-jkm-employer-only": "2004-10-19..2015-06-30 2015-07-01..",
    "bpjs-contribution-split": "2015-07-01..",
    "bpjs-jkp": "2021-02-02..2025-02-06 2025-02-07..",
    "bpjs-not-all-on-worker": "2011-11-25..2015-06-30 2015-07-01..",
    "bpjs-wage-base": "2015-07-01..",
    "bpjs-evidence": "2013-12-24..2015-06-30 2015-07-01..",
    "k3-clause": "1970-01-12..2003-03-24 2003-03-25..2015-06-30 2015-07-01..",
    "ppe-free": "1970-01-12..",
    "security-bujp-licence": "2007-01-01..2020-12-31 2021-01-01..",
    "security-guard-qualification": "2007-01-01..",
    "driver-licence-and-hours": "2009-06-22..",
    "women-night-work": "2003-03-25..",
    "maternity-leave": "2003-03-25..2024-07-01 2024-07-02..",
    "no-marriage-pregnancy-ban": "2003-03-25..2020-11-01 2020-11-02..",
    "no-diploma-retention": "2003-03-25..2025-05-19 2025-05-20..",
    "no-discrimination-age-limit": "2003-03-25..2025-05-27 2025-05-28..",
    "no-union-ban": "2003-03-25..",
    "spk-core-fields": "2021-06-01..",
    "spk-form-threshold": "2018-07-01..2025-04-29 2025-04-30..",
    "spk-price-composition": "2021-06-01..",
    "spk-insurance-clause": "2021-06-01..",
    "spk-personnel-liability": "2021-06-01..",
    "spk-no-subcontract": "2021-06-01..",
    "spk-late-fine": "2018-07-01..",
    "spk-labour-protection-gap": "2003-03-25..2020-11-01 2020-11-02..2022-12-29 2022-12-30..",
    "spk-individual-provider": "2003-03-25..2022-05-30 2022-05-31..2023-10-30 2023-10-31..",
    "rep-wlkp": "1981-10-01..",
    "rep-one-door": "2003-03-25..",
    "rep-company-regulation": "2003-03-25..",
}


@pytest.mark.parametrize("rule", load_law().rules, ids=lambda r: r.id)
def test_periods(rule: Rule) -> None:
    """Each rule is in force exactly in the periods written here, without overlap."""
    shown = " ".join(f"{p.since.isoformat()}..{p.until.isoformat() if p.until else ''}" for p in rule.periods)
    assert shown == PERIODS[rule.id]


def test_every_rule_is_dated() -> None:
    """No rule is left out of the table, none in it is gone."""
    assert {rule.id for rule in load_law().rules} == set(PERIODS)
