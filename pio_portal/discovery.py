"""What the portal finds by name: the modules in which an app tells the ground about itself.

Django finds `admin.py` in each app; the portal finds `mails.py`, `today.py` and the like in the same way, at any depth
of an app, so that what belongs to a subject can stand in the package of that subject. `docs/architecture.md` lists
the names. A module is imported once, when all models are there.
"""

from importlib import import_module
from pathlib import Path

from django.apps import AppConfig, apps
from django.conf import settings


def discover(*names: str) -> None:
    """Import every module of our own apps that has one of these names. Called from AppConfig.ready."""
    for app in apps.get_app_configs():
        if Path(app.path) == settings.BASE_DIR.joinpath(*app.name.split(".")):
            for module in modules_of(app, names):
                import_module(module)


def modules_of(app: AppConfig, names: tuple[str, ...]) -> list[str]:
    """The modules of an app that have one of these names, in a fixed order."""
    root = Path(app.path)
    found = sorted(path for name in names for path in root.rglob(f"{name}.py"))
    return [".".join((app.name, *path.relative_to(root).with_suffix("").parts)) for path in found]
