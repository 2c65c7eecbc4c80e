"""The demo programme is told as people live."""

import pytest

from calls.models import Application, Revision
from demo.agenda import BRUSSELS

pytestmark = pytest.mark.django_db


def hours(moments):
    return {moment.astimezone(BRUSSELS).hour for moment in moments}


def test_nobody_applies_at_night(programme):
    newest = Application.objects.latest("created_at")  # of the demo applicant: some hours before the story ends
    begun = Application.objects.exclude(pk=newest.pk).values_list("created_at", flat=True)

    assert hours(Revision.objects.values_list("submitted_at", flat=True)) <= set(range(8, 22))
    assert hours(begun) <= set(range(8, 22))
