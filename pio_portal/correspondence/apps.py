from django.apps import AppConfig

from pio_portal.discovery import discover


class CorrespondenceConfig(AppConfig):
    name = "pio_portal.correspondence"
    verbose_name = "briefwisseling"

    def ready(self) -> None:
        from pio_portal.correspondence import portal

        discover("tasks")  # so that every outbox task is registered wherever one is posted
        portal.register()
