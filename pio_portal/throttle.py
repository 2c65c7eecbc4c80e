"""How often the public may post a form from one address: counted in the cache, so that no cookie is needed.

Without a cache (Redis away) nobody is held back: a form that works is worth more than a limit.
"""

from django.core.cache import cache
from django.http import HttpRequest

from pio_portal.change import Refused
from pio_portal.client_address import network_of

TRAP = "website"  # a field that people do not see: who fills it in is a program
TRIES = 20
WITHIN_SECONDS = 600


class TooOften(Refused):
    """Too many posts from one address in a short time."""


def too_often(request: HttpRequest, scope: str, *, tries: int = TRIES, seconds: int = WITHIN_SECONDS) -> bool:
    """Count this post, and say whether there were more than `tries` of this scope from this address in the period."""
    return counted(f"throttle:{scope}:{network_of(request)}", seconds=seconds) > tries


def counted(key: str, *, seconds: int) -> int:
    """Add one to a counter that disappears by itself; 0 when the cache is away."""
    cache.add(key, 0, timeout=seconds)
    try:
        return cache.incr(key) or 0
    except ValueError:  # it disappeared in between, or the cache is away
        return 0
