"""The web application: routes, errors, headers, and the worker that reads beside it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import ExitStack, asynccontextmanager
from importlib.metadata import version
from pathlib import Path

from anyio import to_thread
from fastapi import FastAPI
from starlette.middleware.trustedhost import TrustedHostMiddleware

from api import problems
from api.alerts.loop import alerting
from api.assets import Assets
from api.context import Context, open_context
from api.describe import describe
from api.folders.feeder import feeding
from api.jobs.housekeeping import keeping
from api.jobs.reader import PoolReader, Reader
from api.jobs.worker import Worker
from api.rates import RateHeaders, Rates
from api.routes import documents, exports, findings, jobs, machine, oauth, web, webhooks
from api.security import BodyLimit, SecurityHeaders
from api.settings import Settings
from api.webhooks.sender import sending

STATIC = Path(__file__).parent / "static"
API = (oauth.router, jobs.router, documents.router, findings.router, exports.router, webhooks.router, machine.router)
FORM_ROOM = 1024 * 1024
"""Bytes that the other fields and the multipart borders of an upload may take."""

MakeReader = Callable[[Settings], Reader]


def create_app(settings: Settings, *, make_reader: MakeReader | None = PoolReader) -> FastAPI:
    """The application over the settings' data folder.

    While it runs, it also reads (``make_reader``; None: the web alone, a worker elsewhere reads). The database is
    opened, and brought to the present schema, when the application starts.
    """

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        stack = ExitStack()
        app.state.context = await to_thread.run_sync(_start, stack, settings, make_reader)
        try:
            yield
        finally:
            await to_thread.run_sync(stack.close)

    app = FastAPI(
        title="Lindung",
        summary="Reads Indonesian labour contracts and says which legal protection is missing",
        version=version("lindung"),
        lifespan=lifespan,
        docs_url=None,  # Its page would load scripts from another host.
        redoc_url=None,
        openapi_url="/api/v1/openapi.json",
    )
    app.state.rates = Rates(settings.api_rate)
    app.add_middleware(RateHeaders)
    app.add_middleware(BodyLimit, limit=settings.max_upload + FORM_ROOM)
    app.add_middleware(SecurityHeaders)
    app.add_middleware(TrustedHostMiddleware, allowed_hosts=list(settings.hosts), www_redirect=False)
    app.mount("/static", Assets(directory=STATIC), name="static")
    for router in (*API, web.router):
        app.include_router(router)
    problems.install(app, web.error_page)
    describe(app, API)
    return app


def _start(stack: ExitStack, settings: Settings, make_reader: MakeReader | None) -> Context:
    context = open_context(settings)
    stack.callback(context.close)
    context.storage.sweep()
    if make_reader is not None:
        stack.enter_context(Worker(context, make_reader(settings)))
        stack.enter_context(feeding(context))
        stack.enter_context(keeping(context))
        stack.enter_context(alerting(context))
        stack.enter_context(sending(context))
    return context
