"""Begins the migrations anew: one initial migration for each app of this project, from its models as they are now.

Only for the time before the first installation. A database that was migrated before cannot follow, and has to be made
again. Once an installation exists, a change of a model gets a migration of its own (`makemigrations`), and this
command must be removed.

What the models cannot say (extensions, SQL functions) stands in `migrations/_by_hand.py` of the app: operations `BEFORE`
and `AFTER` the tables. A second run changes nothing.
"""

from pathlib import Path

from django.apps import AppConfig, apps
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, no_translations
from django.core.management.commands import makemigrations
from django.db.migrations import Migration
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations import CreateModel
from django.db.migrations.questioner import MigrationQuestioner
from django.db.migrations.state import ModelState, ProjectState
from django.db.migrations.writer import MigrationWriter
from django.test.utils import override_settings

from pio_portal.create_models import CreateModels

NAME = "0001_initial"
BY_HAND = "_by_hand"  # Django's loader passes over modules that begin with an underscore


class Command(BaseCommand):
    help = "Writes one initial migration for each app anew (only before the first installation)."
    requires_system_checks: list[str] = []

    @no_translations
    def handle(self, **_options) -> None:
        own = [config for config in apps.get_app_configs() if is_ours(config)]
        dependencies = dependencies_of([config.label for config in own])
        state = sorted(ProjectState.from_apps(apps).models.items())  # the same wherever the models stand
        for config in own:
            models = [create(config, model) for (label, _), model in state if label == config.label]
            if models:
                self.write(config, models, dependencies[config.label])

    def write(self, config: AppConfig, models: list[CreateModel], dependencies: list[tuple[str, str]]) -> None:
        """Replace the app's migrations by one."""
        folder = Path(config.path) / "migrations"
        folder.mkdir(exist_ok=True)
        (folder / "__init__.py").touch()
        text = text_of(config, models, dependencies, by_hand=(folder / f"{BY_HAND}.py").exists())
        for path in folder.glob("[0-9]*.py"):
            if path.stem != NAME:
                path.unlink()
        target = folder / f"{NAME}.py"
        same = target.exists() and target.read_text(encoding="utf-8") == text
        target.write_text(text, encoding="utf-8")
        self.stdout.write(f"{config.label}: {len(models)} models{', as it was' if same else ''}")


def is_ours(config: AppConfig) -> bool:
    """Whether the app is part of this project, not of an installed package."""
    path = Path(config.path)
    return path.is_relative_to(settings.BASE_DIR) and "site-packages" not in path.parts


def create(config: AppConfig, model: ModelState) -> CreateModel:
    """Give the operation that makes this model whole."""
    options = dict(model.options)
    if triggers := options.pop("triggers", None):
        real = config.get_model(model.name)
        options["triggers"] = [trigger.compile(real) for trigger in triggers]
    options = {name: value for name, value in options.items() if value or name not in {"indexes", "constraints"}}
    return CreateModel(model.name, list(model.fields.items()), options, model.bases, model.managers)


def dependencies_of(labels: list[str]) -> dict[str, list[tuple[str, str]]]:
    """Ask Django which migrations the initial migration of each app has to follow, as if there were none yet.

    All but the users' app also follow the installed packages: those change their tables in many small steps, some of
    which build the classes of every model that is there by then.
    """
    with override_settings(MIGRATION_MODULES={**settings.MIGRATION_MODULES, **dict.fromkeys(labels)}):
        loader = MigrationLoader(None, ignore_no_migrations=True)
        detector = makemigrations.Command.autodetector(
            loader.project_state(), ProjectState.from_apps(apps), MigrationQuestioner(defaults={"ask_initial": True})
        )
        changes = detector.changes(loader.graph, trim_to_apps=set(labels), convert_apps=set(labels))
    users = settings.AUTH_USER_MODEL.partition(".")[0]
    packages = set(loader.graph.leaf_nodes())
    found = {}
    for label in labels:
        migrations = changes.get(label, [])
        others = {key for migration in migrations for key in migration.dependencies if key[0] != label}
        others |= packages if label != users else set()
        found[label] = sorted((app, NAME if app in labels else name) for app, name in others)
    circle = circular(found)
    if circle:
        raise CommandError(f"These apps refer to each other in a circle: {', '.join(circle)}.")
    return found


def circular(dependencies: dict[str, list[tuple[str, str]]]) -> list[str]:
    """Give the apps that stand in a circle, or follow on one; a swappable model is the user's."""
    users = settings.AUTH_USER_MODEL.partition(".")[0]
    left = {
        label: {users if app == "__setting__" else app for app, _ in others} & set(dependencies) - {label}
        for label, others in dependencies.items()
    }
    while free := [label for label, others in left.items() if not others & set(left)]:
        for label in free:
            del left[label]
    return sorted(left)


def text_of(config: AppConfig, models: list[CreateModel], dependencies: list[tuple[str, str]], *, by_hand: bool) -> str:
    """Write the module."""
    migration = Migration(NAME, config.label)
    migration.initial = True
    migration.dependencies = dependencies
    migration.operations = [CreateModels(models)]
    text = MigrationWriter(migration, include_header=False).as_string().lstrip("\n")
    if by_hand:
        first, between, last = text.partition("\n\nclass Migration")
        text = f"{first}\nfrom {config.name}.migrations._by_hand import AFTER, BEFORE\n{between}{last}"
        text = text.replace("    operations = [\n", "    operations = [\n        *BEFORE,\n", 1)
        text = text.removesuffix("    ]\n") + "        *AFTER,\n    ]\n"
    return text
