"""The contracts that the rows of the register make up, with their sums: what figures are counted from."""

from __future__ import annotations

import json
import re
import uuid
import zlib
from datetime import date
from typing import Any

import sqlalchemy as sa
from alembic import op

import models.types

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

_GRAVEST = ("kritis", "tinggi", "sedang", "rendah")
_INDEXES: dict[str, tuple[str, ...]] = {
    "figures": (
        "org", "until_on", "from_on", "agency_id", "vendor_id", "report_rank", "duty", "workers", "unknown", "rows",
        "below_minimum", "insured", "missing", "id",
    ),
    "agency": ("agency_id", "until_on", "from_on"),
    "vendor_id": ("vendor_id",),
    "document_id": ("document_id",),
    "key": ("org", "contract_key"),
    "reports": ("org", "report_rank", "since_on", "id"),
    "law": ("org", "duty", "deadline_law"),
    "starts": ("org", "from_on", "until_on", "workers"),
    "wages": ("org", "until_on", "from_on", "place", "wage_low", "wage_high", "wage_open"),
}  # fmt: skip


def upgrade() -> None:
    contract = op.create_table(
        "register_contract",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("org", sa.String(length=64), nullable=False),
        sa.Column("document_id", sa.Uuid(), nullable=False),
        sa.Column("agency_id", sa.Uuid(), nullable=True),
        sa.Column("vendor_id", sa.Uuid(), nullable=True),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("contract_number", sa.String(length=255), nullable=False),
        sa.Column("contract_key", sa.String(length=255), nullable=False),
        sa.Column("signed_on", sa.Date(), nullable=True),
        sa.Column("since_on", sa.Date(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=True),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=False),
        sa.Column("rows", sa.Integer(), nullable=False),
        sa.Column("workers", sa.Integer(), nullable=False),
        sa.Column("unknown", sa.Integer(), nullable=False),
        sa.Column("insured", sa.String(length=255), nullable=False),
        sa.Column("missing", sa.String(length=1000), nullable=False),
        sa.Column("below_minimum", sa.Boolean(), nullable=False),
        sa.Column("place", sa.String(length=255), nullable=False),
        sa.Column("wage_low", models.types.Sen(), nullable=True),
        sa.Column("wage_high", models.types.Sen(), nullable=True),
        sa.Column("wage_open", sa.Boolean(), nullable=False),
        sa.Column("duty", sa.String(length=16), nullable=False),
        sa.Column("report_rank", sa.Integer(), nullable=False),
        sa.Column("channel", sa.String(length=16), nullable=True),
        sa.Column("reported_on", sa.Date(), nullable=True),
        sa.Column("deadline", sa.Date(), nullable=True),
        sa.Column("deadline_law", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id"], ["document.id"], name=op.f("fk_register_contract_document_id_document"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["agency_id"],
            ["organisation.id"],
            name=op.f("fk_register_contract_agency_id_organisation"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["vendor_id"],
            ["organisation.id"],
            name=op.f("fk_register_contract_vendor_id_organisation"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_register_contract")),
    )
    op.add_column("engagement", sa.Column("contract_id", sa.Integer(), nullable=True))
    # The default is for the rows that are there; the model always says a value itself.
    op.add_column("engagement", sa.Column("title_key", sa.String(length=255), nullable=False, server_default=""))
    for name in ("from_on", "until_on"):
        op.add_column("engagement", sa.Column(name, sa.Date(), nullable=True))
    _fill(op.get_bind(), contract)
    for name, columns in _INDEXES.items():
        op.create_index(f"ix_register_contract_{name}", "register_contract", list(columns))
    op.create_index("ix_engagement_contract_id", "engagement", ["contract_id"])
    op.create_index(
        "ix_engagement_titles", "engagement", ["org", "title_key", "until_on", "from_on", "headcount", "contract_id"]
    )
    op.create_index("ix_engagement_in_force", "engagement", ["org", "until_on", "from_on", "title_key", "headcount"])


def downgrade() -> None:
    op.drop_index("ix_engagement_in_force", "engagement")
    op.drop_index("ix_engagement_titles", "engagement")
    op.drop_index("ix_engagement_contract_id", "engagement")
    for name in ("until_on", "from_on", "title_key"):
        op.drop_column("engagement", name)
    op.drop_column("engagement", "contract_id")
    op.drop_table("register_contract")


def _fill(bind: sa.Connection, contract: sa.Table) -> None:
    """Contracts for the rows that are there. What their reports make of them is judged by the lines below as it stood
    when this was written; deadlines are reckoned later, by the law data."""
    entry = sa.table(
        "engagement",
        *(sa.column(name) for name in ("id", "position", "kind", "contract_number", "contract_key", "title", "org")),
        sa.column("place"), sa.column("wage_period"),
        sa.column("document_id", sa.Uuid()), sa.column("agency_id", sa.Uuid()), sa.column("vendor_id", sa.Uuid()),
        sa.column("signed_on", sa.Date()), sa.column("starts_on", sa.Date()), sa.column("ends_on", sa.Date()),
        sa.column("headcount", sa.Integer()), sa.column("wage", models.types.Sen()),
        sa.column("insured", sa.JSON()), sa.column("missing", sa.JSON()), sa.column("below_minimum", sa.Boolean()),
        sa.column("contract_id", sa.Integer()), sa.column("title_key", sa.String()),
        sa.column("from_on", sa.Date()), sa.column("until_on", sa.Date()),
    )  # fmt: skip
    report = sa.table(
        "labour_report",
        *(sa.column(name) for name in ("org", "contract_key", "channel", "headcount", "recorded_at")),
        sa.column("received_on", sa.Date()),
        sa.column("wage", models.types.Sen()),
    )
    reports: dict[tuple[str, str], list[Any]] = {}
    for row in bind.execute(sa.select(report).order_by(report.c.received_on, report.c.recorded_at)):
        reports.setdefault((row.org, row.contract_key), []).append(row)
    made: dict[tuple[object, ...], list[Any]] = {}
    for row in bind.execute(sa.select(entry).order_by(entry.c.document_id, entry.c.position)):
        terms = (
            row.document_id, row.contract_key, row.kind, row.agency_id, row.vendor_id, row.signed_on, row.starts_on,
            row.ends_on, tuple(row.insured), tuple(row.missing), row.below_minimum, row.place,
        )  # fmt: skip
        made.setdefault(terms, []).append(row)
    grave = {rows[0].document_id: _severities(bind, rows[0].document_id) for rows in made.values()}
    for identifier, rows in enumerate(made.values(), start=1):
        first = rows[0]
        about = reports.get((first.org, first.contract_key), []) if first.contract_key else []
        bind.execute(contract.insert().values(_values(identifier, rows, about, grave[first.document_id])))
        for row in rows:
            key = " ".join(re.sub(r"[^a-z0-9]+", " ", row.title.lower()).split())[:255]
            bind.execute(
                entry.update()
                .where(entry.c.id == row.id)
                .values(
                    contract_id=identifier,
                    from_on=row.starts_on or date.min,
                    until_on=row.ends_on or date.max,
                    title_key=key,
                )
            )
    if made and bind.dialect.name == "postgresql":
        bind.execute(sa.text("SELECT setval('register_contract_id_seq', (SELECT max(id) FROM register_contract))"))


def _values(identifier: int, rows: list[Any], about: list[Any], grave: dict[str, str]) -> dict[str, Any]:
    first = rows[0]
    workers, unknown = sum(row.headcount or 0 for row in rows), sum(row.headcount is None for row in rows)
    wages = {row.wage for row in rows if row.wage is not None}
    duty = "office"
    if first.signed_on is not None:
        if first.kind == "pkwt" and first.signed_on >= date(2021, 2, 2):
            duty = "statute"
        if first.kind == "alih_daya" and date(2012, 11, 19) <= first.signed_on <= date(2020, 11, 1):
            duty = "former_statute"
    rank = 0
    if about:
        last = about[-1]
        heads = last.headcount is not None and not unknown and last.headcount != workers
        rank = 1 if heads or (last.wage is not None and wages and last.wage not in wages) else 3
    monthly = [row.wage for row in rows if row.wage is not None and row.wage_period == "month"]
    missing = [f"{code}/{grave.get(code, '')}" for code in first.missing]
    return {
        "id": identifier, "org": first.org, "document_id": first.document_id, "agency_id": first.agency_id,
        "vendor_id": first.vendor_id, "kind": first.kind, "contract_number": first.contract_number,
        "contract_key": first.contract_key, "signed_on": first.signed_on, "since_on": first.signed_on or date.max,
        "starts_on": first.starts_on, "ends_on": first.ends_on, "from_on": first.starts_on or date.min,
        "until_on": first.ends_on or date.max, "rows": len(rows), "workers": workers,
        "unknown": unknown, "insured": f",{','.join(first.insured)}," if first.insured else "",
        "missing": f",{','.join(missing)}," if missing else "", "below_minimum": first.below_minimum,
        "place": first.place, "wage_low": min(monthly, default=None), "wage_high": max(monthly, default=None),
        "wage_open": len(monthly) < len(rows), "duty": duty,
        "report_rank": rank, "channel": about[0].channel if about else None,
        "reported_on": about[0].received_on if about else None, "deadline": None, "deadline_law": "",
    }  # fmt: skip


def _severities(bind: sa.Connection, document: uuid.UUID) -> dict[str, str]:
    """How grave the document's current report finds the lack of each protection."""
    report = sa.table(
        "report", sa.column("document_id", sa.Uuid()), sa.column("current", sa.Boolean()), sa.column("body")
    )
    body = bind.scalar(sa.select(report.c.body).where(report.c.document_id == document, report.c.current))
    found: dict[str, str] = {}
    whole = json.loads(zlib.decompress(body)) if body is not None else {}
    for part in whole.get("parts") or [whole]:
        for finding in part.get("findings", []):
            for code in finding.get("protections", []):
                grave = finding["severity"]
                if code not in found or _GRAVEST.index(grave) < _GRAVEST.index(found[code]):
                    found[code] = grave
    return found
