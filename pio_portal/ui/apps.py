from django.apps import AppConfig

from pio_portal.discovery import discover


class UiConfig(AppConfig):
    """Components, tags, base views and the registries through which the domain fills the shared pages."""

    name = "pio_portal.ui"
    verbose_name = "interface"

    def ready(self) -> None:
        discover()
