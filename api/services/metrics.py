"""The same figures for a monitoring program, in the text format of Prometheus (version 0.0.4)."""

from __future__ import annotations

from collections.abc import Iterator

from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from api.services.machine import Machine
from models.base import utc_now

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"


def exposition(machine: Machine) -> bytes:
    """The metrics of one look."""
    registry = CollectorRegistry()
    registry.register(_Look(machine))
    return bytes(generate_latest(registry))


class _Look(Collector):
    """Gauges only: every figure is read from the tables, so that it stays right over restarts and several workers."""

    def __init__(self, machine: Machine) -> None:
        self._machine = machine

    def collect(self) -> Iterator[Metric]:
        machine = self._machine
        yield _by("lindung_documents", "Documents by status", "status", machine.documents)
        yield _by("lindung_jobs", "Jobs waiting or running by queue", "queue", machine.queues)
        yield _by("lindung_batches", "Folders handed in by state", "state", machine.batches)
        yield _by(
            "lindung_failed_documents", "Failed documents by reason", "code", {c.code: c.count for c in machine.causes}
        )
        yield _one("lindung_pages_last_hour", "Pages that ended in the last hour", machine.pages_last_hour)
        yield _one("lindung_pages_failed_last_hour", "Of these, pages not read", machine.pages_failed_last_hour)
        if machine.seconds_a_page is not None:
            yield _one("lindung_page_seconds", "Mean seconds of a page read in the last hour", machine.seconds_a_page)
        waiting = 0.0 if machine.oldest_waiting is None else (utc_now() - machine.oldest_waiting).total_seconds()
        yield _one("lindung_oldest_waiting_seconds", "Age of the longest waiting document", waiting)
        yield _one("lindung_disk_free_bytes", "Free bytes of the data folder's disk", machine.free)
        yield _one("lindung_disk_reserve_bytes", "Free bytes below which no file is taken", machine.reserve)
        yield _one("lindung_reading_processes", "Reading processes of this installation", machine.workers)


def _one(name: str, what: str, value: float) -> Metric:
    return GaugeMetricFamily(name, what, value=value)


def _by(name: str, what: str, label: str, values: dict[str, int]) -> Metric:
    family = GaugeMetricFamily(name, what, labels=[label])
    for value, number in sorted(values.items()):
        family.add_metric([value], number)
    return family
