from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "pio_portal.ui"
    verbose_name = "interface"
