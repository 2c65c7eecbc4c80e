from django.apps import AppConfig


class OrganisationsConfig(AppConfig):
    name = "pio_portal.organisations"
    verbose_name = "organisaties"

    def ready(self) -> None:
        from pio_portal.organisations.desk import register
        from pio_portal.organisations.mails import register_mails
        from pio_portal.organisations.verbs import register_verbs

        register()
        register_mails()
        register_verbs()
