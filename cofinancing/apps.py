"""Co-financing: requests, meetings, decisions and the yearly envelope."""

from django.apps import AppConfig


class CofinancingConfig(AppConfig):
    name = "cofinancing"
    verbose_name = "cofinanciering"
