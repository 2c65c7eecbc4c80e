from django.apps import AppConfig


class OrganisationsConfig(AppConfig):
    name = "pio_portal.organisations"
    verbose_name = "organisaties"

    def ready(self) -> None:
        from pio_portal.organisations.desk import register  # noqa: PLC0415 - needs loaded apps
        from pio_portal.organisations.mails import register_mails  # noqa: PLC0415 - needs loaded apps
        from pio_portal.organisations.verbs import register_verbs  # noqa: PLC0415 - needs loaded apps

        register()
        register_mails()
        register_verbs()
