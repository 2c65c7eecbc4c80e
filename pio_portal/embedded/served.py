"""What `make run` serves: the portal, loaded while its database is still being prepared, which answers once that is done."""

import os
import time
from pathlib import Path

import django
from django.urls import get_resolver

from pio_portal.embedded import PREPARING

LOOK_SECONDS = 0.05


def wait_until_prepared() -> None:
    """Hold up this process of the web server: who asks for a page waits, and gets the one that is right."""
    preparing = Path(os.environ[PREPARING])
    while preparing.exists():
        time.sleep(LOOK_SECONDS)


django.setup()
get_resolver().url_patterns  # noqa: B018 - with all pages
wait_until_prepared()

from pio_portal.asgi import application  # noqa: E402, F401 - only now: it looks which static files there are
