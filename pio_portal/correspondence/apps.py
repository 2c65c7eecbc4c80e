from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class CorrespondenceConfig(AppConfig):
    name = "pio_portal.correspondence"
    verbose_name = "briefwisseling"

    def ready(self) -> None:
        from pio_portal.correspondence import portal

        autodiscover_modules("tasks")  # so that every outbox task is registered wherever one is posted
        portal.register()
