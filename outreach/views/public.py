"""Events and stories as everybody reads them."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from outreach.cards import event_card, story_card
from outreach.models import Event, Story
from outreach.writing import as_html
from pio_portal.registrations.views.registering import RegistrationPages
from pio_portal.ui.shapes import Crumb

PER_PAGE = 24
registration = RegistrationPages(
    queryset=lambda: Event.objects.public(),  # noqa: PLW0108 - asked at each request
    list_name="outreach:events",
    list_label=gettext_lazy("Activiteiten"),
    sent_name="outreach:registration_sent",
)


def events(request: HttpRequest) -> HttpResponse:
    """`/activiteiten/`: those to come, and those that were."""
    now = timezone.now()
    shown = Event.objects.public().for_cards()
    page = Paginator(shown.past(now), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "upcoming": [event_card(event) for event in shown.upcoming(now)],
        "past": [event_card(event) for event in page],
        "page": page,
        "crumbs": [Crumb(label=_("Start"), url=reverse("ui:home")), Crumb(label=_("Activiteiten"))],
    }
    return render(request, "outreach/public/events.html", context)


def event(request: HttpRequest, slug: str) -> HttpResponse:
    """`/activiteiten/<slug>/`: what, when, with whom, and the way in."""
    shown = get_object_or_404(Event.objects.public().select_related("occasion").with_seats(), slug=slug)
    context = {
        "event": shown,
        "occasion": shown.occasion,
        "closed": shown.occasion.why_closed(at=timezone.now(), owner=shown),
        "partners": shown.partners.all(),
        "projects": shown.projects.filter(published=True).select_related("organisation").order_by("ref"),
        "crumbs": [
            Crumb(label=_("Start"), url=reverse("ui:home")),
            Crumb(label=_("Activiteiten"), url=reverse("outreach:events")),
            Crumb(label=shown.title),
        ],
    }
    return render(request, "outreach/public/event.html", context)


def stories(request: HttpRequest) -> HttpResponse:
    """`/verhalen/`: the newest first."""
    page = Paginator(Story.objects.public().order_by("-published_at", "-pk"), PER_PAGE).get_page(
        request.GET.get("page")
    )
    context = {
        "cards": [story_card(story) for story in page],
        "page": page,
        "crumbs": [Crumb(label=_("Start"), url=reverse("ui:home")), Crumb(label=_("Verhalen"))],
    }
    return render(request, "outreach/public/stories.html", context)


def story(request: HttpRequest, slug: str) -> HttpResponse:
    """`/verhalen/<slug>/`."""
    shown = get_object_or_404(Story.objects.public(), slug=slug)
    context = {
        "story": shown,
        "body": as_html(shown.body),
        "projects": shown.projects.filter(published=True).select_related("organisation").order_by("ref"),
        "crumbs": [
            Crumb(label=_("Start"), url=reverse("ui:home")),
            Crumb(label=_("Verhalen"), url=reverse("outreach:stories")),
            Crumb(label=shown.title),
        ],
    }
    return render(request, "outreach/public/story.html", context)
