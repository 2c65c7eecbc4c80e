"""No container engine is at hand where the tests run: what can be known without one is held here."""

import json
import re
import shlex
import subprocess
import sys
from types import SimpleNamespace

import pytest
import yaml
from celery.bin.celery import celery
from django.conf import settings
from granian.cli import cli as granian

from pio_portal.celery import app

STAND = yaml.safe_load((settings.BASE_DIR / "docker-compose.yml").read_text())
SERVICES = STAND["services"]
DOCKERFILE = (settings.BASE_DIR / "Dockerfile").read_text()
SOURCES = "".join((settings.BASE_DIR / "pio_portal" / name).read_text() for name in ("settings.py", "environment.py"))


def test_the_stand_has_all_its_parts():
    assert set(SERVICES) == {"proxy", "web", "worker", "beat", "migrate", "database", "redis"}
    assert SERVICES["database"]["image"] == "postgres:18"


@pytest.mark.parametrize("name", sorted(SERVICES))
def test_what_a_service_waits_for_exists_and_can_tell_that_it_is_ready(name):
    for other, wait in SERVICES[name].get("depends_on", {}).items():
        if wait["condition"] == "service_healthy":
            assert "healthcheck" in SERVICES[other] or ("HEALTHCHECK" in DOCKERFILE and SERVICES[other]["build"] == ".")
        else:
            assert wait["condition"] == "service_completed_successfully"
            assert SERVICES[other]["restart"] == "no"


@pytest.mark.parametrize("name", sorted(SERVICES))
def test_named_volumes_are_declared(name):
    named = {volume.partition(":")[0] for volume in SERVICES[name].get("volumes", [])}
    assert named <= set(STAND["volumes"])


@pytest.mark.parametrize("name", ["web", "worker", "beat", "migrate"])
def test_the_portal_reads_every_variable_that_it_is_given(name):
    given = set(SERVICES[name]["environment"])
    assert {variable for variable in given if f'"{variable}"' not in SOURCES} == set()
    assert {"DATABASE_URL", "REDIS_URL", "SECRET_KEY", "ALLOWED_HOSTS"} <= given


def test_the_image_runs_as_an_ordinary_user_with_production_packages_only():
    assert re.search(r"^USER pio$", DOCKERFILE, re.MULTILINE)
    assert "requirements-dev" not in DOCKERFILE
    for source in re.findall(r"^COPY (?!--from)(\S+) ", DOCKERFILE, re.MULTILINE):
        assert (settings.BASE_DIR / source).exists()


def test_lock_files_carry_hashes_and_no_address():
    for path in settings.BASE_DIR.glob("requirements*.txt"):
        lines = path.read_text()
        pinned = re.findall(r"^([a-z0-9._-]+)(?:\[[^]]*\])?==", lines, re.MULTILINE)
        assert pinned
        assert "://" not in lines
        assert "index-url" not in lines
        assert lines.count(" \\\n    --hash=sha256:") >= len(pinned)


def test_every_setting_of_the_environment_is_documented():
    read = set(re.findall(r'(?:env|self)\.(?:text|flag|words|url)\(\s*"([A-Z_]+)"', SOURCES))
    documented = (settings.BASE_DIR / "docs" / "operations.md").read_text()
    assert {name for name in read if f"`{name}`" not in documented} == set()
    assert {"DEBUG", "PIO_DATA_DIR", "SENTRY_DSN", "PORT"} <= read


def test_the_stand_is_written_as_the_specification_of_compose_asks():
    found = subprocess.run(
        [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.compose-spec", "docker-compose.yml"],
        cwd=settings.BASE_DIR,
        capture_output=True,
        text=True,
        check=False,
    )
    assert found.returncode == 0, found.stdout + found.stderr


@pytest.mark.parametrize("name", sorted(set(SERVICES) - {"migrate"}))
def test_what_dies_is_started_again(name):
    assert SERVICES[name]["restart"] == "unless-stopped"


def test_a_web_process_that_dies_is_replaced_within_its_container():
    options = given_to(granian, "python -m granian", web_command())
    assert options["respawn_failed_workers"] is True
    assert options["workers"] == 2


@pytest.mark.parametrize("name", ["worker", "beat"])
def test_the_options_of_the_others_exist(name):
    start = f"python -m celery --app pio_portal {name}"
    assert given_to(celery.commands[name], start, shlex.split(SERVICES[name]["command"]))["loglevel"]


@pytest.mark.parametrize("name", ["web", "worker", "beat"])
def test_what_a_killed_process_leaves_behind_is_ended(name):
    assert SERVICES[name]["init"] is True


def web_command():
    """The last instruction of the image, as a list."""
    return json.loads(re.search(r"^CMD (\[.*?\])$", DOCKERFILE, re.MULTILINE | re.DOTALL)[1].replace("\\\n", ""))


def given_to(program, start, command):
    """What the program reads of its command line: an option that it does not know is refused."""
    assert command[: len(start.split())] == start.split()
    return program.make_context(start, command[len(start.split()) :], obj=SimpleNamespace(app=app)).params
