"""Writing and publishing stories."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from outreach.enums import StoryStatus
from outreach.forms import NewStoryForm, StoryForm
from outreach.models import Story
from outreach.tables import StoryTable
from outreach.workflow.story import change_story, create_story, link_story, publish_story, unlink_story
from outreach.writing import as_html
from pio_portal.audit.workflow import timeline
from pio_portal.change import available
from pio_portal.ui.acting import pressed, submitted
from pio_portal.ui.lists import StaffList
from pio_portal.ui.shapes import Event as Line
from projects.linking import ProjectLinkForm
from projects.models import Project


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


def create(request: HttpRequest) -> HttpResponse:
    """`/beheer/communicatie/verhalen/nieuw/`, with `?project=P-2026-0012` from a project's page."""
    form = NewStoryForm(request.POST or None, initial={"project": request.GET.get("project", "")}, user=request.user)
    made: list[Story] = []

    def change(data: dict) -> None:
        made.append(create_story(**data, by=request.user, at=timezone.now()))

    if submitted(request, form, change, _("Het verhaal is bewaard. Het is nog niet publiek.")):
        return redirect(made[0].get_staff_url())
    context = {"form": form, "title": _("Nieuw verhaal"), "cancel_url": reverse("outreach:staff_stories")}
    return render(request, "beheer/form.html", context)


def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """`/beheer/communicatie/verhalen/<pk>/bewerken/`."""
    shown = _story(request, pk)
    form = StoryForm.of(shown, request.POST or None)

    def change(data: dict) -> None:
        change_story(story=shown, **data, by=request.user, at=timezone.now())

    if submitted(request, form, change, _("De wijzigingen zijn bewaard.")):
        return redirect(shown.get_staff_url())
    context = {"form": form, "title": shown.title, "cancel_url": shown.get_staff_url()}
    return render(request, "beheer/form.html", context)


def story(request: HttpRequest, pk: int) -> HttpResponse:
    """`/beheer/communicatie/verhalen/<pk>/`: the story as it will look, and what can be done."""
    shown = _story(request, pk)
    context = {
        "story": shown,
        "body": as_html(shown.body),
        "actions": available(shown, "status", by=request.user),
        "projects": shown.projects.select_related("organisation").order_by("ref"),
        "link_form": ProjectLinkForm(user=request.user).posted_to(reverse("outreach:link_story", args=[pk])),
        "events": [Line(at=line.at, text=line.sentence) for line in timeline(shown)],
    }
    return render(request, "outreach/staff/story.html", context)


def publish(request: HttpRequest, pk: int) -> HttpResponse:
    """Put it on the site."""
    shown = _story(request, pk)
    pressed(
        request,
        lambda: publish_story(story=shown, by=request.user, at=timezone.now()),
        _("Het verhaal staat op de publieke site."),
    )
    return redirect(shown.get_staff_url())


def link(request: HttpRequest, pk: int) -> HttpResponse:
    """Link a project."""
    shown = _story(request, pk)
    form = ProjectLinkForm(request.POST, user=request.user)
    if not form.is_valid():
        context = {"form": form, "title": shown.title, "cancel_url": shown.get_staff_url()}
        return render(request, "beheer/form.html", context)
    project = form.cleaned_data["project"]
    pressed(
        request,
        lambda: link_story(story=shown, project=project, by=request.user, at=timezone.now()),
        _("Project %(ref)s is gekoppeld.") % {"ref": project.ref},
    )
    return redirect(shown.get_staff_url())


def unlink(request: HttpRequest, pk: int, project: str) -> HttpResponse:
    """Take the link of a project away."""
    shown = _story(request, pk)
    linked = get_object_or_404(Project.objects.visible_to(request.user), ref=project)
    pressed(
        request,
        lambda: unlink_story(story=shown, project=linked, by=request.user, at=timezone.now()),
        _("Project %(ref)s is ontkoppeld.") % {"ref": linked.ref},
    )
    return redirect(shown.get_staff_url())


def _story(request: HttpRequest, pk: int) -> Story:
    return get_object_or_404(Story.objects.visible_to(request.user), pk=pk)
