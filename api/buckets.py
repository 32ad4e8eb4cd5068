"""An S3 bucket as the administrator has named it: read once from the environment, never from a request."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

_ADDRESS = re.compile(r"s3://(?P<name>[a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:/(?P<prefix>[^\x00-\x20]*))?")


@dataclass(frozen=True, slots=True)
class Bucket:
    """``prefix`` has no slash at either end, "" is the whole bucket; ``endpoint`` is an address without a path."""

    name: str
    prefix: str
    endpoint: str
    region: str
    access_key: str = field(repr=False)
    secret_key: str = field(repr=False)

    @property
    def plain_http(self) -> bool:
        return self.endpoint.startswith("http://")

    def __str__(self) -> str:
        """The address as it was named, for messages and the log."""
        return f"s3://{self.name}/{self.prefix}".rstrip("/")


def storage_bucket(env: Mapping[str, str]) -> Bucket | None:
    """Where the files of this installation are kept."""
    return _bucket(env, "LINDUNG_STORAGE", group="LINDUNG_S3")


def reference_bucket(env: Mapping[str, str]) -> Bucket | None:
    """Where files lie that a program may name. Endpoint and keys are those of the storage, or all of its own: a key
    of our storage is never shown to the server of another system."""
    own = "LINDUNG_REFERENCE_S3"
    return _bucket(env, own, group=own if env.get(f"{own}_ENDPOINT") else "LINDUNG_S3")


def _bucket(env: Mapping[str, str], variable: str, *, group: str) -> Bucket | None:
    """The bucket that ``variable`` names; None when it is not set.

    Endpoint, region and keys come from the variables that begin with ``group`` ("LINDUNG_S3"). The endpoint has to be
    named, and both keys: without them the library would look for keys in the network (the address 169.254.169.254 of
    cloud machines). ValueError with the name of the variable that is missing or wrong, never with a key.
    """
    address = env.get(variable, "").strip()
    if not address:
        return None
    found = _ADDRESS.fullmatch(address)
    prefix = (found["prefix"] or "").strip("/") if found else ""
    if found is None or any(part in ("", ".", "..") for part in prefix.split("/") if prefix):
        raise ValueError(f"{variable} must read like s3://bucket/prefix, not {address!r}")
    return Bucket(
        name=found["name"],
        prefix=prefix,
        endpoint=_endpoint(env, group),
        region=env.get(f"{group}_REGION", "").strip() or "us-east-1",
        access_key=_secret(env, f"{group}_ACCESS_KEY"),
        secret_key=_secret(env, f"{group}_SECRET_KEY"),
    )


def _endpoint(env: Mapping[str, str], group: str) -> str:
    name = f"{group}_ENDPOINT"
    address = env.get(name, "").strip().rstrip("/")
    parts = urlsplit(address)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.path or parts.query or parts.username:
        raise ValueError(f"{name} must be the address of the S3 server, like https://s3.kantor.go.id")
    if parts.scheme == "http" and not _loopback(parts.hostname) and env.get("LINDUNG_S3_HTTP", "0") != "1":
        raise ValueError(
            f"{name} is not encrypted (http): contracts would be read by others on the way; use https, or set "
            "LINDUNG_S3_HTTP=1 when the network between is the server room's own"
        )
    return address


def _secret(env: Mapping[str, str], name: str) -> str:
    """A key from its variable, or out of the file that ``<name>_FILE`` names (so that it is in no process list)."""
    if place := env.get(f"{name}_FILE"):
        try:
            text = Path(place).expanduser().read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError):
            raise ValueError(f"{name}_FILE names a file that cannot be read") from None
    else:
        text = env.get(name, "").strip()
    if not text:
        raise ValueError(f"{name} (or {name}_FILE) is missing")
    return text


def _loopback(host: str) -> bool:
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
