"""Nothing is left behind: every name of the portal is used by the portal itself, not only by its tests."""

import ast
import re
import subprocess
import sys
import tomllib
from pathlib import Path

from django.conf import settings
from vulture import Vulture

ROOT = Path(settings.BASE_DIR)
CODE = ["pio_portal", "calls", "projects", "consultations", "cofinancing", "outreach", "reporting", "demo", "bench"]

# What Django and its libraries call by name: hooks of classes, options of Meta, names of modules.
HOOKS = re.compile(
    r"(render|value|order|clean|handler)_?\w*|verbose_name_plural|indexes|output_field|abstract|app_name|field_order"
    r"|list_display|list_filter|has_\w+_permission|site_header|site_title|index_title|label_from_instance|help_texts"
    r"|empty_label|allow_multiple_selected|prepare_value|bound_data|bound_field_class|use_required_attribute|add_arguments"
    r"|process_(view|request)|bind_ip|create_superuser|get_by_natural_key|get_full_name|get_short_name|USERNAME_FIELD|REQUIRED_FIELDS"
    r"|is_staff|to_url|serialization_expand_args|migration_name_fragment|receive_data_chunk|file_complete"
    r"|upload_complete|client_class|_child_ctor|_process_ctor|decompress|field_class|input_type|widget_attrs"
    r"|form_template_name|_call_render|_call_value|field_template_name|crispy_field_template|get_attributes|http_method_names|requires_system_checks"
    r"|send_mail|word_split_re|clone|db_check|lookup_name|prepare_rhs|arity|as_sql|\w+Config|ROOT_URLCONF|handle|operations|describe"
)
# What stands in code for another reason than to be called by it.
KEPT = {
    "ACCOUNT": "a subject of a question to PIO, chosen by its value",
    "CALL": "a topic of the contact form",
    "EVENT": "the same",
    "CANDIDATE": "a value of the import and of choices (contract: `rol`)",
    "CONTRACTOR": "a value of the import and of choices",
    "LIMITED_VALUE": "a procedure of the law, chosen by its number",
    "PRE_COMMERCIAL": "the same",
    "RESTRICTED": "the same",
    "WITHOUT_NOTICE": "the same",
    "SOCIAL": "the same",
    "TEN": "a scale that a criterion may have",
    "advices": "a column of a table, which asks for it by its name",
    "starts_on": "a field of the sample form in the gallery",
}


def test_every_name_is_used_outside_the_tests():
    said = words_of_templates() | words_of_texts()
    finder = Vulture(
        ignore_decorators=["@register*", "@*.register_lookup", "@task*", "@periodic*", "@admin*", "@celeryd_init*"]
    )
    finder.scavenge([str(ROOT / folder) for folder in CODE], exclude=["*/migrations/*"])
    unused = [
        f"{item.filename.relative_to(ROOT)}:{item.first_lineno} {item.typ} {item.name}"
        for item in finder.get_unused_code(min_confidence=60)
        if item.filename.name != "settings.py"
        and item.name not in said
        and item.name not in KEPT
        and not HOOKS.fullmatch(item.name)
    ]
    assert unused == []


def words_of_templates() -> set[str]:
    """A template may use any name."""
    return {word for path in (ROOT / "templates").rglob("*.*") for word in re.findall(r"\w+", path.read_text())}


def words_of_texts() -> set[str]:
    """Names that code hands on as text: fields, addresses, permissions. A sentence is no name."""
    words: set[str] = set()
    for path in (path for folder in CODE for path in (ROOT / folder).rglob("*.py") if "migrations" not in path.parts):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and " " not in node.value:
                words.update(re.findall(r"\w+", node.value))
    return words


def test_every_name_in_the_list_of_what_is_kept_still_exists():
    code = "\n".join(path.read_text() for folder in CODE for path in (ROOT / folder).rglob("*.py"))
    assert [name for name in KEPT if not re.search(rf"\b{name}\b", code)] == []


def test_every_package_is_imported_and_every_import_declared():
    found = subprocess.run([sys.executable, "-m", "deptry", "."], cwd=ROOT, capture_output=True, text=True, check=False)
    assert found.returncode == 0, found.stdout + found.stderr


def test_every_package_is_explained():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    groups = [project["project"]["dependencies"], *project["dependency-groups"].values()]
    declared = {re.match(r"[\w-]+", one)[0] for group in groups for one in group}
    explained = set(re.findall(r"[\w-]+", (ROOT / "docs" / "dependencies.md").read_text()))
    assert len(declared) > 40
    assert declared - explained == set()
