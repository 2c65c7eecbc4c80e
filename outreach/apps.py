from django.apps import AppConfig
from django.db.models.signals import post_migrate


class OutreachConfig(AppConfig):
    name = "outreach"
    verbose_name = "activiteiten en verhalen"

    def ready(self) -> None:
        from outreach.lists import ensure_partners
        from outreach.portal import register_portal
        from outreach.verbs import register_verbs
        from pio_portal.registrations.owners import register_owner

        post_migrate.connect(ensure_partners, sender=self)
        register_owner("event")
        register_verbs()
        register_portal()
