"""Writing and publishing stories."""

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from outreach.enums import StoryStatus
from outreach.forms import NewStoryForm, StoryForm
from outreach.markup import as_html
from outreach.models import Story
from outreach.tables import StoryTable
from outreach.workflow.story import change_story, create_story, link_story, publish_story, unlink_story
from pio_portal.addresses import query_text
from pio_portal.audit.workflow import timeline
from pio_portal.change import available
from pio_portal.ui.lists import StaffList
from pio_portal.ui.pages import button, form_page, sent
from pio_portal.ui.shapes import Crumb
from pio_portal.ui.shapes import Event as Line
from projects.linking import ProjectLinkForm
from projects.views.staff.links import ProjectLinks


class StoryList(StaffList):
    """`/beheer/communicatie/`."""

    title = gettext_lazy("Communicatie")
    nouns = gettext_lazy("verhaal"), gettext_lazy("verhalen")
    queryset = staticmethod(lambda user: Story.objects.visible_to(user).prefetch_related("projects"))
    table_class = StoryTable
    state_field, states = "status", StoryStatus
    similar_fields = ("title",)
    search_hint = gettext_lazy("Zoek in verhalen")
    order_text = gettext_lazy("jongste eerst")
    empty_text = gettext_lazy("Schrijf het eerste verhaal over een project.")
    template_name = "outreach/staff/stories.html"


def crumbs(story: Story, *, at_it: bool = False) -> list[Crumb]:
    """The way to one story."""
    return [home(), Crumb(label=story.title, url="" if at_it else story.get_staff_url())]


def home() -> Crumb:
    """The list of stories."""
    return Crumb(label=StoryList.title, url=reverse("outreach:staff_stories"))


def create(request: HttpRequest) -> HttpResponse:
    """`/beheer/communicatie/verhalen/nieuw/`, with `?project=P-2026-0012` from a project's page."""
    return form_page(
        request,
        form=NewStoryForm(*sent(request), initial={"project": query_text(request, "project")}, user=request.user),
        change=create_story,
        done=_("Het verhaal is bewaard. Het is nog niet publiek."),
        back=Story.get_staff_url,
        title=_("Nieuw verhaal"),
        crumbs=[home()],
    )


def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """`/beheer/communicatie/verhalen/<pk>/bewerken/`."""
    story = visible_story(request, pk)
    return form_page(
        request,
        form=StoryForm.of(story, *sent(request)),
        change=partial(change_story, story=story),
        done=_("De wijzigingen zijn bewaard."),
        back=story.get_staff_url(),
        title=_("Verhaal bewerken"),
        crumbs=crumbs(story),
    )


def story(request: HttpRequest, pk: int) -> HttpResponse:
    """`/beheer/communicatie/verhalen/<pk>/`: the story as it will look, and what can be done."""
    story = visible_story(request, pk)
    context = {
        "story": story,
        "crumbs": crumbs(story, at_it=True),
        "body": as_html(story.body),
        "actions": available(story, "status", by=request.user),
        "projects": story.projects.select_related("organisation").order_by("ref"),
        "link_form": ProjectLinkForm(user=request.user).posted_to(reverse("outreach:link_story", args=[pk])),
        "events": [Line(at=line.at, text=line.sentence) for line in timeline(story)],
    }
    return render(request, "outreach/staff/story.html", context)


def publish(request: HttpRequest, pk: int) -> HttpResponse:
    """Put it on the site."""
    story = visible_story(request, pk)
    return button(
        request,
        change=partial(publish_story, story=story),
        done=_("Het verhaal staat op de publieke site."),
        back=story.get_staff_url(),
    )


def visible_story(request: HttpRequest, pk: int) -> Story:
    """The story behind the address."""
    return get_object_or_404(Story.objects.visible_to(request.user), pk=pk)


links = ProjectLinks(
    row=visible_story,
    crumbs=crumbs,
    link_verb=lambda story, **given: link_story(story=story, **given),
    unlink_verb=lambda story, **given: unlink_story(story=story, **given),
)
