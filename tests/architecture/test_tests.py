"""The tests keep to one form: what several of them need has one home, and nothing is left behind in it."""

import ast
from collections import defaultdict
from functools import cache
from pathlib import Path

from django.conf import settings

TESTS = Path(settings.BASE_DIR) / "tests"
CALLED_BY_PYTEST = {"django_db_setup"}  # takes the place of pytest-django's own


@cache
def trees() -> dict[Path, ast.Module]:
    """Every module of the tests: read by the process that judges them, not by each that collects."""
    return {path: ast.parse(path.read_text()) for path in sorted(TESTS.rglob("*.py"))}


def named(path: Path) -> str:
    return str(path.relative_to(TESTS))


def module_of(dotted: str) -> Path | None:
    """The file of `tests.calls.pages`; nothing for what is no module of the tests."""
    path = TESTS.joinpath(*dotted.split(".")[1:]).with_suffix(".py")
    return path if dotted.startswith("tests.") and path in trees() else None


def functions_in(path: Path) -> list[ast.FunctionDef]:
    return [node for node in trees()[path].body if isinstance(node, ast.FunctionDef)]


def imports_in(path: Path) -> list[tuple[str, str]]:
    """Every module, with a name that is taken from it."""
    found = [node for node in ast.walk(trees()[path]) if isinstance(node, ast.ImportFrom) and node.module]
    return [(node.module, alias.name) for node in found for alias in node.names]


def reach_of(home: Path) -> Path:
    """Where a helper is known: in its own folder and below, and everywhere when it stands in one of all tests."""
    return TESTS if home.parent.name in ("factories", "plugins") else home.parent


def is_fixture(function: ast.FunctionDef) -> bool:
    return any("fixture" in ast.unparse(decorator) for decorator in function.decorator_list)


def is_other_name(function: ast.FunctionDef) -> bool:
    """A fixture of a module that only says which other fixture it is there."""
    match function.body:
        case [ast.Return(ast.Name(id=name))]:
            return is_fixture(function) and name in {argument.arg for argument in function.args.args}
    return False


def test_no_module_imports_from_a_test_module_or_a_conftest():
    wrong = {
        f"{named(path)}: {module}.{name}"
        for path in trees()
        for module, name in imports_in(path)
        for last in (module.rsplit(".", 1)[-1], name)
        if module.split(".")[0] == "tests" and (last.startswith("test_") or last == "conftest")
    }
    assert wrong == set(), "what two modules need stands in a helper: tests/pages.py, tests/files.py, a factory"


def test_a_helper_that_is_imported_by_its_name_is_written_once():
    homes = {
        (name, home)
        for path in trees()
        if path.parent.name != "factories"  # one factory may offer what another makes
        for module, name in imports_in(path)
        if (home := module_of(module)) and name in {function.name for function in functions_in(home)}
    }
    assert len(homes) > 20
    again = {
        f"{function.name}: {named(path)} and {named(home)}"
        for name, home in homes
        for path in trees()
        for function in functions_in(path)
        if function.name == name and path != home and path.is_relative_to(reach_of(home))
    }
    assert again == set(), "import it, or find another name for what is something else"


def test_no_function_is_written_twice_in_the_same_words():
    written = defaultdict(set)
    for path in trees():
        for function in functions_in(path):
            if not is_other_name(function):
                written[ast.unparse(function)].add(named(path))
    twice = {text: places for text, places in written.items() if len(places) > 1}
    assert twice == {}, "a fixture that two modules need stands in the conftest above them, a helper in a module"


def test_every_fixture_is_asked_for():
    asked = {
        argument.arg
        for tree in trees().values()
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef)
        for argument in node.args.args
    }
    left = {
        f"{named(path)}: {function.name}"
        for path in trees()
        for function in functions_in(path)
        if is_fixture(function) and "autouse=True" not in ast.unparse(function) and function.name not in asked
    }
    assert {line for line in left if line.rsplit(": ", 1)[1] not in CALLED_BY_PYTEST} == set()


def test_the_clock_stands_still_by_its_mark():
    """A test that happens at one moment says so with `pytest.mark.moment`; only a step in it travels on."""
    clocks = {
        f"{named(path)}: {function.name}"
        for path in trees()
        for function in functions_in(path)
        if is_fixture(function) and "travel" in ast.unparse(function)
    }
    assert clocks == {"plugins/clock.py: clock"}


def unordered(node: ast.AST) -> bool:
    """Whether an expression makes a set, whose order is another in each process."""
    if isinstance(node, ast.BinOp):
        return unordered(node.left) or unordered(node.right)
    named_set = isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("set", "frozenset")
    return named_set or isinstance(node, ast.Set | ast.SetComp)


def test_cases_stand_in_an_order_that_every_process_shares():
    wrong = [
        f"{named(path)}:{node.lineno}"
        for path, tree in trees().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "parametrize"
        and len(node.args) > 1
        and unordered(node.args[1])
    ]
    assert wrong == []


def test_a_journey_asks_for_all_of_a_page_only_when_the_page_is_whole():
    """`all()` of a locator gives what has come so far: under load that may be nothing (`people.every` waits)."""
    wrong = {
        f"{named(path)}:{call.lineno}"
        for path in trees()
        if path.is_relative_to(TESTS / "journeys") and path.name != "people.py"
        for call in ast.walk(trees()[path])
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and call.func.attr == "all"
        if "objects" not in ast.unparse(call.func.value)
    }
    assert wrong == set()


def test_no_module_keeps_what_day_it_was_when_it_was_read():
    """What is worked out then may be yesterday when the test runs: `tests.plugins.clock.NOW` goes with the clock."""
    clock = {"now", "today", "localdate", "localtime", "utcnow"}
    wrong = {
        f"{named(path)}:{call.lineno}"
        for path, tree in trees().items()
        if path != TESTS / "plugins" / "clock.py"
        for constant in tree.body
        if isinstance(constant, ast.Assign)
        for call in ast.walk(constant)
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and call.func.attr in clock
        if not any(isinstance(argument, ast.Name) for argument in call.args)
    }
    assert wrong == set()
