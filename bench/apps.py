"""The measurements: `manage.py bench` and `manage.py deadline_day`."""

from django.apps import AppConfig


class BenchConfig(AppConfig):
    name = "bench"
    verbose_name = "metingen"
