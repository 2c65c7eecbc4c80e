import secrets

import pytest

from pio_portal.environment import Environment, SettingError, broker_url


@pytest.mark.parametrize(
    ("name", "value", "read"),
    [
        ("PORT", "abc", lambda e: e.port()),
        ("PORT", "70000", lambda e: e.port()),
        ("DEBUG", "maybe", lambda e: e.flag("DEBUG")),
        ("DATABASE_URL", "mysql://x/y", lambda e: e.database_url()),
        ("DATABASE_URL", "postgres://host:port/name", lambda e: e.database_url()),
        ("DATABASE_URL", "postgres://host", lambda e: e.database_url()),
        ("REDIS_URL", "localhost:6379", lambda e: e.redis_url()),
        ("URL_PREFIX", "pio", lambda e: e.url_prefix()),
        ("URL_PREFIX", "//elsewhere", lambda e: e.url_prefix()),
        ("PIO_DATA_DIR", "/etc/passwd/data", lambda e: e.data_dir()),
        ("CLAMD_SOCKET", "clamd", lambda e: e.clamd_socket()),
        ("CLAMD_SOCKET", "unix:/run/clamd:1", lambda e: e.clamd_socket()),
        ("CLAMD_SOCKET", "scanner:99999", lambda e: e.clamd_socket()),
        ("PORTAL_URL", "portaal.pio.test", lambda e: e.portal_url(demo=False)),
        ("PORTAL_URL", "https://portaal.pio.test/pio", lambda e: e.portal_url(demo=False)),
        ("REMINDER_DAYS", "1,5", lambda e: e.numbers("REMINDER_DAYS", (1, 5, 10))),
        ("REMINDER_DAYS", "1,5,x", lambda e: e.numbers("REMINDER_DAYS", (1, 5, 10))),
        ("REMINDER_DAYS", "5,1,10", lambda e: e.numbers("REMINDER_DAYS", (1, 5, 10))),
        ("REMINDER_DAYS", "0,5,10", lambda e: e.numbers("REMINDER_DAYS", (1, 5, 10))),
        ("TRUSTED_PROXIES", "-1", lambda e: e.trusted_proxies(demo=False)),
        ("TRUSTED_PROXIES", "all", lambda e: e.trusted_proxies(demo=False)),
        ("SECRET_KEY", "", lambda e: e.secret_key(demo=False)),
        ("SECRET_KEY", "x", lambda e: e.secret_key(demo=False)),
        ("SECRET_KEY", "a long text that somebody made up for this por", lambda e: e.secret_key(demo=False)),
        ("SECRET_KEY", "abab" * 20, lambda e: e.secret_key(demo=False)),
        ("S3_BUCKET", "x", lambda e: e.refuse("S3_", "attachments in object storage")),
    ],
)
def test_a_wrong_value_is_told_in_one_line_that_names_it(name, value, read):
    with pytest.raises(SettingError) as refused:
        read(Environment({name: value}))
    assert name in str(refused.value)
    assert "\n" not in str(refused.value)


def test_an_unwritable_data_folder_is_refused(monkeypatch, tmp_path):
    monkeypatch.setattr("os.access", lambda *_: False)  # root may write everywhere
    with pytest.raises(SettingError, match="cannot be written"):
        Environment({"PIO_DATA_DIR": str(tmp_path / "data")}).data_dir()


def test_nothing_set_gives_the_defaults():
    environment = Environment({})
    assert (environment.port(), environment.database_url(), environment.redis_url()) == (8000, "", "")
    assert environment.numbers("REMINDER_DAYS", (1, 5, 10)) == (1, 5, 10)
    assert (environment.flag("DEBUG"), environment.url_prefix()) == (False, "")


@pytest.mark.parametrize("value", ["", "/run/clamav/clamd.ctl", "scanner:3310", "[::1]:3310"])
def test_the_scanner_is_a_path_or_a_host_with_a_port(value):
    assert Environment({"CLAMD_SOCKET": value}).clamd_socket() == value


@pytest.mark.parametrize(
    ("said", "demo", "address"),
    [
        ({}, True, "http://127.0.0.1:8000"),
        ({"PORT": "81"}, False, "http://127.0.0.1:81"),
        ({"ALLOWED_HOSTS": "portaal.pio.test,127.0.0.1"}, False, "https://portaal.pio.test"),
        ({"ALLOWED_HOSTS": "*"}, False, "http://127.0.0.1:8000"),
        ({"ALLOWED_HOSTS": "a.test", "PORTAL_URL": "https://b.test/"}, False, "https://b.test"),
    ],
)
def test_the_address_in_mails_is_set_else_the_first_host(said, demo, address):
    assert Environment(said).portal_url(demo=demo) == address


def test_outside_the_demo_one_proxy_is_trusted_unless_said_otherwise():
    assert [Environment({}).trusted_proxies(demo=demo) for demo in (True, False)] == [0, 1]
    assert Environment({"TRUSTED_PROXIES": "2"}).trusted_proxies(demo=False) == 2


def test_a_random_key_is_taken_and_the_demo_has_its_own():
    key = secrets.token_hex(32)
    assert Environment({"SECRET_KEY": key}).secret_key(demo=False) == key
    assert Environment({"SECRET_KEY": "x"}).secret_key(demo=True) == "x"
    assert Environment({}).secret_key(demo=True)


def test_url_prefix_loses_its_last_slash():
    assert Environment({"URL_PREFIX": "/pio/"}).url_prefix() == "/pio"


def test_celery_writes_a_socket_in_its_own_way():
    assert broker_url("unix:///run/x/redis.sock?db=3") == "redis+socket:///run/x/redis.sock?virtual_host=3"
    assert broker_url("redis://host:6379/0") == "redis://host:6379/0"


def test_rising_numbers_are_read_with_spaces():
    assert Environment({"REMINDER_DAYS": "2, 7, 15"}).numbers("REMINDER_DAYS", (1, 5, 10)) == (2, 7, 15)
