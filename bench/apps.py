"""The measurements: `manage.py bench`, `manage.py deadline_day` and `manage.py drill`."""

from django.apps import AppConfig


class BenchConfig(AppConfig):
    name = "bench"
    verbose_name = "metingen"
