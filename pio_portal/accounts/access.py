"""Which address is for whom: declared once, beside each address, and denied where nothing is declared.

`route()` replaces Django's `path()` in every `urls` module of the portal. `AccessMiddleware` holds what it says, and
`docs/access.md` is the same declarations as one table (a test keeps it so, and walks every address with every role).
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps

from django.db import transaction
from django.http import HttpResponse
from django.urls import URLPattern, URLResolver, path
from django.views.decorators.http import require_http_methods

from pio_portal.accounts.enums import Role
from pio_portal.change import LockFirst, locked


@dataclass(frozen=True)
class Audience:
    """Who may use an address. `roles` empty with `public` false means: everybody who is logged in."""

    roles: frozenset[Role] = frozenset()
    public: bool = False

    def admits(self, user) -> bool:
        if self.public:
            return True
        if not user.is_authenticated:
            return False
        return not self.roles or user.has_role(*self.roles)

    def __or__(self, other: "Audience") -> "Audience":
        return Audience(roles=self.roles | other.roles, public=self.public or other.public)

    def __str__(self) -> str:
        if self.public:
            return "public"
        return ", ".join(sorted(self.roles)) or "logged in"


def _of(*roles: Role) -> Audience:
    return Audience(roles=frozenset(roles))


PUBLIC = Audience(public=True)
LOGGED_IN = Audience()
STAFF = _of(Role.STAFF, Role.LEAD)
LEAD = _of(Role.LEAD)
ADVISERS = _of(Role.ADVISER)
COMMITTEE = _of(Role.COMMITTEE, Role.SECRETARY)
SECRETARY = _of(Role.SECRETARY)
COMMUNICATION = _of(Role.COMMUNICATION)
MANAGEMENT = _of(Role.MANAGEMENT)
ADMINISTRATORS = _of(Role.ADMINISTRATOR)
INTERNAL = _of(*Role)


def route(
    address: str,
    view: Callable[..., HttpResponse],
    *,
    name: str,
    roles: Audience,
    methods: tuple[str, ...] = ("GET", "HEAD", "POST"),
    holds: bool = False,
) -> URLPattern:
    """An address, its view and who may use it. `holds`: what is typed there survives a lost session (`accounts.held`)."""
    declared = _declared(require_http_methods(methods)(view), roles)
    declared.methods = methods  # type: ignore[attr-defined]
    declared.holds = holds  # type: ignore[attr-defined]
    return path(address, declared, name=name)


def _declared(view: Callable[..., HttpResponse], audience: Audience) -> Callable[..., HttpResponse]:
    """The view with its audience written on it, whatever kind of callable it is."""

    @wraps(view)
    def declared(request, *args, **kwargs):
        try:
            return view(request, *args, **kwargs)
        except LockFirst as first:
            with transaction.atomic():
                locked(first.row)
                request.is_locked = True
                return view(request, *args, **kwargs)

    declared.audience = audience  # type: ignore[attr-defined]
    return declared


def declare(included: tuple, audience: Audience) -> tuple:
    """Declare all the addresses that a library brings (such as `admin.site.urls`) for one audience."""
    for _address, pattern in declared_routes(included[0]):
        pattern.callback = _declared(pattern.callback, audience)
    return included


def declared_routes(patterns, prefix: str = "") -> list[tuple[str, URLPattern]]:
    """Every address below the patterns, with its pattern: for the table, its test and the photographer."""
    found: list[tuple[str, URLPattern]] = []
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            found += declared_routes(pattern.url_patterns, prefix + str(pattern.pattern))
        else:
            found.append((prefix + str(pattern.pattern), pattern))
    return found
