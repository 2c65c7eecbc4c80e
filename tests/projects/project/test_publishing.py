import pytest

from pio_portal.accounts.enums import Role
from pio_portal.change import Refused
from projects.models import Project
from projects.project.publishing import edit_public_texts, publish_project, unpublish_project
from tests.factories import ground, projects
from tests.factories.projects import AT

pytestmark = pytest.mark.django_db


def test_the_catalogue_shows_a_project_with_a_need_only():
    project = projects.project()
    texts = {"project": project, "approach": "", "lessons": "", "by": None, "at": AT}
    with pytest.raises(Refused, match="Beschrijf eerst de behoefte"):
        publish_project(project=project, by=None, at=AT)
    edit_public_texts(need=" Lampen die meten. ", **texts)
    publish_project(project=project, by=ground.user(Role.STAFF), at=AT)
    assert list(Project.objects.public().values_list("need", flat=True)) == ["Lampen die meten."]
    with pytest.raises(Refused):
        edit_public_texts(need=" ", **texts)
    with pytest.raises(Refused, match="al in de catalogus"):
        publish_project(project=project, by=None, at=AT)
    unpublish_project(project=project, by=None, at=AT)
    assert not Project.objects.public().exists()
