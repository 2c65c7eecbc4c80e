import django_filters
from django.utils.translation import gettext_lazy as _

from calls.models import Theme
from pio_portal.organisations.enums import OrganisationType
from pio_portal.ui.layout import Actions, Form
from projects.enums import Phase
from projects.models import Project


class CatalogueForm(Form):
    """How the public searches the catalogue."""

    method, form_class, mark_optional = "get", "catalogue-form", False
    form_attrs = {"role": "search"}
    actions = Actions(_("Zoeken"), cancel=_("Alles tonen"))


class CatalogueFilter(django_filters.FilterSet):
    """What the public searches on."""

    q = django_filters.CharFilter(label=_("Zoek een project"), method="search", max_length=200)
    theme = django_filters.ModelChoiceFilter(
        label=_("Thema"), queryset=Theme.objects.all(), empty_label=_("Alle thema’s")
    )
    phase = django_filters.ChoiceFilter(label=_("Fase"), choices=Phase.choices, empty_label=_("Alle fasen"))
    type = django_filters.ChoiceFilter(
        label=_("Soort organisatie"),
        field_name="organisation__type",
        choices=[(t.value, t.label) for t in OrganisationType.applicants()],
        empty_label=_("Alle organisaties"),
    )

    class Meta:
        model = Project
        form = CatalogueForm
        fields: tuple[str, ...] = ()

    def search(self, rows, _name, value):
        return rows.matching(value) if value.strip() else rows
