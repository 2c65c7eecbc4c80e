"""Columns that only a search looks at stay in the database."""

import pytest

from calls.models import Application
from projects.models import Procurement, Project
from tests.factories import calls as make

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("model", [Application, Project, Procurement])
def test_search_columns_are_not_read(model):
    assert '"search"' not in str(model.objects.all().query)


def test_a_row_that_is_saved_whole_keeps_its_search_columns():
    application = make.application()
    Application.objects.get(pk=application.pk).save()
    assert Application.objects.filter(pk=application.pk, search__isnull=False).exclude(names="").exists()
