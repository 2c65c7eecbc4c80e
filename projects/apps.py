"""Projects: engagements, tempo, procurements and closing."""

from django.apps import AppConfig


class ProjectsConfig(AppConfig):
    name = "projects"
    verbose_name = "projecten en opdrachten"

    def ready(self) -> None:
        from projects.mails import register_mails
        from projects.portal import register
        from projects.verbs import register_verbs

        register()
        register_mails()
        register_verbs()
