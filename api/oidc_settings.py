"""The office's own sign-in service (OpenID Connect), as the environment names it (``LINDUNG_OIDC_*``)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

_LOCAL = ("localhost", "127.0.0.1", "::1")


@dataclass(frozen=True, slots=True)
class OidcClient:
    """``name`` is what the button of the sign-in page calls the service. ``secret`` "": a public client (PKCE alone).
    ``new_role``: the role of accounts that are made at the first sign-in; "": nobody gets in without an account."""

    issuer: str
    client_id: str
    secret: str = field(default="", repr=False)
    name: str = "akun kantor"
    new_role: str = ""


def oidc_client(env: Mapping[str, str]) -> OidcClient | None:
    """None without LINDUNG_OIDC_ISSUER. ValueError with the name of the variable that cannot be understood."""
    issuer = env.get("LINDUNG_OIDC_ISSUER", "").strip()
    if not issuer:
        return None
    if not trusted_address(issuer) or urlsplit(issuer).query or urlsplit(issuer).fragment:
        raise ValueError(
            f"LINDUNG_OIDC_ISSUER must be an https address such as https://sso.example.go.id, not {issuer!r}"
        )
    client_id = env.get("LINDUNG_OIDC_CLIENT_ID", "").strip()
    if not client_id:
        raise ValueError("LINDUNG_OIDC_CLIENT_ID must be set together with LINDUNG_OIDC_ISSUER")
    role = env.get("LINDUNG_OIDC_NEW_ROLE", "").strip()
    if role not in ("", "uploader", "reviewer", "auditor"):
        raise ValueError(f"LINDUNG_OIDC_NEW_ROLE must be uploader, reviewer or auditor, not {role!r}")
    return OidcClient(
        issuer=issuer,
        client_id=client_id,
        secret=_secret(env),
        name=env.get("LINDUNG_OIDC_NAME", "").strip() or "akun kantor",
        new_role=role,
    )


def trusted_address(address: str) -> bool:
    """Whether what is sent there cannot be read on the way: https, or this very machine."""
    parts = urlsplit(address)
    return (parts.scheme == "https" and bool(parts.hostname)) or (parts.scheme == "http" and parts.hostname in _LOCAL)


def _secret(env: Mapping[str, str]) -> str:
    if named := env.get("LINDUNG_OIDC_CLIENT_SECRET_FILE"):
        try:
            return Path(named).expanduser().read_text(encoding="utf-8").strip()
        except OSError as error:
            raise ValueError(f"LINDUNG_OIDC_CLIENT_SECRET_FILE cannot be read: {error.strerror}") from None
    return env.get("LINDUNG_OIDC_CLIENT_SECRET", "").strip()
