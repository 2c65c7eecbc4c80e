"""Saved views of the staff's lists: kept, renamed, taken away."""

from functools import partial

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import NoReverseMatch, resolve, reverse
from django.utils.translation import gettext_lazy as _

from pio_portal.accounts.middleware import audience_of
from pio_portal.addresses import query_text
from pio_portal.ui.choices import canonical
from pio_portal.ui.layout import Form
from pio_portal.ui.lists import StaffList
from pio_portal.ui.models import SavedView
from pio_portal.ui.pages import button, form_page, sent
from pio_portal.ui.shapes import Crumb
from pio_portal.ui.workflow import views as workflow

LONGEST_QUERY = 10 * workflow.LONGEST  # read whole, so that one that is too long is refused and not cut short


class ViewForm(Form):
    """What a view is called, and who sees it."""

    name = forms.CharField(label=_("Naam van de weergave"), max_length=60)
    shared = forms.BooleanField(
        label=_("Delen met het team"),
        help_text=_("Collega’s zien de weergave in hun menu. Ze zien er alleen dossiers in die ze mogen zien."),
        required=False,
    )
    is_default = forms.BooleanField(
        label=_("Open de lijst voortaan zo"),
        help_text=_("Zonder standaardweergave opent de lijst zoals u ze achterliet."),
        required=False,
    )


class NewViewForm(ViewForm):
    replace = forms.BooleanField(label=_("Vervang mijn weergave met dezelfde naam, als die er is"), required=False)


def new(request: HttpRequest) -> HttpResponse:
    """Keep a list as it is shown now: `lijst` is the name of its address, `keuze` its query string."""
    list_name, query = query_text(request, "lijst"), query_text(request, "keuze", longest=LONGEST_QUERY)
    title = _title_of(list_name, request.user)
    return form_page(
        request,
        form=NewViewForm(*sent(request)),
        change=partial(workflow.save_view, list_name=list_name, query=query),
        title=_("Weergave bewaren"),
        intro=_("U bewaart wat u nu ziet: de zoekwoorden, de filters, de kolommen en de volgorde."),
        done=_("De weergave staat in het menu, onder de lijst."),
        back=SavedView.get_list_url,
        crumbs=[Crumb(label=title, url=f"{reverse(list_name)}?{canonical(query)}")],
    )


def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Another name, shared or not; or remove it."""
    view = _own(request, pk)
    return form_page(
        request,
        form=ViewForm(*sent(request), initial={name: getattr(view, name) for name in ViewForm.base_fields}),
        change=partial(workflow.change_view, view=view),
        title=_("Weergave wijzigen"),
        done=_("De weergave is gewijzigd."),
        back=SavedView.get_list_url,
        crumbs=[Crumb(label=_title_of(view.list, request.user), url=view.get_list_url())],
        template="ui/staff/saved_view.html",
        context={"view": view},
    )


def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Take one's own view away."""
    view = _own(request, pk)
    return button(
        request,
        change=partial(workflow.remove_view, view=view),
        done=_("De weergave is verwijderd."),
        back=reverse(view.list),
    )


def _own(request: HttpRequest, pk: int) -> SavedView:
    """One's own view of a list that one may still open."""
    view = get_object_or_404(SavedView.objects.named(), pk=pk, owner=request.user)
    _title_of(view.list, request.user)
    return view


def _title_of(list_name: str, user) -> str:
    """The title of a list that the user may open. Raises Http404 for anything else."""
    try:
        view = resolve(reverse(list_name)).func
    except NoReverseMatch:
        raise Http404 from None
    kind, audience = getattr(view, "view_class", None), audience_of(view)
    if kind is None or not issubclass(kind, StaffList) or audience is None or not audience.admits(user):
        raise Http404
    return kind.title
