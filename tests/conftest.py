"""What every test may ask for; the parts live in `tests/plugins/`."""

pytest_plugins = ["tests.plugins.database"]
