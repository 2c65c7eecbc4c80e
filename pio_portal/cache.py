"""The cache in Redis, and what happens when Redis is away: nothing fails, nothing waits, and the limits still hold."""

import time
from typing import Any

from django.core.cache.backends.locmem import LocMemCache
from django_redis.cache import CONNECTION_INTERRUPTED, RedisCache

LIMITS = "allauth:rl:"  # the counters behind the limits on logging in
REST_AFTER_FAILURE = 5.0  # seconds in which a Redis that does not answer is not asked again

memory = LocMemCache("limits-without-redis", {"OPTIONS": {"MAX_ENTRIES": 10_000}})
_rests_until = 0.0


class PortalCache(RedisCache):
    """Without Redis, what is read is not there and what is written is lost, except the counters of the limits.

    Those are kept in this process meanwhile: to refuse every log-in would shut everybody out, to allow every one would
    open the door to guessing passwords.
    """

    def get(self, key: str, default: Any = None, version: int | None = None, client: Any = None) -> Any:
        """The value, or the default when it is not there or Redis is away."""
        value = CONNECTION_INTERRUPTED if _is_resting() else self._get(key, default, version, client)
        if value is not CONNECTION_INTERRUPTED:
            return value
        _rest()
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
        found = None if _is_resting() else super().has_key(key, *args, **kwargs)
        if found is None:
            _rest()
        return bool(found)

    def _write(self, verb: str, key: str, *args: Any, **kwargs: Any) -> bool:
        done = None if _is_resting() else getattr(super(), verb)(key, *args, **kwargs)
        if done is None:  # what django-redis answers when the connection broke
            _rest()
            if key.startswith(LIMITS):
                done = getattr(memory, verb)(key, *args, **kwargs)
                return True if verb == "set" else bool(done)
        return bool(done)


def _is_resting() -> bool:
    return time.monotonic() < _rests_until


def _rest() -> None:
    global _rests_until  # noqa: PLW0603 - one breaker per process
    if not _is_resting():
        _rests_until = time.monotonic() + REST_AFTER_FAILURE
