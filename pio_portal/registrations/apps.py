from django.apps import AppConfig


class RegistrationsConfig(AppConfig):
    name = "pio_portal.registrations"
    verbose_name = "inschrijvingen"
