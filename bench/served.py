"""The portal as it is served, on the database that `MEASURED_DATABASE` names, with one empty view more."""

import os

from django.conf import settings

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pio_portal.settings")
settings.DATABASES["default"]["NAME"] = os.environ["MEASURED_DATABASE"]
settings.ROOT_URLCONF = "bench.served_urls"

from pio_portal.asgi import application  # noqa: E402, F401 - what the web server asks for
