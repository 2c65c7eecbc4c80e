"""The addresses of this app, each with who may use it."""

from django.utils.translation import gettext_lazy as _

from pio_portal.accounts.access import INTERNAL, LOGGED_IN, PUBLIC, route
from pio_portal.contact.views import contact
from pio_portal.ui.views import agenda, applicant, bulk_jobs, gallery, public, saved, staff

app_name = "ui"
GET = ("GET", "HEAD")

urlpatterns = [
    route("", public.home, name="home", roles=PUBLIC, methods=GET),
    # Browsers ask for it on every page that names no icon, such as the status pages.
    route("favicon.ico", public.favicon, name="favicon", roles=PUBLIC, methods=GET),
    route("zoeken/", public.search, name="search", roles=PUBLIC, methods=GET),
    route("help/", public.text_page("ui/public/help.html", _("Hulp")), name="help", roles=PUBLIC, methods=GET),
    route("over/", public.text_page("ui/public/about.html", _("Over PIO")), name="about", roles=PUBLIC, methods=GET),
    route("contact/", contact, name="contact", roles=PUBLIC),
    route(
        "toegankelijkheid/",
        public.text_page("ui/public/accessibility.html", _("Toegankelijkheid")),
        name="accessibility",
        roles=PUBLIC,
        methods=GET,
    ),
    route(
        "privacy/", public.text_page("ui/public/privacy.html", _("Privacy")), name="privacy", roles=PUBLIC, methods=GET
    ),
    route("start/", public.after_login, name="after_login", roles=LOGGED_IN, methods=GET),
    route("account/", public.account, name="account", roles=LOGGED_IN, methods=GET),
    route("mijn/", applicant.overview, name="overview", roles=LOGGED_IN, methods=GET),
    route("beheer/", staff.today, name="today", roles=INTERNAL, methods=GET),
    route("beheer/vandaag/uitstellen/", staff.snooze, name="snooze", roles=INTERNAL, methods=("POST",)),
    route("beheer/vandaag/terughalen/", staff.wake, name="wake", roles=INTERNAL, methods=("POST",)),
    route("beheer/agenda/", agenda.agenda, name="agenda", roles=INTERNAL, methods=GET),
    route("beheer/agenda/abonnement/", agenda.subscription, name="agenda_link", roles=INTERNAL),
    route(
        "beheer/agenda/abonnement/stoppen/",
        agenda.end_subscription,
        name="agenda_link_end",
        roles=INTERNAL,
        methods=("POST",),
    ),
    route("agenda/<token:token>.ics", agenda.calendar, name="agenda_file", roles=PUBLIC, methods=GET),
    route("beheer/zoeken/", staff.search, name="staff_search", roles=INTERNAL, methods=GET),
    route("beheer/weergaven/nieuw/", saved.new, name="saved_view_new", roles=INTERNAL),
    route("beheer/weergaven/<number:pk>/", saved.change, name="saved_view", roles=INTERNAL),
    route(
        "beheer/weergaven/<number:pk>/verwijderen/",
        saved.remove,
        name="saved_view_remove",
        roles=INTERNAL,
        methods=("POST",),
    ),
    route("beheer/samen/<uuid:pk>/", bulk_jobs.job, name="bulk_job", roles=INTERNAL, methods=GET),
    route("beheer/stijl/", gallery.gallery, name="gallery", roles=INTERNAL),
]
