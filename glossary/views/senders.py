"""How often somebody without a name has sent something; nothing of it is kept in the database."""

from ipaddress import ip_address, ip_network

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac

# Whoever has one address of IPv6 mostly has 2**64 of them.
COUNTED_BITS = {4: 32, 6: 64}


def sender_of(request: HttpRequest) -> str:
    """Return what tells senders apart for a day: a hash that only this installation can make."""
    network = network_of(address_of(request))
    return salted_hmac(__name__, f"{timezone.localdate()} {network}").hexdigest()


def address_of(request: HttpRequest) -> str:
    """Return where the request comes from: what the proxy says, where it is to be believed.

    The last address is the one that the proxy itself has seen; those before it are hearsay.
    """
    passed_on = request.headers.get("X-Forwarded-For", "") if settings.TRUST_PROXY else ""
    return passed_on.rpartition(",")[2].strip() or request.META.get("REMOTE_ADDR", "")


def network_of(address: str) -> str:
    try:
        parsed = ip_address(address)
    except ValueError:
        return ""
    return str(ip_network((parsed, COUNTED_BITS[parsed.version]), strict=False))


def times_sent(sender: str, *, what: str, seconds: int) -> int:
    """Count this time too, and return how often it was within so many seconds of the first."""
    key = f"sent:{what}:{sender}"
    if cache.add(key, 1, seconds):
        return 1
    try:
        return cache.incr(key)
    except ValueError:
        # The time was over between the two lines.
        return 1


def forget_sent(sender: str, *, what: str) -> None:
    cache.delete(f"sent:{what}:{sender}")
