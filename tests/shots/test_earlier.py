import pytest

from tests.shots.camera import ADDRESSES
from tests.shots.earlier import earlier_set


@pytest.fixture
def now(tmp_path):
    return tmp_path / "now"


def test_a_complete_set_is_compared_with_as_it_stands(tmp_path, now):
    (tmp_path / ADDRESSES).write_text("{}")

    assert earlier_set(str(tmp_path), [], now=now) == tmp_path


def test_a_set_that_was_broken_off_is_refused(tmp_path, now):
    with pytest.raises(SystemExit, match="holds no complete set of pictures"):
        earlier_set(str(tmp_path), [], now=now)


def test_the_set_that_would_be_overwritten_is_refused(now):
    now.mkdir()
    (now / ADDRESSES).write_text("{}")

    with pytest.raises(SystemExit, match="move the earlier ones first"):
        earlier_set(str(now), [], now=now)


def test_what_is_no_folder_and_no_commit_is_refused(now):
    with pytest.raises(SystemExit, match="nowhere is no folder and no commit"):
        earlier_set("nowhere", [], now=now)
