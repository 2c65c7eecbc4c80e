"""What an app tells the ground stands in modules that are found by name, and nowhere else."""

import ast
from importlib import import_module
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings

from pio_portal.discovery import NAMES, modules_of

REGISTERS = {
    "bulk": {"register_bulk"},
    "home": {"register_home_block", "register_asked"},
    "infections": {"register_teller"},
    "interests": {"register_leaving"},
    "mails": {"register_mail", "register_letter"},
    "menu": {"register_menu"},
    "search": {"register_search"},
    "similar": {"register_similar"},
    "tasks": {"task", "periodic", "shared_task"},
    "threads": {"register_thread"},
    "timeline": {"register_sentences"},
    "today": {"register_task", "register_signal", "register_dates"},
}
OWN = [app for app in apps.get_app_configs() if Path(app.path).is_relative_to(settings.BASE_DIR / "pio_portal")] + [
    apps.get_app_config(name)
    for name in ("calls", "projects", "consultations", "cofinancing", "outreach", "reporting", "demo", "bench")
]
FOUND = [module for app in OWN for module in modules_of(app)]


def called(source: str) -> set[str]:
    """The names of the functions that a module calls, as `name(…)`, `module.name(…)` or `@name`."""
    nodes = list(ast.walk(ast.parse(source)))
    calls = [node.func for node in nodes if isinstance(node, ast.Call)]
    calls += [decorator for node in nodes if isinstance(node, ast.FunctionDef) for decorator in node.decorator_list]
    return {f.id if isinstance(f, ast.Name) else f.attr for f in calls if isinstance(f, ast.Name | ast.Attribute)}


def files() -> list[Path]:
    return [path for app in OWN for path in Path(app.path).rglob("*.py")]


def test_every_name_has_its_functions():
    assert set(REGISTERS) == set(NAMES)


@pytest.mark.parametrize("module", FOUND)
def test_a_module_with_such_a_name_registers(module):
    source = Path(import_module(module).__file__).read_text(encoding="utf-8")

    assert called(source) & REGISTERS[module.rpartition(".")[2]]


def test_nothing_registers_elsewhere():
    registering = set().union(*REGISTERS.values())
    elsewhere = {
        str(path.relative_to(settings.BASE_DIR)): names
        for path in files()
        if path.stem not in NAMES and (names := called(path.read_text(encoding="utf-8")) & registering)
    }

    assert elsewhere == {}


def test_each_name_is_used_for_its_own_purpose_only():
    wrong = {
        str(path.relative_to(settings.BASE_DIR)): names
        for path in files()
        if path.stem in NAMES
        and (
            names := called(path.read_text(encoding="utf-8"))
            & set().union(*(functions for name, functions in REGISTERS.items() if name != path.stem))
        )
    }

    assert wrong == {}


def test_nothing_is_imported_for_its_side_effects():
    assert [path for path in files() if "noqa: F401" in path.read_text(encoding="utf-8")] == []
