"""Who submits: a call that is about to close, and complete drafts of as many organisations, each with a manager."""

import datetime as dt
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from http.cookies import SimpleCookie
from importlib import import_module

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import get_random_string

from calls.application.content import digest
from calls.application.submission import check_complete
from calls.application.writing import save_section, start_application
from calls.call.workflow import Period, create_call, publish_call
from calls.models import Application, Call, PolicyDomain, Round, SectionAnswer, Theme
from calls.questionnaire import definition
from demo import words
from demo.applications import answers
from pio_portal.accounts.enums import Role
from pio_portal.accounts.models import User
from pio_portal.organisations.enums import Level, MembershipStatus, OrganisationType
from pio_portal.organisations.models import Membership, Organisation
from pio_portal.references import next_reference

CSRF_LENGTH = 32


@dataclass(frozen=True)
class Sender:
    """Someone about to submit: the request's address, its session, and what the page would send along."""

    ref: str
    path: str
    session: str
    csrf: str
    key: str
    seen: str

    def form(self) -> dict[str, str]:
        """The fields of the form behind the button."""
        signed = {"signer_name": "Els Peeters", "signer_function": "Algemeen directeur", "agreed": "on"}
        return {"csrfmiddlewaretoken": self.csrf, "key": self.key, "seen": self.seen, **signed}

    def cookies(self) -> str:
        """The header that its browser sends."""
        jar = SimpleCookie({settings.SESSION_COOKIE_NAME: self.session, settings.CSRF_COOKIE_NAME: self.csrf})
        return "; ".join(f"{name}={morsel.value}" for name, morsel in jar.items())


@transaction.atomic
def prepare(number: int, now: dt.datetime) -> tuple[Round, list[Application]]:
    """A call with one round that closes in an hour, and this many drafts, complete, of as many organisations."""
    tag = f"{now:%m%d%H%M%S}"
    lead = _person(f"lead-{tag}", Role.LEAD)
    call = create_call(
        code=f"DRUK-{tag}",
        title=f"Dag van de indiendatum {tag}",
        kind="open",
        year=now.year,
        rounds=[Period(now - dt.timedelta(days=30), now + dt.timedelta(hours=1))],
        by=lead,
        at=now,
    )
    publish_call(call=call, by=lead, at=now)
    managers = User.objects.bulk_create(_person(f"{tag}-{n}", saved=False) for n in range(number))
    bodies = Organisation.objects.bulk_create(
        Organisation(name=f"Gemeente {tag} {n}", type=OrganisationType.LOCAL_AUTHORITY, postcode="9000")
        for n in range(number)
    )
    Membership.objects.bulk_create(
        Membership(
            organisation=body,
            user=manager,
            level=Level.MANAGER,
            status=MembershipStatus.ACTIVE,
            requested_at=now,
            decided_at=now,
            decided_by=manager,
        )
        for body, manager in zip(bodies, managers, strict=True)
    )
    round_ = call.rounds.get()
    return round_, _drafts(call, round_, list(zip(bodies, managers, strict=True)), now)


def _drafts(
    call: Call, round_: Round, applicants: Sequence[tuple[Organisation, User]], now: dt.datetime
) -> list[Application]:
    """The first is written as applicants do; the others are copies of it."""
    (body, manager), others = applicants[0], applicants[1:]
    idea = words.IDEAS[0]
    theme, domain = Theme.objects.first(), PolicyDomain.objects.first()
    first = start_application(
        round=round_, organisation=body, title=idea.title, by=manager, at=now, theme=theme, policy_domain=domain
    )
    for section in definition.of(first.form).sections:
        values = answers(section, idea, body, manager.name, round_.closes_at.date())
        save_section(application=first, section=section.key, values=values, version=0, by=manager, at=now)
    check_complete(first)
    copies = Application.objects.bulk_create(
        Application(
            ref=next_reference("A", timezone.localdate(now).year),
            call=call,
            round=round_,
            form=first.form,
            organisation=body,
            title=first.title,
            theme=theme,
            policy_domain=domain,
            created_at=now,
            created_by=manager,
        )
        for body, manager in others
    )
    written = list(first.answers.all())
    SectionAnswer.objects.bulk_create(
        SectionAnswer(
            application=copy,
            section=a.section,
            values=a.values,
            version=1,
            updated_at=now,
            updated_by=copy.created_by,
        )
        for copy in copies
        for a in written
    )
    return [first, *copies]


def senders(drafts: Sequence[Application]) -> list[Sender]:
    """Each draft's manager, logged in and looking at the page with the button."""
    store = import_module(settings.SESSION_ENGINE).SessionStore
    found = []
    for draft in drafts:
        session = store()
        session[SESSION_KEY] = str(draft.created_by_id)
        session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[-1]  # the one of accounts
        session[HASH_SESSION_KEY] = draft.created_by.get_session_auth_hash()
        session.save()
        found.append(
            Sender(
                ref=draft.ref,
                path=f"{settings.FORCE_SCRIPT_NAME or ''}/mijn/aanvragen/{draft.ref}/controle/",
                session=session.session_key,
                csrf=get_random_string(CSRF_LENGTH),
                key=secrets.token_urlsafe(24),
                seen=digest(draft),
            )
        )
    return found


def _person(name: str, *roles: Role, saved: bool = True) -> User:
    person = User(email=f"{name}@druk.pio.test", name=f"Beheerder {name}", roles=list(roles))
    person.set_unusable_password()
    if saved:
        person.save()
    return person
