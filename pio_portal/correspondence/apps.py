from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class CorrespondenceConfig(AppConfig):
    name = "pio_portal.correspondence"
    verbose_name = "briefwisseling"

    def ready(self) -> None:
        from pio_portal.accounts.access import STAFF
        from pio_portal.ui.menu import STEERING
        from pio_portal.ui.registry import register_menu

        autodiscover_modules("tasks")  # so that every outbox task is registered wherever one is posted
        register_menu(
            label=_("Sjablonen"),
            url_name="correspondence:templates",
            group=STEERING,
            icon="envelope",
            roles=STAFF,
            order=220,
        )
