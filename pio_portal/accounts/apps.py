from django.apps import AppConfig

from pio_portal.addresses import register_converters


class AccountsConfig(AppConfig):
    name = "pio_portal.accounts"
    verbose_name = "gebruikers"

    def ready(self) -> None:
        register_converters()
