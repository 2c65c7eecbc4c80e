"""The addresses of this app, each with who may use it."""

from pio_portal.accounts.access import ADMINISTRATORS, LOGGED_IN, PUBLIC, STAFF, route
from pio_portal.correspondence import mail_views, message_views, reply_views, views

app_name = "correspondence"
GET, POST = ("GET", "HEAD"), ("POST",)
REPLIES = "beheer/standaardantwoorden/"
MAIL = "beheer/mails/<number:pk>/"
MAIL_READERS = STAFF | ADMINISTRATORS

urlpatterns = [
    route(
        "mijn/berichten/",
        message_views.applicant_messages,
        name="applicant_messages",
        roles=LOGGED_IN,
        methods=("GET", "HEAD"),
    ),
    route("beheer/sjablonen/", views.templates, name="templates", roles=STAFF, methods=("GET", "HEAD")),
    route("beheer/sjablonen/<slug:kind>/", views.template, name="template", roles=STAFF),
    route("beheer/sjablonen/<slug:kind>/pdf/", views.template_pdf, name="template_pdf", roles=STAFF),
    route("beheer/sjablonen/<slug:kind>/herstellen/", views.restore, name="restore", roles=STAFF, methods=("POST",)),
    route(REPLIES, reply_views.index, name="replies", roles=STAFF, methods=GET),
    route(REPLIES + "nieuw/", reply_views.new, name="reply_new", roles=STAFF),
    route(REPLIES + "<number:pk>/", reply_views.change, name="reply", roles=STAFF),
    route(REPLIES + "<number:pk>/verwijderen/", reply_views.remove, name="reply_remove", roles=STAFF, methods=POST),
    route("beheer/mails/", mail_views.mails, name="mails", roles=MAIL_READERS, methods=GET),
    route(MAIL, mail_views.mail, name="mail", roles=MAIL_READERS, methods=GET),
    route(MAIL + "opnieuw/", mail_views.again, name="mail_again", roles=MAIL_READERS, methods=POST),
    route(MAIL + "afhandelen/", mail_views.settle, name="mail_settle", roles=MAIL_READERS, methods=POST),
    # The demo's mailbox: everybody who tries the demo reads the fictional mails; outside the demo it does not exist.
    route("postvak/", views.mailbox, name="mailbox", roles=PUBLIC, methods=("GET", "HEAD")),
    route("postvak/<number:pk>/", views.mailbox_mail, name="mailbox_mail", roles=PUBLIC, methods=("GET", "HEAD")),
]
