"""The views of the entrance: allauth's, which answer like every other page of the portal: an invalid form is a 422."""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any

from allauth.account import views as allauth
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from pio_portal.accounts import known_browsers
from pio_portal.accounts.forms import MailsForm, PendingEmailForm
from pio_portal.accounts.pace import paced, paced_refusals
from pio_portal.accounts.workflow import choose_mails
from pio_portal.ui.pages import form_page, sent

View = Callable[..., HttpResponse]


def _with_422(view: View) -> View:
    """The same view; a page that shows a form with faults is a 422."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        form = (getattr(response, "context_data", None) or {}).get("form")
        if form is not None and form.is_bound and form.errors:
            response.status_code = HTTPStatus.UNPROCESSABLE_ENTITY
        return response

    return answer


class EmailView(allauth.EmailView):
    """The page to change the address of an account, also while a new one waits to be confirmed."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        waiting = context["new_emailaddress"]
        if waiting:
            context["pending_form"] = PendingEmailForm(initial={"email": waiting.email}, auto_id=False)
        return context


class NewPasswordView(allauth.PasswordResetFromKeyView):
    """The page to choose a new password, by the link in a mail: so this is a browser of the account's owner."""

    def form_valid(self, form: Any) -> HttpResponse:
        response = super().form_valid(form)
        known_browsers.remember(self.request, response, self.reset_user.email)
        return response


def mails(request: HttpRequest) -> HttpResponse:
    """Which mails one gets."""
    user = request.user
    chosen = {name: getattr(user, name) for name in ("gets_reminders", "reminder_delay", "gets_copies")}
    return form_page(
        request,
        form=MailsForm(*sent(request), initial=chosen),
        change=choose_mails,
        done=_("Uw keuze is bewaard."),
        back="ui:account",
        title=_("Welke mails u krijgt"),
        intro=_("Beslissingen, vragen van PIO en alles wat uw account betreft, sturen we u altijd."),
        cancel_url=reverse("ui:account"),
        template="ui/applicant/form_page.html",
    )


login = paced_refusals(_with_422(allauth.login))
logout = allauth.logout
signup = paced(_with_422(allauth.signup))
email_verification_sent = allauth.email_verification_sent
confirm_email = allauth.confirm_email
account_inactive = allauth.account_inactive
email = _with_422(EmailView.as_view())
reauthenticate = _with_422(allauth.reauthenticate)
password_change = _with_422(allauth.password_change)
password_set = _with_422(allauth.password_set)
password_reset = paced(_with_422(allauth.password_reset))
password_reset_done = allauth.password_reset_done
password_reset_from_key = _with_422(NewPasswordView.as_view())
password_reset_from_key_done = allauth.password_reset_from_key_done
