from django.apps import AppConfig


class UiConfig(AppConfig):
    """Components, tags, base views and the registries through which the domain fills the shared pages."""

    name = "pio_portal.ui"
    verbose_name = "interface"

    def ready(self) -> None:
        from pio_portal.ui import tasks  # noqa: F401 - registers them
        from pio_portal.ui.menu import register_own

        register_own()
