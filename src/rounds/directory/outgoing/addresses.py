"""Names of servers and the addresses behind them."""

import ipaddress
from collections.abc import Iterable

import dns.exception
import dns.rdatatype
import dns.resolver
from django.conf import settings

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
SECONDS = 5.0
# addresses of IPv4 in the dress of IPv6, and others that lead elsewhere
DISGUISED = [ipaddress.ip_network(net) for net in ("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/32", "::/96")]


class OutgoingRefused(Exception):
    """We do not go there, or nobody answered; the message is a word for the evidence."""


def public_addresses(host: str) -> list[Address]:
    """Where a host is; refused when any of its addresses is not one of the open internet."""
    found = [literal] if (literal := as_literal(host)) else looked_up(host)
    for address in found:
        if not allowed(address):
            raise OutgoingRefused("private address")
    return found


def as_literal(host: str) -> Address | None:
    try:
        return ipaddress.ip_address(host)
    except ValueError:
        return None


def allowed(address: Address) -> bool:
    """
    >>> [allowed(ipaddress.ip_address(one)) for one in ("9.9.9.9", "10.0.0.1", "::ffff:10.0.0.1", "169.254.169.254")]
    [True, False, False, False]
    """
    if in_test_networks(address):
        return True
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped:
            return allowed(address.ipv4_mapped)
        if any(address in net for net in DISGUISED):
            return False
    return address.is_global and not (address.is_multicast or address.is_reserved or address.is_unspecified)


def in_test_networks(address: Address) -> bool:
    return any(address in ipaddress.ip_network(net) for net in settings.OUTGOING_TEST_NETWORKS)


def looked_up(host: str) -> list[Address]:
    addresses = [*records(host, "A"), *records(host, "AAAA")]
    if not addresses:
        raise OutgoingRefused("no such server")
    return [ipaddress.ip_address(one) for one in addresses]


def text_records(name: str) -> list[str]:
    """The TXT records of a name, none when there are none."""
    return list(records(name, "TXT"))


def records(name: str, kind: str) -> Iterable[str]:
    try:
        answer = resolver().resolve(name, kind, search=False)
    except (dns.resolver.NXDOMAIN, dns.resolver.NoAnswer):
        return []
    except dns.exception.DNSException:
        raise OutgoingRefused("no answer from DNS") from None
    except (ValueError, UnicodeError):
        raise OutgoingRefused("no such server") from None
    if kind == "TXT":
        return [b"".join(record.strings).decode("utf-8", "replace") for record in answer]
    return [record.address for record in answer]


def resolver() -> dns.resolver.Resolver:
    """The machine's own name servers, or those of a setting written as address or address:port."""
    named = settings.OUTGOING_NAME_SERVERS
    made = dns.resolver.Resolver(configure=not named)
    if named:
        address, _colon, port = named[0].partition(":")
        made.nameservers, made.port = [address], int(port or 53)
    made.lifetime = made.timeout = SECONDS
    return made
