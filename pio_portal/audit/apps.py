from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "pio_portal.audit"
    verbose_name = "verloop"
