"""Projects: engagements, tempo, procurements and closing."""

from django.apps import AppConfig


class ProjectsConfig(AppConfig):
    name = "projects"
    verbose_name = "projecten en opdrachten"
