"""Where a webhook may go: to the outside, never into the office's own network by way of a name that points there.

A name is resolved once for every message, every address it has is judged, and the connection is made to the very
address that was judged: a name that changes its mind in between gains nothing.
"""

from __future__ import annotations

import ipaddress
import socket
from dataclasses import dataclass
from typing import Literal
from urllib.parse import urlsplit

from api.refusals import AddressRefused

IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
LONGEST = 2000


@dataclass(frozen=True, slots=True)
class Target:
    """An address taken apart. ``host`` as written (for TLS and the Host header), ``path`` with its query."""

    scheme: Literal["http", "https"]
    host: str
    port: int
    path: str

    @property
    def authority(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        usual = 443 if self.scheme == "https" else 80
        return host if self.port == usual else f"{host}:{self.port}"


def target(url: str, *, private: bool) -> Target:
    """The parts of ``url``. AddressRefused unless it is https (http only on ``private`` networks), without name and
    password in it, and printable ASCII."""
    if len(url) > LONGEST or not url.isascii() or not url.isprintable() or " " in url:
        raise AddressRefused()
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise AddressRefused() from None
    if parts.scheme not in ("https", "http") or not parts.hostname or "@" in parts.netloc or parts.fragment:
        raise AddressRefused()
    if parts.scheme == "http" and not private:
        raise AddressRefused("Alamat webhook harus memakai https; tidak ada yang disimpan.")
    scheme: Literal["http", "https"] = "https" if parts.scheme == "https" else "http"
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return Target(scheme=scheme, host=parts.hostname, port=port or (443 if scheme == "https" else 80), path=path)


def resolve(where: Target, *, private: bool) -> str:
    """The IP address to connect to. AddressRefused when the name has none, or any of them is not a public one."""
    try:
        found = socket.getaddrinfo(where.host, where.port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise AddressRefused("Nama komputer pada alamat webhook ini tidak ditemukan.") from None
    addresses = [str(entry[4][0]) for entry in found]
    if not addresses:
        raise AddressRefused()
    if not private and not all(is_public(address) for address in addresses):
        raise AddressRefused("Alamat webhook ini menunjuk ke jaringan dalam; tidak dihubungi.")
    return addresses[0]


def is_public(text: str) -> bool:
    """Whether this IP address is one of the open internet, also by the IPv4 address that it may carry inside."""
    address: IPAddress = ipaddress.ip_address(text.split("%")[0])
    if isinstance(address, ipaddress.IPv6Address):
        carried = [address.ipv4_mapped, address.sixtofour, *(address.teredo or ())]
        if address in _NAT64:
            carried.append(ipaddress.IPv4Address(int(address) & 0xFFFFFFFF))
        inner = [v4 for v4 in carried if v4 is not None]
        if inner:
            return all(is_public(str(v4)) for v4 in inner)
    return address.is_global and not address.is_multicast and not address.is_reserved
