"""The one shape of a page that changes something: what it answers when it went well, and when it did not."""

import datetime as dt

import pytest
from django import forms
from django.contrib.messages import get_messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.test import RequestFactory

from pio_portal.accounts.enums import Role
from pio_portal.change import NotPermitted, Refused
from pio_portal.ui.layout import Actions, Form
from pio_portal.ui.pages import attempt, button, finish, form_page, sent, show
from pio_portal.ui.shapes import Crumb
from tests.factories.ground import user

pytestmark = pytest.mark.django_db
ARRIVED = dt.datetime(2026, 3, 2, 11, 59, 59, tzinfo=dt.UTC)
CRUMBS = [Crumb(label="Oproepen", url="/beheer/oproepen/")]


class ReasonForm(Form):
    actions = Actions("Verlengen")
    reason = forms.CharField(label="Reden", max_length=20)


class EmptyForm(Form):
    pass


@pytest.fixture
def ask(db):
    """A request as the middleware leaves it."""

    def _ask(method: str = "get", data=None, **headers):
        request = getattr(RequestFactory(), method)("/ergens/", data or {}, headers=headers)
        request.user, request.session, request.arrived_at = user(Role.STAFF), {}, ARRIVED
        from django.contrib.messages.storage.base import BaseStorage

        class Kept(BaseStorage):
            def _get(self, *_args, **_options):
                return [], True

            def _store(self, *_args, **_options):
                return []

        request._messages = Kept(request)
        return request

    return _ask


def page(request, change, form=None, **options):
    options = {"done": "Gedaan.", "back": "/terug/", "title": "Verlengen", "crumbs": CRUMBS} | options
    return form_page(request, form=form or ReasonForm(*sent(request)), change=change, **options)


def told(request) -> list[str]:
    return [str(message) for message in get_messages(request)]


def refuse(sentence: str, **options):
    def change(**_given):
        raise Refused(sentence, **options)

    return change


def never(**_given):
    raise AssertionError("the change was made")


def test_page_shows_the_form_its_title_and_a_way_out(ask):
    response = page(ask(), never)
    text = response.content.decode()

    assert response.status_code == 200
    assert "<h1>Verlengen</h1>" in text
    assert '<a href="/beheer/oproepen/">Annuleren</a>' in text
    assert "error-summary" not in text


def test_change_gets_who_when_it_arrived_and_what_was_filled_in(ask):
    request, made = ask("post", {"reason": "Overmacht"}), []

    response = page(request, lambda **given: made.append(given))

    assert made == [{"by": request.user, "at": ARRIVED, "reason": "Overmacht"}]
    assert (response.status_code, response.url) == (302, "/terug/")
    assert told(request) == ["Gedaan."]


def test_change_gets_the_arguments_that_a_form_makes_itself(ask):
    class Shouting(ReasonForm):
        @property
        def arguments(self):
            return {"shouted": self.cleaned_data["reason"].upper()}

    request, made = ask("post", {"reason": "ja"}), []
    page(request, lambda **given: made.append(given), form=Shouting(*sent(request)))

    assert [given["shouted"] for given in made] == ["JA"]
    assert "reason" not in made[0]


def test_form_that_is_not_valid_is_422_with_what_was_typed(ask):
    response = page(ask("post", {"reason": "x" * 21}), never)
    text = response.content.decode()

    assert response.status_code == 422
    assert f'value="{"x" * 21}"' in text
    assert "Gebruik hoogstens 20 tekens. U hebt er nu 21." in text


def test_form_that_was_sent_without_anything_is_422(ask):
    assert page(ask("post"), never).status_code == 422


def test_form_without_fields_is_sent_too(ask):
    request = ask("post")
    assert page(request, lambda **_given: None, form=EmptyForm(*sent(request))).status_code == 302


@pytest.mark.parametrize(("field", "tied"), [("reason", True), (None, False), ("elders", False)])
def test_refusal_is_422_and_stands_on_the_form(ask, field, tied):
    request = ask("post", {"reason": "Overmacht"})
    response = page(request, refuse("Het is al te laat.", field=field))
    text = response.content.decode()

    assert response.status_code == 422
    assert "Het is al te laat." in text
    assert 'value="Overmacht"' in text
    assert ('id="id_reason_error"' in text) is tied
    assert told(request) == []


def test_what_is_not_permitted_is_403(ask):
    def change(**_given):
        raise NotPermitted("Niet u.")

    with pytest.raises(PermissionDenied):
        page(ask("post", {"reason": "ja"}), change)
    with pytest.raises(PermissionDenied):
        button(ask("post"), change=change, done="", back="/")


def test_result_says_what_is_told_and_where_to_go(ask):
    request = ask("post", {"reason": "ja"})
    response = page(
        request, lambda **_given: "A-1", done=lambda made: f"{made} gemaakt.", back=lambda made: f"/aanvragen/{made}/"
    )

    assert response.url == "/aanvragen/A-1/"
    assert told(request) == ["A-1 gemaakt."]


def test_answer_of_the_page_itself_is_passed_on(ask):
    assert page(ask("post", {"reason": "ja"}), lambda **_g: 1, back=lambda _m: HttpResponse("pdf")).content == b"pdf"


def test_context_is_asked_only_when_the_page_is_shown(ask):
    asked = []
    page(ask("post", {"reason": "ja"}), lambda **_given: None, context=lambda: asked.append(1) or {})
    assert asked == []
    page(ask(), never, context=lambda: asked.append(1) or {})
    assert asked == [1]


def test_htmx_gets_the_form_alone_and_is_sent_on_by_a_header(ask):
    headers = {"HX-Request": "true"}
    faulty = page(ask("post", **headers), never)
    done = page(ask("post", {"reason": "ja"}, **headers), lambda **_given: None)

    assert (faulty.status_code, faulty["X-Fragment"]) == (422, "form")
    assert faulty.content.decode().lstrip().startswith("<form")
    assert "Vul “Reden” in." in faulty.content.decode()
    assert "csrfmiddlewaretoken" in faulty.content.decode()
    assert (done.status_code, done["HX-Redirect"]) == (200, "/terug/")


def test_boosted_form_gets_the_whole_page(ask):
    faulty = page(ask("post", **{"HX-Request": "true", "HX-Boosted": "true"}), never)
    assert "<h1>" in faulty.content.decode()


# A button


def test_button_makes_its_change_and_tells_it(ask):
    request, made = ask("post"), []
    response = button(request, change=lambda **given: made.append(given), done="Weg.", back="/terug/")

    assert made == [{"by": request.user, "at": ARRIVED}]
    assert (response.url, told(request)) == ("/terug/", ["Weg."])


def test_button_that_is_refused_says_so_on_the_next_page(ask):
    request = ask("post")
    assert button(request, change=refuse("Kan niet."), done="Weg.", back="/terug/").url == "/terug/"
    assert told(request) == ["Kan niet."]
    assert button(request, change=refuse("Kan niet."), done="Weg.", back="/a/", otherwise="/b/").url == "/b/"


def test_button_checks_what_it_sends_along(ask):
    request = ask("post", {"reason": "x" * 21})
    response = button(request, form=ReasonForm(*sent(request)), change=never, done="", back="/terug/")
    assert (response.url, told(request)) == ("/terug/", ["Gebruik hoogstens 20 tekens. U hebt er nu 21."])

    request, made = ask("post", {"reason": "ja"}), []
    button(
        request, form=ReasonForm(*sent(request)), change=lambda **given: made.append(given["reason"]), done="", back="/"
    )
    assert (made, told(request)) == (["ja"], [])


# The parts


def test_page_with_a_step_in_between_is_made_of_the_parts(ask):
    """A preview first; then, with its button, the change."""

    def write(request):
        form = ReasonForm(*sent(request))
        tried = attempt(request, form, lambda reason, **_given: f"Brief: {reason}")
        if not tried:
            return show(request, "ui/staff/form_page.html", {"title": "Brief", "intro": "", "crumbs": []}, form)
        if "confirm" not in request.POST:
            return HttpResponse(tried.result)
        return finish(request, done="Verstuurd.", back="/klaar/")

    assert write(ask()).status_code == 200
    assert write(ask("post", {"reason": ""})).status_code == 422
    assert write(ask("post", {"reason": "ja"})).content.decode() == "Brief: ja"
    assert write(ask("post", {"reason": "ja", "confirm": "1"})).url == "/klaar/"


def test_refusal_of_one_kind_can_be_shown_in_its_own_way(ask):
    class Stale(Refused):
        pass

    def change(**_given):
        raise Stale("Een collega was eerst.")

    request = ask("post", {"reason": "ja"})
    form = ReasonForm(*sent(request))
    tried = attempt(request, form, change)

    assert not tried
    assert isinstance(tried.refused, Stale)
    context = {"title": "x", "intro": "", "crumbs": []}
    assert show(request, "ui/staff/form_page.html", context, form, status=409).status_code == 409
