"""Which addresses on the network a stranger may make this server call: public ones over https, and nothing else."""

from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from urllib.parse import urlsplit

from wekeep.kit.errors import Refused

LONGEST_URL = 1000
_LOOPBACK_NAMES = frozenset({"localhost", "127.0.0.1", "::1"})
# Ranges that carry an IPv4 address inside and so could hide a private one (RFC 6052, RFC 8215, RFC 3056, RFC 4380).
_TUNNELS = tuple(ip_network(n) for n in ("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/32", "::/96"))


def check_url(url: str, *, allow_loopback: bool) -> str:
    """The host of `url`; Refused unless it is https on port 443 with a public-looking name and no user part.

    With `allow_loopback` (demo and tests) this machine itself may be called too, on any port, without TLS. Names are
    not resolved here: what they resolve to is judged by `may_connect` at the moment of connecting.
    """
    try:
        parts = urlsplit(url)
        host, port = (parts.hostname or "").rstrip("."), parts.port
    except ValueError:
        raise _refused() from None
    if len(url) > LONGEST_URL or not url.isascii() or not url.isprintable() or " " in url or "\\" in url:
        raise _refused()
    if parts.username is not None or parts.password is not None or not host:
        raise _refused()
    if allow_loopback and host in _LOOPBACK_NAMES and parts.scheme in ("http", "https"):
        return host
    if parts.scheme != "https" or port not in (None, 443) or not _public_name(host):
        raise _refused()
    return host


def may_connect(address: str, *, allow_loopback: bool) -> bool:
    """Whether a socket may be opened to the numeric `address`: globally reachable unicast, directly, not in a tunnel."""
    try:
        ip = ip_address(address.split("%", 1)[0])
    except ValueError:
        return False
    if isinstance(ip, IPv6Address) and ip.ipv4_mapped is not None:
        ip = ip.ipv4_mapped
    if allow_loopback and ip.is_loopback:
        return True
    return _is_public(ip)


def _is_public(ip: IPv4Address | IPv6Address) -> bool:
    if isinstance(ip, IPv6Address) and any(ip in net for net in _TUNNELS):
        return False
    return ip.is_global and not (ip.is_multicast or ip.is_reserved or ip.is_unspecified or ip.is_loopback)


def _public_name(host: str) -> bool:
    try:
        return may_connect(str(ip_address(host)), allow_loopback=False)
    except ValueError:
        # a last label that begins with a digit is an IPv4 address in one of its odd spellings (WHATWG URL, 3.5)
        if not host.rpartition(".")[2][:1].isalpha():
            return False
        return "." in host and not host.endswith((".localhost", ".local", ".internal", ".home.arpa", ".onion"))


def _refused() -> Refused:
    return Refused(
        "That address cannot be used. It must begin with https:// and be one that anyone on the internet can reach."
    )
