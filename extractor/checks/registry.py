"""Every rule and the function that judges it: the one list of all checks.

``judged_by`` says which law decides whether the rule applies at all: "form" the law on the day the contract was made
(a rule not in force that day is not applicable); "self" the check looks at dates itself (money month by month,
items of the inspector's checklist, rules that reach contracts still running).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal

from extractor.checks import (
    alih_daya,
    hours,
    minimum_wage,
    pkwt,
    pkwt_items,
    price,
    registration,
    reporting,
    safety,
    social_security,
    spk,
    wages,
)
from extractor.checks.case import Case
from extractor.checks.profile import Profile
from extractor.report import Finding

EVERY: frozenset[Profile] = frozenset({"vendor", "individuals", "employment", "daily", "addendum"})
VENDOR: frozenset[Profile] = frozenset({"vendor", "addendum"})
WORKER: frozenset[Profile] = frozenset({"employment", "daily", "addendum"})


@dataclass(frozen=True, slots=True)
class Check:
    """A rule, the function that judges it, and for which profiles it is judged."""

    rule: str
    judge: Callable[[Case], Iterable[Finding]]
    judged_by: Literal["form", "self"] = "form"
    profiles: frozenset[Profile] = EVERY


CHECKS: tuple[Check, ...] = (
    # A. alih daya
    Check("ad-written-agreement", alih_daya.written_agreement, profiles=VENDOR),
    Check("ad-object-type-headcount", alih_daya.object_type_headcount, "self", VENDOR),
    Check("ad-permitted-field-2026", alih_daya.permitted_field_2026, "self", VENDOR),
    Check("ad-permitted-field-2012", alih_daya.permitted_field_2012, profiles=VENDOR),
    Check("ad-vendor-legal-entity", alih_daya.vendor_legal_entity, profiles=VENDOR),
    Check("ad-vendor-licence", alih_daya.vendor_licence, profiles=VENDOR),
    Check("ad-worker-contract-form", alih_daya.worker_contract_form, profiles=VENDOR),
    Check("ad-vendor-bears-protection", alih_daya.vendor_bears_protection, "self"),
    Check("ad-transfer-of-protection", alih_daya.transfer_of_protection, "self"),
    Check("ad-price-covers-labour-cost", price.price_covers_labour_cost, "self"),
    Check("ad-registration-history", alih_daya.registration_history, "self"),
    Check("no-rights-waiver", alih_daya.no_rights_waiver),
    # B. PKWT
    Check("pkwt-written-indonesian", pkwt_items.written_indonesian),
    Check("pkwt-item-a-employer", pkwt_items.item_employer),
    Check("pkwt-item-b-worker", pkwt_items.item_worker),
    Check("pkwt-item-c-position", pkwt_items.item_position),
    Check("pkwt-item-d-workplace", pkwt_items.item_workplace),
    Check("pkwt-item-e-wage", pkwt_items.item_wage),
    Check("pkwt-item-f-rights", pkwt_items.item_rights, "self"),
    Check("pkwt-item-g-period", pkwt_items.item_period),
    Check("pkwt-item-h-placedate", pkwt_items.item_place_date),
    Check("pkwt-item-i-signature", pkwt_items.item_signature),
    Check("pkwt-duration-cap", pkwt.duration_cap),
    Check("pkwt-job-based-terms", pkwt.job_based_terms),
    Check("pkwt-temporary-nature", pkwt.temporary_nature),
    Check("pkwt-no-probation", pkwt.no_probation),
    Check("pkwt-daily-worker-limit", pkwt.daily_worker_limit),
    Check("pkwt-compensation", pkwt.compensation, "self"),
    Check("pkwt-early-termination", pkwt.early_termination),
    Check("pkwt-registration", registration.registration, "self"),
    # C. wages, hours, leave
    Check("wage-minimum", minimum_wage.wage_minimum, "self"),
    Check("wage-basic-75", wages.wage_basic_75),
    Check("wage-payment-date", wages.wage_payment_date),
    Check("wage-late-fine", wages.wage_late_fine),
    Check("wage-deductions-fines", wages.wage_deductions_fines),
    Check("thr-allowance", wages.thr_allowance, "self"),
    Check("overtime-pay-and-cap", hours.overtime_pay_and_cap, "self"),
    Check("working-time-cap", hours.working_time_cap, "self"),
    Check("rest-periods", hours.rest_periods, "self"),
    Check("annual-leave", hours.annual_leave, "self"),
    Check("paid-absence-worship", hours.paid_absence),
    # D. social security
    Check("bpjs-enrolment-programmes", social_security.enrolment, "self"),
    Check("bpjs-jkk-jkm-employer-only", social_security.jkk_jkm_employer_only),
    Check("bpjs-contribution-split", social_security.contribution_split),
    Check("bpjs-jkp", social_security.jkp, "self"),
    Check("bpjs-not-all-on-worker", social_security.not_all_on_worker),
    Check("bpjs-wage-base", social_security.wage_base),
    Check("bpjs-evidence", social_security.evidence_attached, profiles=VENDOR),
    # E. safety and special protection
    Check("k3-clause", safety.k3_clause, "self"),
    Check("ppe-free", safety.ppe_free),
    Check("security-bujp-licence", safety.bujp_licence),
    Check("security-guard-qualification", safety.guard_qualification),
    Check("driver-licence-and-hours", safety.driver_licence),
    Check("women-night-work", safety.women_night_work),
    Check("maternity-leave", safety.maternity_leave),
    Check("no-marriage-pregnancy-ban", safety.marriage_pregnancy_ban),
    Check("no-diploma-retention", safety.diploma_retention),
    Check("no-discrimination-age-limit", safety.age_limit),
    Check("no-union-ban", safety.union_ban),
    # F. SPK
    Check("spk-core-fields", spk.core_fields, "self"),
    Check("spk-form-threshold", spk.form_threshold),
    Check("spk-price-composition", spk.price_composition),
    Check("spk-insurance-clause", spk.insurance_clause),
    Check("spk-personnel-liability", spk.personnel_liability),
    Check("spk-no-subcontract", spk.no_subcontract),
    Check("spk-late-fine", spk.late_fine),
    Check("spk-labour-protection-gap", spk.labour_protection_gap),
    Check("spk-individual-provider", spk.individual_provider),
    # G. reporting
    Check("rep-wlkp", reporting.wlkp),
    Check("rep-one-door", reporting.one_door, "self", VENDOR),
    Check("rep-company-regulation", reporting.company_regulation),
)
