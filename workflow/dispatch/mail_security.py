"""How connections to mail servers are secured, and which servers are trusted."""

from __future__ import annotations

import ipaddress
import ssl
from pathlib import Path

STARTTLS, TLS, NONE = "starttls", "tls", "none"


def ssl_context(authorities: Path | None) -> ssl.SSLContext:
    """What is trusted of servers.

    Raises:
        OSError: the file of authorities cannot be read, or holds no certificate.
    """
    context = ssl.create_default_context(cafile=authorities)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    return context


def is_loopback(host: str) -> bool:
    """Whether a host is this machine itself."""
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
