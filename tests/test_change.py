import pytest
from django.contrib.auth.models import AnonymousUser

from pio_portal.change import NotPermitted, permit


def test_who_is_not_logged_in_is_refused_and_the_system_is_not():
    with pytest.raises(NotPermitted):
        permit("organisations.manage_organisation", None, by=AnonymousUser())
    permit("organisations.manage_organisation", None, by=None)
