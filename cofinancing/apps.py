from django.apps import AppConfig


class CofinancingConfig(AppConfig):
    name = "cofinancing"
    verbose_name = "cofinanciering"
