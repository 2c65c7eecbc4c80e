"""The backend named in settings when no DATABASE_URL is set."""

import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.db.backends.postgresql import base
from django.db.backends.postgresql.client import DatabaseClient as PostgresClient

from pio_portal.embedded.postgres import PostgresServer, binary

_servers: dict[Path, PostgresServer] = {}


def server_of(settings_dict: dict[str, Any]) -> PostgresServer:
    """The server behind a database's settings: one object per folder in a process."""
    options = settings_dict["EMBEDDED"]
    folder = Path(options["folder"])
    return _servers.setdefault(folder, PostgresServer(folder, durable=options.get("durable", True)))


class DatabaseClient(PostgresClient):
    """`manage.py dbshell` with the psql of the package."""

    def runshell(self, parameters: Iterable[str]) -> None:
        """Start the server, then psql."""
        server_of(self.connection.settings_dict).acquire()
        os.environ["PATH"] = f"{binary('psql').parent}{os.pathsep}{os.environ.get('PATH', '')}"
        super().runshell(parameters)


class DatabaseWrapper(base.DatabaseWrapper):
    """Connects like Django's own wrapper, once the server runs."""

    client_class = DatabaseClient

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """Become a user of the server, then connect."""
        server = server_of(self.settings_dict)
        server.acquire()
        return super().get_new_connection({**conn_params, "host": server.host})
