"""Talking to the office's own sign-in service: authorization code with PKCE, and an ID token that is verified.

Nothing is asked of the service before somebody presses its button. Follows OpenID Connect Core 1.0 (section 3.1,
the checks of 3.1.3.7), Discovery 1.0, RFC 7636 (PKCE, S256 only) and RFC 9207 (``iss`` of the answer).
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import logging
import secrets
import threading
import time
from dataclasses import asdict, dataclass
from functools import lru_cache
from typing import Any
from urllib.parse import quote

import httpx2 as httpx
from authlib.oauth2.rfc6749.parameters import prepare_grant_uri
from authlib.oauth2.rfc7636 import create_s256_code_challenge
from authlib.oidc.core import CodeIDToken
from authlib.oidc.discovery import get_well_known_url
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from api.errors import OidcAway, OidcRefused
from api.oidc_settings import OidcClient, trusted_address

LOG = logging.getLogger("lindung.web")

SIGNATURES = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA")
"""Signed with a key that only the service has: never "none", never HS256, for which our own secret would do."""
SCOPE = "openid email profile"
SECONDS = 10.0
MOST_BYTES = 512 * 1024
FRESH = 3600.0
"""Seconds that metadata and keys are kept; an unknown key asks for them again at once."""
KEYS_ANEW = 1.0
"""Seconds after which a token that does not verify is a reason to ask for the keys again: nobody may make us ask on and
on with made-up tokens."""
LEEWAY = 60
"""Seconds that the clocks may differ."""
ATTEMPT_SECONDS = 600


@dataclass(frozen=True, slots=True)
class Attempt:
    """One sign-in under way; carried by the browser in a sealed cookie. ``begun`` in seconds since 1970."""

    state: str
    nonce: str
    verifier: str
    onward: str
    begun: int

    @classmethod
    def new(cls, onward: str) -> Attempt:
        return cls(
            state=secrets.token_urlsafe(32),
            nonce=secrets.token_urlsafe(32),
            verifier=secrets.token_urlsafe(48),
            onward=onward,
            begun=int(time.time()),
        )

    def sealed(self, key: bytes) -> str:
        body = base64.urlsafe_b64encode(json.dumps(asdict(self)).encode()).decode()
        return f"{body}.{_seal(body, key)}"

    @classmethod
    def opened(cls, text: str, key: bytes) -> Attempt | None:
        """What the cookie holds; None when it is not ours or too old."""
        body, _, seal = text.rpartition(".")
        if not body or not hmac.compare_digest(seal.encode(), _seal(body, key).encode()):
            return None
        made = cls(**json.loads(base64.urlsafe_b64decode(body)))
        return made if 0 <= time.time() - made.begun <= ATTEMPT_SECONDS else None


@dataclass(frozen=True, slots=True)
class Person:
    """Who the service says has signed in. ``email`` in small letters, "" unless the service has verified it."""

    issuer: str
    subject: str
    email: str
    name: str


class Provider:
    """One sign-in service. Thread-safe."""

    def __init__(self, client: OidcClient) -> None:
        self.client = client
        self._lock = threading.Lock()
        self._metadata: dict[str, Any] = {}
        self._keys: KeySet | None = None
        self._asked = 0.0

    def address(self, attempt: Attempt, *, back: str) -> str:
        """Where to send the browser; the service sends it to ``back``. OidcAway."""
        return str(
            prepare_grant_uri(
                self._known()["authorization_endpoint"],
                client_id=self.client.client_id,
                response_type="code",
                redirect_uri=back,
                scope=SCOPE,
                state=attempt.state,
                nonce=attempt.nonce,
                code_challenge=create_s256_code_challenge(attempt.verifier),
                code_challenge_method="S256",
            )
        )

    def person(self, attempt: Attempt, *, code: str, state: str, issuer: str, back: str) -> Person:
        """Who has signed in, after every check. OidcRefused or OidcAway."""
        if not hmac.compare_digest(state.encode(), attempt.state.encode()):
            raise OidcRefused.because("jawaban itu bukan untuk percobaan masuk ini")
        if issuer and issuer != self.client.issuer:
            raise OidcRefused.because("jawaban itu berasal dari layanan lain")
        tokens = self._tokens(code, attempt.verifier, back=back)
        claims = self._verified(str(tokens.get("id_token") or ""), attempt.nonce, access=tokens.get("access_token"))
        email = claims.get("email") if claims.get("email_verified") is True else ""
        name = claims.get("name")
        return Person(
            issuer=self.client.issuer,
            subject=str(claims["sub"]),
            email=email.strip().lower() if isinstance(email, str) else "",
            name=name.strip()[:128] if isinstance(name, str) else "",
        )

    def _verified(self, token: str, nonce: str, *, access: Any) -> dict[str, Any]:
        offered = self._known().get("id_token_signing_alg_values_supported") or ["RS256"]
        allowed = [name for name in SIGNATURES if name in offered]
        try:
            decoded = self._decoded(token, allowed)
            claims = CodeIDToken(
                decoded.claims,
                decoded.header,
                options={
                    "iss": {"essential": True, "value": self.client.issuer},
                    "aud": {"essential": True, "value": self.client.client_id},
                },
                params={"nonce": nonce, "client_id": self.client.client_id, "access_token": access},
            )
            claims.validate(leeway=LEEWAY)
        except (JoseError, ValueError, TypeError, KeyError) as error:
            # The kind alone: claims name a person.
            LOG.warning("an ID token was refused: %s", type(error).__name__)
            raise OidcRefused.because("tanda pengenal dari layanan itu tidak sah atau sudah lewat masanya") from None
        if not isinstance(claims["sub"], str) or not 0 < len(claims["sub"]) <= 255:
            raise OidcRefused.because("layanan itu tidak menyebut siapa yang masuk")
        return dict(claims)

    def _decoded(self, token: str, allowed: list[str]) -> jwt.Token:
        try:
            return jwt.decode(token, self._signing_keys(), algorithms=allowed)
        except (JoseError, ValueError):
            # The service may have changed its keys since: once more with fresh ones.
            if time.monotonic() - self._asked < KEYS_ANEW:
                raise
            return jwt.decode(token, self._signing_keys(again=True), algorithms=allowed)

    def _tokens(self, code: str, verifier: str, *, back: str) -> dict[str, Any]:
        form = {"grant_type": "authorization_code", "code": code, "redirect_uri": back, "code_verifier": verifier}
        headers = {"accept": "application/json"}
        methods = self._known().get("token_endpoint_auth_methods_supported") or ["client_secret_basic"]
        if not self.client.secret:
            form["client_id"] = self.client.client_id
        elif "client_secret_basic" in methods:
            pair = f"{quote(self.client.client_id, safe='')}:{quote(self.client.secret, safe='')}"
            headers["authorization"] = "Basic " + base64.b64encode(pair.encode()).decode()
        else:
            form |= {"client_id": self.client.client_id, "client_secret": self.client.secret}
        return self._json("POST", self._known()["token_endpoint"], form=form, headers=headers)

    def _known(self) -> dict[str, Any]:
        with self._lock:
            if not self._metadata or time.monotonic() - self._asked > FRESH:
                self._ask()
            return self._metadata

    def _signing_keys(self, *, again: bool = False) -> KeySet:
        self._known()
        with self._lock:
            return self._ask() if self._keys is None or again else self._keys

    def _ask(self) -> KeySet:
        """Metadata and keys anew."""
        metadata = self._json("GET", get_well_known_url(self.client.issuer, external=True))
        if metadata.get("issuer") != self.client.issuer:
            LOG.error("the sign-in service calls itself by another name than LINDUNG_OIDC_ISSUER")
            raise OidcAway()
        for name in ("authorization_endpoint", "token_endpoint", "jwks_uri"):
            if not isinstance(metadata.get(name), str) or not trusted_address(metadata[name]):
                LOG.error("the sign-in service names no usable %s", name)
                raise OidcAway()
        keys = self._json("GET", metadata["jwks_uri"])
        try:
            found = KeySet.import_key_set(keys)
        except (JoseError, ValueError, KeyError, TypeError):
            LOG.error("the sign-in service has no usable keys")
            raise OidcAway() from None
        self._metadata, self._keys, self._asked = metadata, found, time.monotonic()
        return found

    def _json(
        self, method: str, address: str, *, form: dict[str, str] | None = None, headers: dict[str, str] | None = None
    ) -> dict[str, Any]:
        """One answer of the service. OidcAway, or OidcRefused when it refuses (4xx) a form."""
        try:
            with (
                httpx.Client(timeout=SECONDS, follow_redirects=False, trust_env=True) as client,
                client.stream(method, address, data=form, headers=headers) as answer,
            ):
                body = b""
                for piece in answer.iter_bytes():
                    body += piece
                    if len(body) > MOST_BYTES:
                        raise OidcAway()
                status = answer.status_code
        except httpx.HTTPError as error:
            LOG.error("the sign-in service does not answer: %s", type(error).__name__)
            raise OidcAway() from None
        if form is not None and 400 <= status < 500:
            LOG.warning("the sign-in service refused a code: %d", status)
            raise OidcRefused.because("layanan itu menolak percobaan masuk ini")
        try:
            found = json.loads(body)
        except ValueError:
            found = None
        if status != 200 or not isinstance(found, dict):
            LOG.error("the sign-in service answered %d", status)
            raise OidcAway()
        return found


@lru_cache(maxsize=8)
def provider(client: OidcClient) -> Provider:
    """The one that remembers metadata and keys between two sign-ins."""
    return Provider(client)


def _seal(body: str, key: bytes) -> str:
    return hmac.new(key, b"oidc\x00" + body.encode(), hashlib.sha256).hexdigest()
