"""The kinds of letters, and what each is for.

A regency office advises: it asks, counsels, informs, and hands on. Inspection, and with it every finding of a breach,
belongs to the province, so no letter of these pronounces one.
"""

from __future__ import annotations

from typing import Literal

from models.letter import FollowUpState, LetterKind, LetterState

Side = Literal["vendor", "agency", "supervisor"]

KINDS: tuple[LetterKind, ...] = ("clarify", "guide", "notify", "forward", "remind")
CHOSEN: tuple[LetterKind, ...] = ("clarify", "guide", "notify", "forward")
"""The kinds that a person begins with; a reminder begins with the letter it reminds of."""
KIND_NAMES: dict[LetterKind, str] = {
    "clarify": "Permintaan klarifikasi",
    "guide": "Pembinaan",
    "notify": "Pemberitahuan ke OPD",
    "forward": "Penerusan ke pengawas provinsi",
    "remind": "Pengingat",
}
SUBJECTS: dict[LetterKind, str] = {
    "clarify": "Permintaan klarifikasi atas perjanjian kerja",
    "guide": "Pembinaan pelindungan pekerja",
    "notify": "Pemberitahuan hasil pembacaan perjanjian",
    "forward": "Penerusan untuk ditindaklanjuti pengawas ketenagakerjaan",
    "remind": "Pengingat permintaan jawaban",
}
SIDES: dict[LetterKind, Side] = {
    "clarify": "vendor",
    "guide": "vendor",
    "notify": "agency",
    "forward": "supervisor",
    "remind": "vendor",
}
ANSWERED: frozenset[LetterKind] = frozenset({"clarify", "guide", "remind"})
"""Kinds that ask for an answer, and so need a last day for it."""
STATE_NAMES: dict[LetterState, str] = {"draft": "konsep", "issued": "terbit", "withdrawn": "ditarik"}
STEPS: tuple[FollowUpState, ...] = ("sent", "answered", "corrected", "closed")
STEP_NAMES: dict[FollowUpState, str] = {
    "sent": "surat dikirim",
    "answered": "dijawab",
    "corrected": "diperbaiki",
    "closed": "selesai",
}
