"""The programme in bulk, that the measurements are made on."""

import pytest
from django.core.management import call_command
from django.db import connection

from calls.models import Application


@pytest.mark.django_db
def test_as_many_applications_are_written_as_was_asked(capsys):
    call_command("seed_demo", scale=30)

    assert Application.objects.count() == 30
    assert Application.objects.filter(project__isnull=False).exists()
    assert not Application._meta.get_field("history").related_model.objects.exists(), "its history is not kept"
    connection.check_constraints()
    assert "30" in capsys.readouterr().out
