from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "pio_portal.accounts"
    verbose_name = "gebruikers"

    def ready(self) -> None:
        from pio_portal.accounts import mails
        from pio_portal.addresses import register_converters

        mails.register()
        register_converters()
