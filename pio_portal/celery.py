"""The Celery application: one worker for mails, PDFs and imports, one beat for what recurs."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pio_portal.settings")

app = Celery("pio_portal")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
