"""The form with which PIO asks something for a project."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pio_portal.ui.forms import DayField
from pio_portal.ui.layout import Actions, Form
from projects.enums import TaskRole


class TaskForm(Form):
    """What must be done, by whom and by when."""

    actions = Actions(_("Taak toevoegen"))

    title = forms.CharField(
        label=_("Wat moet er gebeuren?"),
        help_text=_("Begin met een werkwoord: “Vraag de offertes op”."),
        max_length=200,
    )
    whom = forms.ChoiceField(label=_("Voor wie?"), help_text=_("Wat u de klant vraagt, leest de klant in Mijn PIO."))
    due_on = DayField(label=_("Tegen wanneer?"), required=False)

    def __init__(self, *args: Any, colleagues: Iterable[Any], client: Iterable[Any], **kwargs: Any) -> None:
        """`colleagues` are the people of PIO, `client` those of the client."""
        super().__init__(*args, **kwargs)
        self.people = {str(person.pk): person for person in (*colleagues, *client)}
        groups = ((_("Collega’s van PIO"), colleagues), (_("Mensen van de klant"), client))
        named = [(label, [(str(person.pk), str(person)) for person in people]) for label, people in groups if people]
        self.fields["whom"].choices = [(_("Rollen"), TaskRole.choices), *named]

    @property
    def arguments(self) -> dict[str, Any]:
        """What `add_task` gets."""
        data = self.cleaned_data
        whom = self.people.get(data["whom"])
        to = {"person": whom} if whom else {"role": TaskRole(data["whom"])}
        return {"title": data["title"], "due_on": data["due_on"]} | to
