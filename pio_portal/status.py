"""What a load balancer asks: whether the process lives, and whether it is ready for visitors.

Ready means that the database answers and has every migration of this code. Redis may be away: everything a user does
still succeeds and mail waits in the database, so the answer stays 200 and says `"redis": "down"`. So it does with mails
that were refused or came back (`"mail": "undelivered"`), or that no mail server takes (`"waiting"`).
"""

from datetime import timedelta

import redis
from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from post_office.models import STATUS, Email

from pio_portal.accounts.access import PUBLIC, route
from pio_portal.correspondence.models import SentMail

REDIS_TIMEOUT = 1
MAIL_LEAVES_WITHIN = timedelta(minutes=15)
OK, DOWN, BEHIND, WAITING, UNDELIVERED = "ok", "down", "behind", "waiting", "undelivered"


@never_cache
def live(_request: HttpRequest) -> HttpResponse:
    """Answer as long as the process can answer at all."""
    return HttpResponse("ok", content_type="text/plain")


@never_cache
def ready(_request: HttpRequest) -> JsonResponse:
    """Tell each part's state; 503 when visitors cannot be served."""
    parts = {"database": _database(), "redis": _redis()}
    parts["migrations"] = _migrations() if parts["database"] == OK else DOWN
    serving = parts["database"] == parts["migrations"] == OK
    parts["mail"] = _mail() if serving else DOWN
    state = "down" if not serving else OK if parts["redis"] == parts["mail"] == OK else "degraded"
    return JsonResponse({"status": state, **parts}, status=200 if serving else 503)


def _database() -> str:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return DOWN
    return OK


def _migrations() -> str:
    executor = MigrationExecutor(connection)
    return BEHIND if executor.migration_plan(executor.loader.graph.leaf_nodes()) else OK


def _mail() -> str:
    """Whether mails reach their readers: some were refused or came back, or the mail server takes none."""
    if SentMail.objects.undelivered().exists():
        return UNDELIVERED
    late = timezone.now() - MAIL_LEAVES_WITHIN
    waiting = Email.objects.filter(status__in=[STATUS.queued, STATUS.requeued], created__lt=late)
    return WAITING if waiting.exists() else OK


def _redis() -> str:
    client = redis.Redis.from_url(
        settings.REDIS_URL, socket_connect_timeout=REDIS_TIMEOUT, socket_timeout=REDIS_TIMEOUT
    )
    try:
        client.ping()
    except (redis.RedisError, OSError):
        return DOWN
    finally:
        client.close()
    return OK


urlpatterns = [
    route("status/live/", live, name="live", roles=PUBLIC, methods=("GET", "HEAD")),
    route("status/ready/", ready, name="ready", roles=PUBLIC, methods=("GET", "HEAD")),
]
