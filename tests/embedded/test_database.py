import pytest
from django.contrib.auth import get_user_model
from django.db import connection

pytestmark = pytest.mark.django_db


def test_tests_run_on_postgresql_18_with_unicode_letters():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT current_setting('server_version_num')::int / 10000, upper('é'), current_setting('fsync')"
        )
        assert cursor.fetchone() == (18, "É", "off")


@pytest.mark.parametrize("turn", [1, 2])
def test_rows_do_not_survive_their_test(turn):
    assert get_user_model().objects.count() == 0
    get_user_model().objects.create(pk=turn)
