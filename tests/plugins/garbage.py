"""Python's garbage collector does not search what stays anyway: all modules and all tests.

They are some millions of objects, which would be searched again and again while they are made.
"""

import gc

import pytest

gc.disable()


@pytest.hookimpl(trylast=True)
def pytest_collection_finish():
    gc.freeze()
    gc.enable()
