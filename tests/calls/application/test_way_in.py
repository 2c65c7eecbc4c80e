"""One path to the task list: account, organisation, application; and nothing that is only announced is offered as open."""

import pytest
from django.utils.http import urlencode

from calls.call.self_check import checks_of
from calls.call.workflow import Period
from calls.enums import ApplicationStatus as Status
from calls.models import Application
from pio_portal.organisations.models import Organisation
from tests.factories import calls as make
from tests.factories import ground
from tests.pages import text

pytestmark = [pytest.mark.django_db, pytest.mark.moment(make.AT)]
AT, DAY = make.AT, make.DAY
LATER = [Period(AT + 20 * DAY, AT + 60 * DAY)]
NEW = "/mijn/aanvragen/nieuw/"
SEARCH, ADD = "/mijn/organisaties/zoeken/", "/mijn/organisaties/nieuw/"


@pytest.fixture
def person(client):
    """Who has an account and belongs nowhere yet."""
    user = ground.user()
    client.force_login(user)
    return user


def start_of(call):
    return f"{NEW}?oproep={call.code}&nagekeken=1"


def carried(address, call):
    return f"{address}?{urlencode({'verder': start_of(call)})}"


def test_who_has_no_organisation_finds_one_first_and_comes_back(client, person):
    call = make.call()

    answer = client.get(start_of(call))
    assert answer.url == carried(SEARCH, call)
    page = client.get(answer.url)
    assert "Daarna gaat u verder met uw aanvraag" in text(page)

    found_nothing = client.get(answer.url, {"q": ground.kbo(77), "verder": start_of(call)})
    assert carried(ADD, call).split("?")[1] in found_nothing.content.decode()


def test_after_adding_an_organisation_one_is_back_at_the_application(client, person):
    call = make.call()
    fields = {"kbo": ground.kbo(77), "name": "Stad Halle", "type": "lokaal_bestuur", "postcode": "1500"}

    answer = client.post(carried(ADD, call), fields)

    assert Organisation.objects.filter(name="Stad Halle").exists()
    assert answer.url == start_of(call)
    assert "Aanvraag" in text(client.get(answer.url))
    assert client.get(answer.url).status_code == 200


def test_who_waits_for_access_reads_what_for(client, person):
    call, organisation = make.call(), ground.organisation(name="Stad Halle")
    ground.member(organisation)

    answer = client.post(carried(f"/mijn/organisaties/{organisation.pk}/toegang/", call), follow=True)

    assert answer.redirect_chain[-1][0] == start_of(call)
    assert "U wacht op toegang" in text(answer)
    assert "De beheerder van Stad Halle kreeg uw vraag" in text(answer)


def test_where_no_manager_is_left_pio_decides(client, person):
    organisation = ground.organisation(name="Stad Halle")

    answer = client.post(f"/mijn/organisaties/{organisation.pk}/toegang/", follow=True)

    assert "PIO kreeg uw vraag" in text(answer)


@pytest.mark.parametrize("address", ["https://evil.test/", "//evil.test/", "javascript:alert(1)", "/\\evil.test"])
def test_the_way_on_never_leads_outside(client, person, address):
    fields = {"kbo": ground.kbo(77), "name": "Stad Halle", "type": "lokaal_bestuur", "postcode": "1500"}

    answer = client.post(f"{ADD}?{urlencode({'verder': address})}", fields)

    assert answer.url.startswith("/mijn/organisaties/")


def test_the_steps_are_named_from_the_account_on(client):
    call = make.call()
    start = urlencode({"next": start_of(call)})

    assert 'class="way"' in client.get(f"/aanmelden/?{start}").content.decode()
    assert 'class="way"' in client.get(f"/inloggen/?{start}").content.decode()
    assert 'class="way"' not in client.get("/inloggen/").content.decode()


def test_a_call_that_opens_later_is_announced_and_not_offered(client):
    call = make.call(rounds=LATER)
    opens = "opent op 22 mrt 2026"

    assert opens in text(client.get("/"))
    assert "Start een aanvraag" not in text(client.get("/"))
    assert opens in text(client.get("/oproepen/"))
    assert "Aangekondigd" in text(client.get("/oproepen/"))
    assert opens in text(client.get(call.get_absolute_url()))
    assert "Start een aanvraag" not in text(client.get(call.get_absolute_url()))
    told = text(client.get(f"{call.get_absolute_url()}kom-ik-in-aanmerking/", all_yes(call)))
    assert opens in told
    assert "Aanvraag beginnen" not in told


def test_nothing_is_begun_for_a_call_that_opens_later(client):
    call = make.call(rounds=LATER)
    client.force_login(ground.member())

    assert "opent op 22 mrt 2026" in text(client.get(start_of(call)))
    assert "opent op 22 mrt 2026" not in text(client.get(NEW))
    assert "Er loopt nu geen oproep" in text(client.get(NEW))
    assert not Application.objects.exists()


def test_an_open_call_is_offered_before_one_that_is_announced(client):
    make.call(rounds=LATER, title="Oproep van later")
    now = make.call(title="Oproep van nu")

    home = client.get("/").content.decode()
    assert f"{NEW}?oproep={now.code}" in home
    assert "Kom ik in aanmerking?" in home
    assert "Nog 20 dagen" in home


def test_a_call_that_is_over_leads_to_the_one_that_is_open(client):
    over = make.call(rounds=[Period(AT - 60 * DAY, AT - 30 * DAY)])
    now = make.call(title="Oproep van nu")
    page = client.get(over.get_absolute_url())

    assert "Deze oproep is afgesloten" in text(page)
    assert f'href="{now.get_absolute_url()}"' in page.content.decode()
    assert "Deze oproep is afgesloten" not in text(client.get(now.get_absolute_url()))


def test_past_dates_tell_their_results(client):
    application = make.submitted()
    Application.objects.filter(pk=application.pk).update(round=application.call.rounds.get(number=1))

    assert "1 aanvraag ingediend" in text(client.get(application.call.get_absolute_url()))
    assert Status(application.status) == Status.SUBMITTED


def all_yes(call):
    return dict.fromkeys((check.key for check in checks_of(call)), "ja")
