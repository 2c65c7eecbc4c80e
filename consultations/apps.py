from django.apps import AppConfig


class ConsultationsConfig(AppConfig):
    name = "consultations"
    verbose_name = "marktconsultaties"

    def ready(self) -> None:
        from consultations import mails, portal, verbs
        from pio_portal.registrations.owners import register_owner

        register_owner("consultation")
        mails.register_mails()
        verbs.register_verbs()
        portal.register_portal()
