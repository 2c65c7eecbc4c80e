from django.apps import AppConfig
from django.db.models.signals import post_migrate

from calls.call.reference_lists import ensure_lists


class CallsConfig(AppConfig):
    name = "calls"
    verbose_name = "oproepen en aanvragen"

    def ready(self) -> None:
        post_migrate.connect(ensure_lists, sender=self)
