"""What every test may ask for; the parts live in `tests/plugins/`."""

pytest_plugins = [
    "tests.plugins.network",
    "tests.plugins.services",
    "tests.plugins.database",
    "tests.plugins.browser",
    "tests.plugins.portal",
    "tests.plugins.clock",
]
