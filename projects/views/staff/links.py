"""Linking projects to what lies above them: the same two addresses for a consultation, an event and a story."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from pio_portal.ui.pages import button, form_page, sent
from pio_portal.ui.shapes import Crumb
from projects.linking import ProjectLinkForm
from projects.models import Project


@dataclass(frozen=True, kw_only=True)
class ProjectLinks:
    """`row` loads what the project is linked to; `link` and `unlink` are its verbs, called with that row first."""

    row: Callable[[HttpRequest, Any], Any]
    crumbs: Callable[[Any], list[Crumb]]  # the way to that row
    link_verb: Callable[..., Any]
    unlink_verb: Callable[..., Any]

    def link(self, request: HttpRequest, **address: Any) -> HttpResponse:
        """Link a project. The form stands on the overview; what is wrong with it is shown on a page of its own."""
        row = self.row(request, *address.values())
        form = ProjectLinkForm(*sent(request), user=request.user)
        return form_page(
            request,
            form=form,
            change=lambda **given: self.link_verb(row, **given),
            done=lambda _made: _("Project %(ref)s is gekoppeld.") % {"ref": form.cleaned_data["project"].ref},
            back=row.get_staff_url(),
            title=_("Project koppelen"),
            crumbs=self.crumbs(row),
        )

    def unlink(self, request: HttpRequest, project: str, **address: Any) -> HttpResponse:
        """Take the link of a project away."""
        row = self.row(request, *address.values())
        linked = get_object_or_404(Project.objects.visible_to(request.user), ref=project)
        return button(
            request,
            change=lambda **given: self.unlink_verb(row, project=linked, **given),
            done=_("Project %(ref)s is ontkoppeld.") % {"ref": linked.ref},
            back=row.get_staff_url(),
        )
