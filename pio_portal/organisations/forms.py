from crispy_forms.layout import Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from pio_portal.names import NameField
from pio_portal.organisations.enums import Level, OrganisationType
from pio_portal.organisations.identifiers import clean_kbo, validate_mail_domain, validate_ovo, validate_postcode
from pio_portal.ui.layout import Actions, Form, Include, Row

NUMBER_OF_DIGITS = 8  # somebody who types as many means an enterprise number


class OrganisationForm(Form):
    """A public body that the portal does not know yet."""

    actions = Actions(_("Toevoegen"))

    kbo = forms.CharField(label=_("Ondernemingsnummer (KBO)"), help_text=_("Bijvoorbeeld 0316.380.841."), max_length=20)
    name = NameField(label=_("Naam"), max_length=200)
    type = forms.ChoiceField(
        label=_("Soort organisatie"),
        choices=[("", _("Kies een soort")), *((t.value, t.label) for t in OrganisationType.applicants())],
    )
    postcode = forms.CharField(label=_("Postcode"), max_length=4, validators=[validate_postcode])
    ovo = forms.CharField(
        label=_("OVO-code"),
        required=False,
        help_text=_("Alleen als uw organisatie er een heeft, bijvoorbeeld OVO002949."),
        max_length=9,
        validators=[validate_ovo],
    )

    def clean_kbo(self) -> str:
        return clean_kbo(self.cleaned_data["kbo"])


class MailDomainForm(Form):
    """What stands behind the @ in the addresses of an organisation."""

    mail_domain = forms.CharField(
        label=_("Maildomein"),
        required=False,
        help_text=_(
            "Bijvoorbeeld gent.be. Heeft de organisatie geen beheerder, dan wordt wie met zo'n adres toegang vraagt het."
        ),
        max_length=100,
    )

    def clean_mail_domain(self) -> str:
        """Without the @ that people type before it."""
        domain = self.cleaned_data["mail_domain"].strip().lower().removeprefix("@")
        if domain:
            validate_mail_domain(domain)
        return domain


class AddressForm(Form):
    """Where letters to an organisation go."""

    layout = Layout("street", Row("postcode", "municipality"))

    street = forms.CharField(
        label=_("Straat en nummer"),
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "street-address"}),
    )
    postcode = forms.CharField(label=_("Postcode"), max_length=4, validators=[validate_postcode])
    municipality = forms.CharField(label=_("Gemeente"), max_length=100)


class SearchForm(Form):
    """Find an organisation by its name, or by its number: whoever types enough digits means that."""

    method, form_class, mark_optional = "get", "form", False
    form_attrs = {"role": "search"}
    actions = Actions(_("Zoeken"), icon="search")

    q = forms.CharField(
        label=_("Ondernemingsnummer (KBO) of naam"),
        help_text=_("Bijvoorbeeld 0316.380.841 of Stad Halle."),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "organization"}),
    )
    verder = forms.CharField(required=False, widget=forms.HiddenInput)

    def clean(self) -> dict:
        """`kbo` is the number, when one was typed."""
        data = super().clean()
        q = data.get("q", "")
        data["kbo"] = ""
        if sum(c.isdigit() for c in q) >= NUMBER_OF_DIGITS and not q.upper().startswith("OVO"):
            try:
                data["kbo"] = clean_kbo(q)
            except forms.ValidationError as error:
                self.add_error("q", error)
        return data


class LevelForm(Form):
    """What a member may do: one choice beside its button, on the row of the member."""

    form_class = "bar"
    layout = Layout(Include("organisations/level.html", "level"))
    text, kind = _("Aanpassen"), "quiet"

    level = forms.TypedChoiceField(label=_("Mag"), choices=Level, coerce=int, initial=Level.EDITOR)

    def __init__(self, *args, person: str = "", **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.person = person

    @property
    def actions(self) -> Actions:
        """The button says to who does not see the row whom it is about."""
        return Actions(self.text, kind=self.kind, small=True, about=self.person)


class AdmitForm(LevelForm):
    """The same, for somebody who asks access."""

    text, kind = _("Toelaten"), "primary"


class InviteForm(Form):
    """Whom a manager asks to join."""

    actions = Actions(_("Uitnodiging versturen"))

    email = forms.EmailField(
        label=_("E-mailadres van uw collega"),
        help_text=_("Uw collega krijgt een link, en met dit adres meteen toegang als bewerker."),
    )


class AcceptInvitationForm(Form):
    """The button with which an invited colleague joins."""

    actions = Actions(_("Uitnodiging aannemen"))
