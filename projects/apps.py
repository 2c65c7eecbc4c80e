"""Projects: engagements, tempo, procurements and closing."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class ProjectsConfig(AppConfig):
    name = "projects"
    verbose_name = "projecten en opdrachten"

    def ready(self) -> None:
        from projects.procurement.cpv import ensure_cpv  # noqa: PLC0415 - models are there by now
        from projects.procurement.thresholds import ensure_thresholds  # noqa: PLC0415 - as above

        post_migrate.connect(ensure_thresholds, sender=self)
        post_migrate.connect(ensure_cpv, sender=self)
