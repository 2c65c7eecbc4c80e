"""Co-financing: requests, meetings, decisions and the yearly envelope."""

from django.apps import AppConfig


class CofinancingConfig(AppConfig):
    name = "cofinancing"
    verbose_name = "cofinanciering"

    def ready(self) -> None:
        from cofinancing.desk import register
        from cofinancing.mails import register_mails
        from cofinancing.verbs import register_verbs

        register()
        register_mails()
        register_verbs()
