"""Events and stories as everybody reads them."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from outreach.cards import event_card, story_card
from outreach.markup import as_html
from outreach.models import Event, Story
from pio_portal.addresses import query_page
from pio_portal.arrival import arrived_at
from pio_portal.registrations.views.public import ON_A_PAGE, PublicOccasions
from pio_portal.ui.shapes import Crumb

occasions = PublicOccasions(
    rows=lambda: Event.objects.public(),  # noqa: PLW0108 - asked at each request
    card=event_card,
    label=gettext_lazy("Activiteiten"),
    namespace="outreach",
    list_name="outreach:events",
    template="outreach/public/events.html",
)


def event(request: HttpRequest, slug: str) -> HttpResponse:
    """`/activiteiten/<slug>/`: what, when, with whom, and the way in."""
    event = occasions.owner(slug)
    context = {
        "event": event,
        "occasion": event.occasion,
        "closed": event.occasion.why_closed(at=arrived_at(request), owner=event),
        "partners": event.partners.all(),
        "projects": event.projects.filter(published=True).select_related("organisation").order_by("ref"),
        "crumbs": occasions.crumbs(event),
    }
    return render(request, "outreach/public/event.html", context)


def stories(request: HttpRequest) -> HttpResponse:
    """`/verhalen/`: the newest first."""
    page = query_page(request, Story.objects.public().order_by("-published_at", "-pk"), ON_A_PAGE)
    context = {
        "cards": [story_card(story) for story in page],
        "page": page,
        "crumbs": [Crumb(label=_("Start"), url=reverse("ui:home")), Crumb(label=_("Verhalen"))],
    }
    return render(request, "outreach/public/stories.html", context)


def story(request: HttpRequest, slug: str) -> HttpResponse:
    """`/verhalen/<slug>/`."""
    story = get_object_or_404(Story.objects.public(), slug=slug)
    context = {
        "story": story,
        "body": as_html(story.body),
        "projects": story.projects.filter(published=True).select_related("organisation").order_by("ref"),
        "crumbs": [
            Crumb(label=_("Start"), url=reverse("ui:home")),
            Crumb(label=_("Verhalen"), url=reverse("outreach:stories")),
            Crumb(label=story.title),
        ],
    }
    return render(request, "outreach/public/story.html", context)
