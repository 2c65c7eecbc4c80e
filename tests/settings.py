"""The settings of the test run: the real ones, with folders of its own and a server that may lose its data."""

import os
import tempfile
from pathlib import Path

os.environ.setdefault("PIO_TEST_FOLDER", tempfile.mkdtemp(prefix="pio-test-", dir="/tmp"))  # xdist's workers inherit it
RUN_FOLDER = Path(os.environ["PIO_TEST_FOLDER"])

for name in (
    "DATABASE_URL",
    "DATABASE_REPLICA_URL",
    "REDIS_URL",
    "EMAIL_URL",
    "SENTRY_DSN",
    "URL_PREFIX",
    "DEBUG",
    "CLAMD_SOCKET",
):
    os.environ.pop(name, None)
os.environ |= {"PIO_DEMO": "1", "SECRET_KEY": "tests-only-not-a-secret", "PIO_DATA_DIR": str(RUN_FOLDER)}

from pio_portal.embedded.places import socket_dir_name
from pio_portal.environment import broker_url
from pio_portal.settings import *
from pio_portal.settings import BASE_DIR, CACHES, DATABASES, MEDIA_ROOT, STATIC_ROOT

_server = BASE_DIR / "build" / "test-postgres"
DATABASES["default"] |= {"HOST": str(socket_dir_name(_server)), "EMBEDDED": {"folder": _server, "durable": False}}
DATABASES["default"]["CONN_HEALTH_CHECKS"] = False
if "PIO_TEST_DATABASE" in os.environ:  # a worker process beside a test
    DATABASES["default"]["NAME"] = os.environ["PIO_TEST_DATABASE"]

_redis_number = os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw")
REDIS_SOCKET = RUN_FOLDER / "redis.sock"
REDIS_URL = f"unix://{REDIS_SOCKET}?db={_redis_number}"
CACHES["default"]["LOCATION"] = REDIS_URL
CELERY_BROKER_URL = broker_url(REDIS_URL)

STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
MENU_COUNT_SECONDS = 3600  # a test that counts queries may take longer than half a minute
ANSWER_SECONDS = 0  # an answer around an account need not wait here
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
for folder in (MEDIA_ROOT, STATIC_ROOT):
    Path(folder).mkdir(parents=True, exist_ok=True)
