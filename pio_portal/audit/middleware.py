"""Who changes what, for the history that the database keeps of each request."""

from collections.abc import Callable
from typing import Any

import pghistory.middleware
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse

BEGIN = "SELECT set_config('pghistory.context_id'"


class HistoryMiddleware(pghistory.middleware.HistoryMiddleware):
    """Tells the database who asks and at which address, in a statement before the one that writes.

    pghistory puts both in one string. PostgreSQL keeps the plan of single statements only, and making a plan takes
    longer than most of the portal's queries (`prepare_threshold` in the settings).
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        def answer(request: HttpRequest) -> HttpResponse:
            with connection.execute_wrapper(one_after_the_other):
                return get_response(request)

        super().__init__(answer)


def one_after_the_other(execute: Callable, sql: Any, params: Any, many: bool, context: dict) -> Any:  # noqa: FBT001 - Django's
    """Execute what pghistory put before a statement, then the statement, in one transaction."""
    if not isinstance(sql, str) or not sql.startswith(BEGIN):
        return execute(sql, params, many, context)
    told, sql = sql.split("; ", 1)
    who, rest = (params, params) if isinstance(params, dict) else (params[:2], params[2:])
    if sql.startswith("(SELECT"):  # a union, which pghistory does not take for a question
        return execute(sql, rest, many, context)
    with transaction.atomic(savepoint=False):
        execute(told, who, False, context)  # noqa: FBT003
        return execute(sql, rest, many, context)
