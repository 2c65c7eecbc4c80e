import pytest
from django.db import connection


def test_live_answers_without_database(client):
    response = client.get("/status/live/")
    assert (response.status_code, response.content) == (200, b"ok")


@pytest.mark.django_db
def test_ready_names_each_part(client):
    response = client.get("/status/ready/")
    assert response.status_code == 200
    assert response.json() == {"status": "ok", "database": "ok", "redis": "ok", "migrations": "ok", "mail": "ok"}


@pytest.mark.django_db
def test_ready_without_redis_still_serves_and_says_so(client, settings):
    settings.REDIS_URL = "unix:///nowhere/redis.sock?db=0"
    response = client.get("/status/ready/")
    assert response.status_code == 200
    assert response.json() == {
        "status": "degraded",
        "database": "ok",
        "redis": "down",
        "migrations": "ok",
        "mail": "ok",
    }


@pytest.mark.django_db
def test_ready_refuses_visitors_while_a_migration_is_missing(client):
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'reporting'")
    response = client.get("/status/ready/")
    assert response.status_code == 503
    assert response.json() == {
        "status": "down",
        "database": "ok",
        "redis": "ok",
        "migrations": "behind",
        "mail": "down",
    }
