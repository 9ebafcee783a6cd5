"""Which addresses may be asked, and where they lead: only http(s), and, unless allowed, no host of the own machine or of a private network.

A name is looked up once, every address it has must be allowed, and the connection is made to the one that was checked, so that a name
cannot lead elsewhere between the check and the connection.
"""

from __future__ import annotations

import ipaddress
import socket
from urllib.parse import SplitResult, urlsplit, urlunsplit

from goodoffices.errors import FetchError
from goodoffices.read.fetch import shown

#: Prefixes under which an IPv4 address is written as IPv6: NAT64 and 6to4 (RFC 6052, RFC 3056), with the place of its four bytes.
_WRAPPED = ((ipaddress.IPv6Network("64:ff9b::/96"), 12), (ipaddress.IPv6Network("2002::/16"), 2))
_LONGEST = 4000


class RefusedError(FetchError):
    """What is never asked, however often one tries: a kind of address, or a host on a private network."""


def split(url: str) -> SplitResult:
    """The parts of an http(s) address. Raises RefusedError for anything else."""
    try:
        parts = urlsplit(url.strip())
        host, _ = parts.hostname, parts.port
    except ValueError as err:
        raise RefusedError(url[:200], "is no web address") from err
    if parts.scheme not in ("http", "https"):
        raise RefusedError(shown(url), "only http and https addresses are read")
    if not host or len(url) > _LONGEST:
        raise RefusedError(shown(url)[:200], "is no web address")
    return parts


def port_of(parts: SplitResult) -> int:
    return parts.port or (443 if parts.scheme == "https" else 80)


def resolve(parts: SplitResult, *, allow_private: bool, hint: str = "--allow-private") -> str:
    """The numeric address to connect to. `hint`: what permits private ones, for the message. Raises FetchError for
    names that cannot be found, RefusedError where any address of the name is private."""
    where = shown(urlunsplit(parts))
    try:
        name = (parts.hostname or "").encode("idna").decode() if not (parts.hostname or "").isascii() else parts.hostname
        found = socket.getaddrinfo(name, port_of(parts), type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as err:
        raise FetchError(where, "the name of the host cannot be found") from err
    numbers = [str(item[4][0]).partition("%")[0] for item in found]
    if not allow_private:
        for number in numbers:
            if not is_public(number):
                raise RefusedError(where, f"leads to {number}, on this machine or a private network ({hint} permits that)")
    return numbers[0]


def is_public(number: str) -> bool:
    """May the address be reached by anybody? Not so loopback, private, link-local, multicast and reserved ones, however they are written."""
    address = ipaddress.ip_address(number)
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped is not None:
            return is_public(str(address.ipv4_mapped))
        for network, at in _WRAPPED:
            if address in network:
                return is_public(str(ipaddress.IPv4Address(address.packed[at : at + 4])))
        if address.teredo is not None:
            return False
    return address.is_global and not address.is_multicast


def host_of(url: str) -> str:
    """The host and port of an address, as robots.txt and rate limits count them."""
    return urlsplit(url).netloc.rpartition("@")[2].casefold()
