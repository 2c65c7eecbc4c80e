"""The Celery application: one worker for mails, PDFs and imports, one beat for what recurs."""

import os
from typing import Any

from celery import Celery
from celery.signals import celeryd_init

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pio_portal.settings")

app = Celery("pio_portal")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()

WORKER_PATIENCE = 5  # seconds for an answer of Redis


@celeryd_init.connect
def wait_longer(conf: Any = None, **_: object) -> None:
    """Let a worker wait for Redis: it would lose its connection where a sender loses a second."""
    conf.broker_transport_options = {**conf.broker_transport_options, "socket_timeout": WORKER_PATIENCE}
