from django.apps import AppConfig


class OrganisationsConfig(AppConfig):
    name = "pio_portal.organisations"
    verbose_name = "organisaties"
