"""The pages for people, all in Indonesian: sign-in, first screen, progress, report, and the page for errors."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from api.routes import (
    machine,
    web_account,
    web_alerts,
    web_batches,
    web_clients,
    web_correct,
    web_dashboard,
    web_document,
    web_history,
    web_home,
    web_imports,
    web_law,
    web_letter_office,
    web_letters,
    web_oidc,
    web_packages,
    web_planning,
    web_proposals,
    web_public,
    web_queue,
    web_recap,
    web_register,
    web_rejudge,
    web_report,
    web_review,
    web_turning,
    web_versions,
)
from api.routes.web_render import from_htmx, render
from api.schemas.problem import Problem

router = APIRouter(include_in_schema=False)
router.include_router(web_account.router)
router.include_router(web_oidc.router)
router.include_router(web_home.router)
router.include_router(web_document.router)
router.include_router(web_alerts.router)
router.include_router(web_batches.router)
router.include_router(machine.pages)
router.include_router(web_clients.router)
router.include_router(web_proposals.router)
router.include_router(web_queue.router)
router.include_router(web_report.router)
router.include_router(web_review.router)
router.include_router(web_correct.router)
router.include_router(web_turning.router)
router.include_router(web_versions.router)
router.include_router(web_rejudge.router)
router.include_router(web_public.router)
router.include_router(web_recap.router)
router.include_router(web_dashboard.router)
router.include_router(web_register.router)
router.include_router(web_history.router)
router.include_router(web_planning.router)
router.include_router(web_imports.router)
router.include_router(web_packages.router)
router.include_router(web_law.router)
router.include_router(web_letters.tables)
router.include_router(web_letter_office.router)
router.include_router(web_letters.router)

_HEADINGS = {
    403: "Tidak diizinkan",
    404: "Tidak ditemukan",
    409: "Belum dapat dilakukan",
    413: "Berkas terlalu besar",
    422: "Isian belum dapat diterima",
    507: "Ruang disk habis",
}


def error_page(request: Request, problem: Problem) -> Response:
    """``problem`` as a page, or as a message when a piece of a page was asked for."""
    error = {"message": problem.title, "remedy": problem.remedy, "code": problem.code}
    if from_htmx(request):
        response: Response = render("parts/problem.html", status=problem.status, error=error)
        # Whatever piece was asked for stays as it is; the message appears above the page.
        response.headers["HX-Retarget"] = "#gagal-kirim"
        response.headers["HX-Reswap"] = "innerHTML"
        return response
    return render(
        "error.html", status=problem.status, error=error, heading=_HEADINGS.get(problem.status, "Terjadi kesalahan")
    )
