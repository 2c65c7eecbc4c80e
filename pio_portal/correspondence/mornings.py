"""What happens once on each working day, from eight o'clock in Brussels: nobody wants a reminder at midnight or on a Sunday."""

from datetime import datetime, time

from django.utils.timezone import localtime

from pio_portal.correspondence import outbox
from pio_portal.workdays import is_working_day

FROM_HOUR = time(8)


def post_each_morning(name: str, *, at: datetime) -> None:
    """Queue this task of the outbox once on each working day, however often it is asked. It is given `at`, in ISO form."""
    now = localtime(at)
    if is_working_day(now.date()) and now.time() >= FROM_HOUR:
        outbox.post_task(name, key=f"{name}:{now.date().isoformat()}", at=at.isoformat())
