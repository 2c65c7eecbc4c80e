"""The cache in Redis, and what happens when Redis is away: nothing fails, nothing waits, and the limits still hold.

That it is not asked again and again is the business of its connections (`pio_portal.breaker`).
"""

from typing import Any

from django.core.cache.backends.locmem import LocMemCache
from django_redis.cache import CONNECTION_INTERRUPTED, RedisCache

LIMITS = "allauth:rl:"  # the counters behind the limits on logging in

memory = LocMemCache("limits-without-redis", {"OPTIONS": {"MAX_ENTRIES": 10_000}})


class PortalCache(RedisCache):
    """Without Redis, what is read is not there and what is written is lost, except the counters of the limits.

    Those are kept in this process meanwhile: to refuse every log-in would shut everybody out, to allow every one would
    open the door to guessing passwords.
    """

    def get(self, key: str, default: Any = None, version: int | None = None, client: Any = None) -> Any:
        """The value, or the default when it is not there or Redis is away."""
        value = self._get(key, default, version, client)
        if value is not CONNECTION_INTERRUPTED:
            return value
        return memory.get(key, default) if key.startswith(LIMITS) else default

    def set(self, key: str, value: Any, *args: Any, **kwargs: Any) -> bool:
        """Whether it was kept."""
        return self._write("set", key, value, *args, **kwargs)

    def add(self, key: str, value: Any, *args: Any, **kwargs: Any) -> bool:
        """Whether it was not there yet."""
        return self._write("add", key, value, *args, **kwargs)

    def delete(self, key: str, *args: Any, **kwargs: Any) -> bool:
        """Whether it was there."""
        return self._write("delete", key, *args, **kwargs)

    def has_key(self, key: str, *args: Any, **kwargs: Any) -> bool:
        """Whether it is there; without Redis it is not."""
        return bool(super().has_key(key, *args, **kwargs))

    def _write(self, verb: str, key: str, *args: Any, **kwargs: Any) -> bool:
        done = getattr(super(), verb)(key, *args, **kwargs)
        if done is None and key.startswith(LIMITS):  # what django-redis answers when the connection broke
            done = getattr(memory, verb)(key, *args, **kwargs)
            return True if verb == "set" else bool(done)
        return bool(done)
