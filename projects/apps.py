"""Projects: engagements, tempo, procurements and closing."""

from django.apps import AppConfig


class ProjectsConfig(AppConfig):
    name = "projects"
    verbose_name = "projecten en opdrachten"

    def ready(self) -> None:
        from projects.mails import register_mails  # noqa: PLC0415 - after the models are known
        from projects.portal import register  # noqa: PLC0415
        from projects.verbs import register_verbs  # noqa: PLC0415

        register()
        register_mails()
        register_verbs()
