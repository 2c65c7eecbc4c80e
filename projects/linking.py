"""Choosing a project to link to: the field for a form of one's own, and a form with that field alone."""

from django import forms
from django.utils.translation import gettext_lazy as _

from pio_portal.ui.layout import Actions, Form
from projects.models import Project

SUGGESTIONS = 200


class ProjectInput(forms.TextInput):
    """A text box for a reference, in which the browser suggests running projects."""

    template_name = "projects/project_input.html"

    def __init__(self, attrs: dict | None = None) -> None:
        super().__init__({"autocomplete": "off", **(attrs or {})})
        self.suggestions: list[tuple[str, str]] = []

    def get_context(self, name: str, value, attrs: dict | None) -> dict:
        context = super().get_context(name, value, attrs)
        context["widget"]["attrs"]["list"] = f"{context['widget']['attrs'].get('id', name)}_list"
        return context | {"suggestions": self.suggestions}


class ProjectField(forms.CharField):
    """A project that the user may see, by its reference. Words after the reference are ignored.

    Call `for_user` first: until then no project is visible.
    """

    widget = ProjectInput
    default_error_messages = {
        "unknown": _("Er is geen project met referentie “%(ref)s”. Schrijf ze zoals P-2026-0012."),
    }

    def __init__(self, **options) -> None:
        options.setdefault("label", _("Project"))
        options.setdefault("help_text", _("Schrijf de referentie, of kies een lopend project uit de lijst."))
        super().__init__(max_length=300, **options)
        self.visible = Project.objects.none()

    def for_user(self, user) -> None:
        """Take the projects that this user may see. Asks one query, for the suggestions."""
        self.visible = Project.objects.visible_to(user)
        running = self.visible.running().order_by("-started_on", "-pk").values_list("ref", "title")
        self.widget.suggestions = list(running[:SUGGESTIONS])

    def clean(self, value) -> Project | None:
        text = super().clean(value)
        if not text:
            return None
        ref = text.split()[0].upper()
        project = self.visible.filter(ref=ref).first()
        if project is None:
            raise forms.ValidationError(self.error_messages["unknown"] % {"ref": ref}, code="unknown")
        return project


class ProjectLinkForm(Form):
    """The field with a button to link the project."""

    actions = Actions(_("Koppelen"), kind="quiet", small=True)
    form_class = "stack-s"

    project = ProjectField()

    def __init__(self, *args, user, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["project"].for_user(user)
