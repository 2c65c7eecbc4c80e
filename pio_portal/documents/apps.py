from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "pio_portal.documents"
    verbose_name = "documenten"
