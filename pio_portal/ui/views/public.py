from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext as _

from pio_portal.addresses import query_text
from pio_portal.ui import navigation, registry, searching
from pio_portal.ui.shapes import Crumb


def home(request: HttpRequest) -> HttpResponse:
    """`/`: what PIO does, and what the domain has to show now."""
    context = {"hero": registry.blocks(request, "public", "hero"), "blocks": registry.blocks(request, "public")}
    return render(request, "ui/public/home.html", context)


def text_page(template: str, title):
    """A page of text only: its view."""

    def page(request: HttpRequest) -> HttpResponse:
        crumbs = [Crumb(label=_("Start"), url=reverse("ui:home")), Crumb(label=title)]
        return render(request, template, {"title": title, "crumbs": crumbs})

    return page


def search(request: HttpRequest) -> HttpResponse:
    """One search box over everything public."""
    found = searching.answer(request.user, query_text(request, "q"), "public")
    return render(request, "ui/public/search.html", {"answer": found, "q": found.q})


def after_login(request: HttpRequest) -> HttpResponse:
    """Everybody to the page where the own work starts."""
    return redirect(navigation.landing(request.user))


def account(request: HttpRequest) -> HttpResponse:
    """`/account/`: who am I here, and what can I change about it."""
    return render(request, "ui/applicant/account.html", {"title": _("Mijn gegevens")})


def favicon(_request):
    """Where the icon really stands."""
    return redirect(static("img/favicon.svg"))
