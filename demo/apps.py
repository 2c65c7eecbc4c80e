"""The demo programme: `manage.py seed_demo`."""

from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "demo"
    verbose_name = "demoprogramma"
