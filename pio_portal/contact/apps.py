from django.apps import AppConfig


class ContactConfig(AppConfig):
    name = "pio_portal.contact"
    verbose_name = "contact"
