from django.apps import AppConfig
from django.db.models.signals import post_migrate


class CallsConfig(AppConfig):
    name = "calls"
    verbose_name = "oproepen en aanvragen"

    def ready(self) -> None:
        from calls import portal
        from calls.call.reference_lists import ensure_lists

        post_migrate.connect(ensure_lists, sender=self)
        portal.register()
