from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "pio_portal.documents"
    verbose_name = "documenten"

    def ready(self) -> None:
        from pio_portal.documents import tasks  # noqa: F401 - registers what the worker does
        from pio_portal.documents.mails import register_mails

        register_mails()
