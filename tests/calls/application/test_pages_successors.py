"""The pages of copying, taking along, throwing away, and of what looks alike."""

import pytest
import time_machine

from calls.application.successors import carry_application
from calls.enums import ApplicationStatus as Status
from calls.models import Application, PolicyDomain, Theme
from pio_portal.accounts.enums import Role
from pio_portal.change import Refused
from tests.calls.pages import at
from tests.factories import assessment
from tests.factories import calls as make
from tests.factories import projects as make_project
from tests.factories.ground import member, organisation, user
from tests.pages import hidden, markup, text

LATER = make.AT + 25 * make.DAY
HTMX = {"HX-Request": "true"}
pytestmark = [pytest.mark.django_db, pytest.mark.moment(make.AT)]


@pytest.fixture
def writer(editor):
    return editor


def test_copy_makes_a_draft_in_the_chosen_round(client, ready):
    page = text(client.get(at(ready, "kopie/")))
    assert "Kopieer ook de bijlagen" in page
    response = client.post(at(ready, "kopie/"), {"round": ready.call.rounds.get(number=3).pk})
    made = Application.objects.get(origin=ready)
    assert (response.url, made.round.number) == (at(made), 3)


def test_copy_without_a_round_says_so(client, ready):
    response = client.post(at(ready, "kopie/"), {})
    assert response.status_code == 422
    assert "Dit moet nog in orde" in text(response)


@pytest.fixture
def refused(client):
    made = assessment.application(Status.NOT_SELECTED)
    client.force_login(made.submitted_by)
    return made


def test_refused_goes_along_in_one_click_with_what_pio_wrote(client, refused):
    with time_machine.travel(LATER, tick=False):
        assert "Neem mee naar de indiendatum van" in text(client.get(at(refused)))
        response = client.post(at(refused, "meenemen/"))
        made = Application.objects.get(origin=refused)
        assert response.url == at(made)
        for page in (at(made), at(made, "behoefte/")):
            shown = text(client.get(page))
            assert refused.ref in shown
            assert "Bevraag eerst leveranciers." in shown
            assert "De markt heeft dit al." in shown
        assert f"Bij uw vorige aanvraag {refused.ref} schreef PIO:" in text(client.get(at(made)))
        assert f"U nam deze aanvraag mee als {made.ref}." in text(client.get(at(refused)))
        assert client.post(at(refused, "meenemen/")).url == at(made)


def test_withdrawn_goes_along_without_words_of_pio(client):
    withdrawn = assessment.application(Status.WITHDRAWN)
    by = withdrawn.submitted_by
    client.force_login(by)
    made = carry_application(application=withdrawn, by=by, at=LATER).application
    page = text(client.get(at(made)))
    assert f"U nam deze aanvraag mee van {withdrawn.ref}, die u introk." in page
    assert "schreef PIO" not in page


def test_withdrawn_may_go_along_to_every_date_that_is_still_open(client):
    withdrawn = assessment.application(Status.WITHDRAWN)
    client.force_login(withdrawn.submitted_by)
    page = markup(client.get(at(withdrawn)))
    closed, own, later = withdrawn.call.rounds.order_by("number")
    assert withdrawn.round == own
    offered = [each for each in (closed, own, later) if f'name="round" value="{each.pk}"' in page]
    assert offered == [own, later]

    answer = client.post(at(withdrawn, "meenemen/"), {"round": own.pk})

    made = withdrawn.successors.get()
    assert (answer.url, made.round) == (at(made), own)
    opened = text(client.get(answer.url))
    assert "Uw nieuwe aanvraag staat klaar, met uw antwoorden." in opened
    assert "wat PIO erover schreef" not in opened


def test_withdrawn_goes_along_to_no_date_that_closed(client):
    withdrawn = assessment.application(Status.WITHDRAWN)
    with pytest.raises(Refused, match="Deze indiendatum is intussen gesloten"):
        carry_application(application=withdrawn, by=withdrawn.submitted_by, at=LATER, round=withdrawn.round)


def test_staff_sees_on_both_dossiers_where_it_came_from_and_went(client, refused):
    made = carry_application(application=refused, by=refused.submitted_by, at=LATER).application
    client.force_login(user(Role.STAFF))
    page = text(client.get(f"/beheer/aanvragen/{refused.ref}/"))
    assert f"Meegenomen naar {made.ref}, nog in opmaak" in page
    make.in_state(made, Status.SUBMITTED, at=made.round.opens_at)
    assert f'href="/beheer/aanvragen/{made.ref}/"' in client.get(f"/beheer/aanvragen/{refused.ref}/").content.decode()
    assert f"Meegenomen van {refused.ref}" in text(client.get(f"/beheer/aanvragen/{made.ref}/"))


def test_late_draft_goes_along_from_home_and_from_the_list(client, ready):
    with time_machine.travel(LATER, tick=False):
        for page in ("/mijn/", "/mijn/aanvragen/"):
            assert f'action="{at(ready, "verplaatsen/")}"' in client.get(page).content.decode()
        client.post(at(ready, "verplaatsen/"))
        assert f'action="{at(ready, "verplaatsen/")}"' not in client.get("/mijn/").content.decode()
    assert Application.objects.get().round.number == 3


def test_discard_asks_once_and_leaves_the_list(client, draft):
    assert "Verwijderen" not in text(client.get(at(draft)))
    client.force_login(member(draft.organisation))
    assert "U kunt dat niet ongedaan maken." in text(client.get(at(draft)))
    assert client.post(at(draft, "verwijderen/")).url == "/mijn/aanvragen/"
    assert f'href="{at(draft)}"' not in client.get("/mijn/aanvragen/").content.decode()
    assert f'href="{at(draft)}"' not in client.get("/mijn/").content.decode()
    assert "Deze aanvraag is verwijderd." in text(client.get(at(draft)))
    client.force_login(user(Role.STAFF))
    assert client.get(f"/beheer/aanvragen/{draft.ref}/").status_code == 404


# What looks like it


def test_beginning_a_double_is_warned_once(client, draft, editor):
    call = make.call()
    data = {
        "organisation": draft.organisation_id,
        "round": call.rounds.get(number=2).pk,
        "title": draft.title + " bis",
        "theme": Theme.objects.first().pk,
        "policy_domain": PolicyDomain.objects.first().pk,
    }
    url = f"/mijn/aanvragen/nieuw/?oproep={call.code}"
    page = client.post(url, data)
    assert page.status_code == 200
    assert "Uw organisatie heeft al iets dat hierop lijkt." in text(page)
    assert f'href="{at(draft)}"' in page.content.decode()
    assert f'value="{data["title"]}"' in page.content.decode()
    assert Application.objects.count() == 1
    assert client.post(url, data | {"anyway": hidden(page, "anyway")}).status_code == 302
    assert "Uw organisatie heeft al iets dat hierop lijkt." in text(client.get(at(Application.objects.last())))


def test_similar_is_a_page_and_a_fragment(client, draft):
    project = make_project.project(of={"title": draft.title})
    type(project).objects.update(published=True, need="Beter licht")
    page = client.get(at(draft, "vergelijkbaar/")).content.decode()
    part = client.get(at(draft, "vergelijkbaar/"), headers=HTMX).content.decode()
    assert "<h1>" in page
    assert "<h1>" not in part
    assert project.get_absolute_url() in page
    assert project.get_absolute_url() in part


def test_staff_similar_is_a_page_and_a_fragment(client):
    done, other = make.submitted(title="Slimme straat"), make.submitted(title="Slimme straten")
    client.force_login(user(Role.STAFF))
    url = f"/beheer/aanvragen/{done.ref}/vergelijkbaar/"
    assert f"/beheer/aanvragen/{other.ref}/" in client.get(url).content.decode()
    assert "<h1" not in client.get(url, headers=HTMX).content.decode()


def test_staff_is_warned_of_a_double(client):
    of = organisation()
    first = make.submitted(of=of, title="Slimme straat in het centrum")
    again = make.submitted(of=of, title="Slimme straat in ons centrum")
    client.force_login(user(Role.STAFF))
    page = client.get(f"/beheer/aanvragen/{again.ref}/")
    assert "De aanvrager of een partner heeft al iets dat hierop lijkt." in text(page)
    assert f"/beheer/aanvragen/{first.ref}/" in page.content.decode()
