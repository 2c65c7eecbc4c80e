#!/usr/bin/env python
"""The command line of the portal."""

import os
import signal
import sys


def main() -> None:
    """Run a command; what a developer can put right is told in one line instead of a traceback."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pio_portal.settings")
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line
    from django.db import OperationalError

    from pio_portal.embedded import EmbeddedError

    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # leaves through atexit, which stops what we started
    try:
        execute_from_command_line(sys.argv)
    except (ImproperlyConfigured, EmbeddedError) as error:
        sys.exit(str(error))
    except OperationalError as error:
        if "connection failed" not in str(error) and "connection is bad" not in str(error):
            raise
        sys.exit(f"The database of DATABASE_URL cannot be reached: {' '.join(str(error).split())}")
    except KeyboardInterrupt:
        sys.exit(130)


if __name__ == "__main__":
    main()
