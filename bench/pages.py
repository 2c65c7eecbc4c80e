"""P1 and P2: staff lists and detail pages, at a thousand and at a hundred thousand applications."""

from django.db.models import Count
from django.test import Client
from django.urls import reverse

from bench.clock import Taken, measure
from calls.models import Application, Round
from consultations.models import MarketConsultation
from pio_portal.accounts.models import User
from projects.models import Procurement, Project

LISTS = {
    "aanvragen": "/beheer/aanvragen/",
    "aanvragen, bladzijde 500 (of de laatste)": "/beheer/aanvragen/?page=500",
    "aanvragen, filter op stand": "/beheer/aanvragen/?status=selected",
    "aanvragen, gesorteerd op titel": "/beheer/aanvragen/?sort=title",
    "aanvragen, zoeken in de volle tekst": "/beheer/aanvragen/?q=gemeente",
    "projecten": "/beheer/projecten/",
    "projecten, zoeken": "/beheer/projecten/?q=gemeente",
    "projecten, op het bord": "/beheer/projecten/bord/",
    "projecten, op de tijdlijn": "/beheer/projecten/tijdlijn/",
    "projecten, vertragingen": "/beheer/projecten/vertragingen/",
    "agenda, van iedereen": "/beheer/agenda/?wie=alles",
    "opdrachten": "/beheer/opdrachten/",
    "marktconsultaties": "/beheer/marktconsultaties/",
    "activiteiten": "/beheer/activiteiten/",
    "relaties": "/beheer/relaties/",
}


def staff_client() -> Client:
    """Logged in as a member of staff."""
    client = Client(SERVER_NAME="localhost")
    client.force_login(User.objects.with_role("staff").first())
    return client


def get(client: Client, address: str) -> Taken:
    """Measure one page. Raises AssertionError when it does not answer with a page."""

    def work() -> None:
        response = client.get(address)
        if response.status_code != 200:
            raise AssertionError(f"{address} answered {response.status_code}")

    return measure(work)


def lists() -> dict[str, Taken]:
    """P1, each list."""
    client = staff_client()
    return {name: get(client, address) for name, address in LISTS.items()}


def _fullest_round() -> str:
    rounds = Round.objects.annotate(n=Count("applications")).order_by("-n", "pk").select_related("call")
    fullest = rounds.first()
    return reverse("calls:staff_round", args=[fullest.call.code, fullest.number])


def details() -> dict[str, Taken]:
    """P2, a page of each kind: the newest that has everything."""
    client = staff_client()
    addresses = {
        "aanvraag": Application.objects.filter(status="selected").latest("pk").get_staff_url(),
        "indiendatum": _fullest_round(),
        "project": Project.objects.filter(procurements__isnull=False).latest("pk").get_staff_url(),
        "opdracht": Procurement.objects.latest("pk").get_staff_url(),
        "marktconsultatie": MarketConsultation.objects.latest("pk").get_staff_url(),
        "project, publiek": Project.objects.filter(procurements__isnull=False).latest("pk").get_absolute_url(),
    }
    return {name: get(client, address) for name, address in addresses.items()}
