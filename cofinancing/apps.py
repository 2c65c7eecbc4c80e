"""Co-financing: requests, meetings, decisions and the yearly envelope."""

from django.apps import AppConfig


class CofinancingConfig(AppConfig):
    name = "cofinancing"
    verbose_name = "cofinanciering"

    def ready(self) -> None:
        from cofinancing.desk import register  # noqa: PLC0415 - needs loaded apps
        from cofinancing.mails import register_mails  # noqa: PLC0415 - needs loaded apps
        from cofinancing.verbs import register_verbs  # noqa: PLC0415 - needs loaded apps

        register()
        register_mails()
        register_verbs()
