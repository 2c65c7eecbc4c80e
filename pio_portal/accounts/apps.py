from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "pio_portal.accounts"
    verbose_name = "gebruikers"
