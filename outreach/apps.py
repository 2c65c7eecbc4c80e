from django.apps import AppConfig
from django.db.models.signals import post_migrate

from outreach.lists import ensure_partners


class OutreachConfig(AppConfig):
    name = "outreach"
    verbose_name = "activiteiten en verhalen"

    def ready(self) -> None:
        post_migrate.connect(ensure_partners, sender=self)
