import pytest

from pio_portal.stack import FRAME, roomy


def test_it_gives_what_the_call_gives():
    assert roomy(lambda: 3) == 3
    with pytest.raises(KeyError):
        roomy(lambda: {}[3])


def test_its_frame_is_large_and_what_it_calls_may_go_deep():
    def deep(calls):
        return deep(calls - 1) if calls else "there"

    assert roomy.__code__.co_stacksize == FRAME
    assert roomy(lambda: deep(800)) == "there"
