from django.apps import AppConfig


class RegistrationsConfig(AppConfig):
    name = "pio_portal.registrations"
    verbose_name = "inschrijvingen"

    def ready(self) -> None:
        from pio_portal.registrations.mails import register_mails
        from pio_portal.registrations.verbs import register_verbs

        register_mails()
        register_verbs()
