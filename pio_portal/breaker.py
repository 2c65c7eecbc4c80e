"""A Redis that does not answer is asked once, for a second at most, and then left in peace for a while.

Cache and broker are one Redis: what either of them found out holds for both, in the whole process. So a request waits
for it once, however often it would have asked.
"""

import logging
import time
from collections.abc import Callable
from typing import Any

from redis.backoff import NoBackoff
from redis.exceptions import ConnectionError as RedisConnectionError
from redis.exceptions import TimeoutError as RedisTimeoutError
from redis.retry import Retry

log = logging.getLogger(__name__)

LIMIT_SECONDS = 1
REST_SECONDS = 10.0

_rests_until = 0.0


def is_open() -> bool:
    """Whether Redis is left in peace now."""
    return time.monotonic() < _rests_until


def trip(error: Exception) -> None:
    """It did not answer."""
    global _rests_until  # noqa: PLW0603 - one breaker per process
    _rests_until = time.monotonic() + REST_SECONDS
    log.warning("Redis does not answer, mails and tasks wait in the database: %s", error)


class AskOnce(Retry):
    """How the cache's connections try again: not at all, nor while Redis is left in peace."""

    def __init__(self) -> None:
        super().__init__(NoBackoff(), retries=0)

    def call_with_retry(self, do: Callable, fail: Callable, *args: Any, **kwargs: Any) -> Any:
        """Ask, unless it is known that no answer comes."""
        if is_open():
            raise RedisConnectionError("Redis is left in peace after it did not answer")
        try:
            return super().call_with_retry(do, fail, *args, **kwargs)
        except (RedisConnectionError, RedisTimeoutError) as error:
            if not is_open():  # connecting is a part of asking
                trip(error)
            raise
