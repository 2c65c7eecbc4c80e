"""PostgreSQL and Redis that come with the checkout, for machines that have neither.

Nothing here imports Django's settings: `make run`, the tests and the database backend all start from a folder.
`DATABASE_URL` and `REDIS_URL` switch it off; in production nothing of this package runs.
"""

PREPARING = "PIO_PREPARING"  # names the file that stands there while `make run` prepares what it will serve


class EmbeddedError(RuntimeError):
    """An embedded server cannot be started; the text is one line for a developer."""
