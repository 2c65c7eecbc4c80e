"""What the portal finds by name: the modules in which an app tells the ground about itself.

Django finds `admin.py` in each app; the portal finds `mails.py`, `today.py` and the like in the same way, at any depth
of an app, so that what belongs to a subject can stand in the package of that subject. Such a module registers while it
is imported, as `admin.py` does. `docs/architecture.md` says what each name is for.
"""

from importlib import import_module
from pathlib import Path

from django.apps import AppConfig, apps
from django.conf import settings

NAMES = (
    "bulk",
    "home",
    "infections",
    "interests",
    "mails",
    "menu",
    "search",
    "similar",
    "tasks",
    "threads",
    "timeline",
    "today",
)


def discover() -> None:
    """Import every module of our own apps that has one of these names.

    Called once, from the `ready` of one app: by then all models are there.
    """
    for app in apps.get_app_configs():
        if Path(app.path) == settings.BASE_DIR.joinpath(*app.name.split(".")):
            for module in modules_of(app):
                import_module(module)


def modules_of(app: AppConfig) -> list[str]:
    """The modules of an app that tell the ground something, in a fixed order."""
    root = Path(app.path)
    found = [path for name in NAMES for path in sorted(root.rglob(f"{name}.py"))]
    return [".".join((app.name, *path.relative_to(root).with_suffix("").parts)) for path in found]
