"""The web over an installation, with an office whose contracts went through checking and approval."""

from __future__ import annotations

from web_office import quick_passwords, running, site, web_office  # noqa: F401  (fixtures of these tests)
