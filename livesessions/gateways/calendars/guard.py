"""Where the app may go on somebody's behalf: public addresses only, whatever name leads there.

A name is looked up once and the connection goes to the address that was checked: a second look-up could
answer otherwise.
"""

import socket
from collections.abc import Collection
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

from livesessions.gateways.calendars.trouble import AddressRefused, CalendarUnreachable

Address = IPv4Address | IPv6Address

# Networks whose addresses carry an IPv4 address that a router on the way may unpack: NAT64 (RFC 6052, 8215).
_TRANSLATED = (IPv6Network("64:ff9b::/96"), IPv6Network("64:ff9b:1::/48"))


# Private once, and given back since; the internet at large has nobody there (RFC 3879, RFC 7526).
_FORMER = (IPv6Network("fec0::/10"), IPv4Network("192.88.99.0/24"))


def checked_addresses(host: str, port: int, allowed: Collection[str] = ()) -> list[str]:
    """The addresses of `host` to connect to, the best first. All of them must be public.

    `allowed` has "host" or "host:port" of the operator's own network that may be visited all the same.
    Errors: AddressRefused, CalendarUnreachable.
    """
    found = _look_up(host, port)
    if not {host, f"{host}:{port}"} & set(allowed) and not all(map(is_public, found)):
        raise AddressRefused("This address leads into a private network.")
    return [str(address) for address in dict.fromkeys(found)]


def is_public(address: Address) -> bool:
    """Whether an address belongs to the internet at large, also where it is wrapped into another one."""
    inside = _unwrapped(address)
    if inside is not None:
        return is_public(inside)
    if any(address in network for network in _FORMER):
        return False
    return address.is_global and not (address.is_multicast or address.is_reserved or address.is_unspecified)


def _unwrapped(address: Address) -> IPv4Address | None:
    """The IPv4 address within a mapped, 6to4, Teredo or translated one."""
    if isinstance(address, IPv4Address):
        return None
    teredo = address.teredo
    if any(address in network for network in _TRANSLATED):
        return IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour or (teredo[1] if teredo else None)


def _look_up(host: str, port: int) -> list[Address]:
    try:
        rows = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        return [ip_address(str(row[4][0]).partition("%")[0]) for row in rows]
    except (OSError, UnicodeError, ValueError):
        raise CalendarUnreachable("There is no server of that name.") from None
