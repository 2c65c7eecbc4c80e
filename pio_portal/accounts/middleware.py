"""What every request passes before its view: who may use the address, and whether its text can be text at all."""

from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import Resolver404, resolve

from pio_portal.accounts import held
from pio_portal.accounts.access import PUBLIC, Audience
from pio_portal.addresses import NEVER

# Views of libraries cannot carry our declaration; they are declared here by the module they come from.
LIBRARIES = {
    "allauth.account.views": PUBLIC,  # log-in, sign-up and password pages; allauth guards its own private ones
    "django.views.static": PUBLIC,
    "django.contrib.staticfiles.views": PUBLIC,
}


def audience_of(view) -> Audience | None:
    """Who a view is for; None when nobody said so."""
    declared = getattr(view, "audience", None)
    return declared if declared is not None else LIBRARIES.get(getattr(view, "__module__", ""))


def may_open(user, address: str) -> bool:
    """Whether this user may use an address of the portal: what a link asks before it is drawn as one.

    It looks at the role only; whether the dossier behind the address may be seen is the page's own question.
    """
    try:
        match = resolve(urlsplit(address).path)
    except Resolver404:
        return False
    audience = audience_of(match.func)
    return audience is not None and audience.admits(user)


class AccessMiddleware:
    """Holds the declarations of `access.route()`. Sends the anonymous to log in, refuses other roles with 403, and refuses what is not declared to everybody."""

    def __init__(self, get_response) -> None:
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, _args, _kwargs):
        """Answer in the view's place when this user may not use it."""
        audience = audience_of(view)
        if audience is None:
            raise PermissionDenied(f"{request.path} has no declared audience")
        if audience.admits(request.user):
            return None
        if request.user.is_authenticated:
            raise PermissionDenied
        if request.headers.get("HX-Request") == "true":
            return _logged_out_in_between(request)
        if request.method == "POST" and getattr(view, "holds", False):
            held.hold(request)
        return redirect_to_login(request.get_full_path(), settings.LOGIN_URL)


class PrivateMiddleware:
    """What is not for everybody is kept nowhere on its way: pages, exports, downloads and their refusals.

    A page of the public is private too when somebody is logged in: it shows who.
    """

    def __init__(self, get_response) -> None:
        self.get_response = get_response

    def __call__(self, request):
        """Add the header to the answer. Who asks is not looked up for it."""
        response = self.get_response(request)
        match = request.resolver_match
        audience = audience_of(match.func) if match else PUBLIC
        asker = getattr(request, "_cached_user", None)
        if audience is None or not audience.public or (asker is not None and asker.is_authenticated):
            response["Cache-Control"] = "private, no-store"
        return response


def _logged_out_in_between(request) -> HttpResponse:
    """The answer to a part of a page whose session ended: the page stays as it is, with what is typed in it."""
    response = render(request, "account/logged_out_in_between.html", status=401)
    response["X-Fragment"] = "logged-out"
    return response


class TextMiddleware:
    """Refuses what no address, query or form may hold: NUL, which the database cannot keep, and halves of characters.

    In the path it is a 404: no such address exists. Elsewhere it is a 400.
    """

    def __init__(self, get_response) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Look at the address."""
        if NEVER.search(request.path_info):
            raise Http404
        if _holds_never(request.GET):
            raise BadRequest("no text in the query")
        return self.get_response(request)

    def process_view(self, request: HttpRequest, _view, _args, _kwargs) -> None:
        """Look at what was sent: after the check of the token, which reads it, and after that of who may send it."""
        if request.method == "POST" and (
            _holds_never(request.POST) or any(NEVER.search(f.name or "") for f in _files(request))
        ):
            raise BadRequest("no text in the form")


def _holds_never(sent: QueryDict) -> bool:
    return any(NEVER.search(name) or any(NEVER.search(value) for value in values) for name, values in sent.lists())


def _files(request: HttpRequest) -> list:
    return [file for _name, files in request.FILES.lists() for file in files]
