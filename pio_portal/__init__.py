"""The PIO portal: settings, ground apps, and how they start."""

from pio_portal.celery import app as celery_app

__all__ = ["celery_app"]
