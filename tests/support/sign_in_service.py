"""A small OpenID Connect provider on loopback: discovery, keys, tokens. What it should do wrong can be told."""

from __future__ import annotations

import base64
import json
import threading
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from authlib.oauth2.rfc7636 import create_s256_code_challenge
from joserfc import jwt
from joserfc.jwk import ECKey, KeySet, OctKey, RSAKey

CLIENT, SECRET = "lindung", "rahasia: antara kita"
ONE_KEY = RSAKey.generate_key(2048, {"kid": "satu", "use": "sig"}, private=True)
OTHER_KEY = ECKey.generate_key("P-256", {"kid": "dua", "use": "sig"}, private=True)


@dataclass
class SignInService:
    """``claims`` are laid over those of the ID token (None takes one out); ``header`` over its header; ``key`` signs.

    ``codes`` are those given out, each with what the browser had asked for; each is good once.
    """

    issuer: str = ""
    claims: dict[str, Any] = field(default_factory=dict)
    header: dict[str, Any] = field(default_factory=dict)
    metadata: dict[str, Any] = field(default_factory=dict)
    key: Any = field(default_factory=lambda: ONE_KEY)
    published: list[Any] = field(default_factory=lambda: [ONE_KEY])
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    token: str | None = None

    def authorize(self, address: str) -> tuple[str, str]:
        """What the browser gets for going to ``address``: the code and the state that it carries back."""
        asked = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
        assert address.startswith(f"{self.issuer}/authorize?")
        assert asked["response_type"] == "code"
        assert asked["client_id"] == CLIENT
        assert asked["code_challenge_method"] == "S256"
        assert "openid" in asked["scope"].split()
        code = uuid.uuid4().hex
        self.codes[code] = asked
        return code, asked["state"]

    def discovery(self) -> dict[str, Any]:
        return {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/keys",
            "id_token_signing_alg_values_supported": ["RS256", "ES256"],
            **self.metadata,
        }

    def exchange(self, form: dict[str, str], authorization: str) -> tuple[int, dict[str, Any]]:
        asked = self.codes.pop(form.get("code", ""), None)
        pair = base64.b64decode(authorization.removeprefix("Basic ")).decode() if authorization else ":"
        name, _, secret = pair.partition(":")
        if asked is None or (unquote(name), unquote(secret)) != (CLIENT, SECRET):
            return 400, {"error": "invalid_grant"}
        if create_s256_code_challenge(form["code_verifier"]) != asked["code_challenge"]:
            return 400, {"error": "invalid_grant"}
        if form["redirect_uri"] != asked["redirect_uri"]:
            return 400, {"error": "invalid_grant"}
        return 200, {
            "access_token": "a",
            "token_type": "Bearer",
            "id_token": self.token or self._signed(asked["nonce"]),
        }

    def _signed(self, nonce: str) -> str:
        now = int(time.time())
        claims = {
            "iss": self.issuer, "sub": "orang-17", "aud": CLIENT, "iat": now, "exp": now + 300, "nonce": nonce,
            "email": "Sari@Dinas.Example", "email_verified": True, "name": "Sari Wulandari", **self.claims,
        }  # fmt: skip
        algorithm = {"EC": "ES256", "oct": "HS256"}.get(self.key.key_type, "RS256")
        header = {"alg": algorithm, "kid": self.key.kid, **self.header}
        wanted = {name: value for name, value in claims.items() if value is not None}
        return jwt.encode(header, wanted, self.key, algorithms=[algorithm])


def unsigned(claims: dict[str, Any]) -> str:
    """A token of the algorithm "none"."""
    parts = [json.dumps(part).encode() for part in ({"alg": "none", "typ": "JWT"}, claims)]
    return ".".join([*(base64.urlsafe_b64encode(part).decode().rstrip("=") for part in parts), ""])


def shared(secret: str) -> OctKey:
    """A key that the client has as well."""
    return OctKey.import_key(secret.encode(), {"kid": "satu"})


@contextmanager
def running() -> Iterator[SignInService]:
    """The service on a port of its own."""
    service = SignInService()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            service.asked.append(self.path)
            match self.path:
                case "/.well-known/openid-configuration":
                    self._answer(200, service.discovery())
                case "/keys":
                    self._answer(200, KeySet(service.published).as_dict(private=False))
                case _:
                    self._answer(404, {})

        def do_POST(self) -> None:
            service.asked.append(self.path)
            body = self.rfile.read(int(self.headers["content-length"])).decode()
            form = {name: values[0] for name, values in parse_qs(body).items()}
            self._answer(*service.exchange(form, self.headers.get("authorization", "")))

        def _answer(self, status: int, body: dict[str, Any]) -> None:
            data = json.dumps(body).encode()
            self.send_response(status)
            self.send_header("content-type", "application/json")
            self.send_header("content-length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, format: str, *args: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    service.issuer = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield service
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
