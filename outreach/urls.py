"""The addresses of this app, each with who may use it."""

from outreach.rules import TELLERS
from outreach.views import events, public, stories
from pio_portal.accounts.access import PUBLIC, route

app_name = "outreach"
GET, POST = ("GET", "HEAD"), ("POST",)
EVENTS = "beheer/activiteiten/"
ONE = f"{EVENTS}<ref:ref>/"
WRITING = "beheer/communicatie/"
STORY = f"{WRITING}verhalen/<number:pk>/"

urlpatterns = [
    route("activiteiten/", public.occasions.occasions, name="events", roles=PUBLIC, methods=GET),
    route("activiteiten/<slug:slug>/", public.event, name="event", roles=PUBLIC, methods=GET),
    route("activiteiten/<slug:slug>/inschrijven/", public.occasions.register, name="register", roles=PUBLIC),
    route(
        "activiteiten/<slug:slug>/inschrijven/mailbox/",
        public.occasions.registration_sent,
        name="registration_sent",
        roles=PUBLIC,
        methods=GET,
    ),
    route("verhalen/", public.stories, name="stories", roles=PUBLIC, methods=GET),
    route("verhalen/<slug:slug>/", public.story, name="story", roles=PUBLIC, methods=GET),
    route(EVENTS, events.EventList.as_view(), name="staff_events", roles=TELLERS, methods=GET),
    route(f"{EVENTS}nieuw/", events.create, name="create_event", roles=TELLERS),
    route(ONE, events.event, name="staff_event", roles=TELLERS, methods=GET),
    route(f"{ONE}bewerken/", events.edit, name="edit_event", roles=TELLERS),
    route(f"{ONE}publiceren/", events.publish, name="publish_event", roles=TELLERS, methods=POST),
    route(f"{ONE}gehouden/", events.hold, name="hold_event", roles=TELLERS, methods=POST),
    route(f"{ONE}annuleren/", events.cancel, name="cancel_event", roles=TELLERS),
    route(f"{ONE}projecten/", events.links.link, name="link_event", roles=TELLERS, methods=POST),
    route(
        f"{ONE}projecten/<ref:project>/ontkoppelen/",
        events.links.unlink,
        name="unlink_event",
        roles=TELLERS,
        methods=POST,
    ),
    route(f"{ONE}inschrijvingen/", events.occasions.registrations, name="registrations", roles=TELLERS),
    route(
        f"{ONE}inschrijvingen/<number:pk>/annuleren/",
        events.occasions.cancel_registration,
        name="registration_cancel",
        roles=TELLERS,
        methods=POST,
    ),
    route(f"{ONE}geteld/", events.occasions.counted, name="counted", roles=TELLERS),
    route(WRITING, stories.StoryList.as_view(), name="staff_stories", roles=TELLERS, methods=GET),
    route(f"{WRITING}verhalen/nieuw/", stories.create, name="create_story", roles=TELLERS),
    route(STORY, stories.story, name="staff_story", roles=TELLERS, methods=GET),
    route(f"{STORY}bewerken/", stories.edit, name="edit_story", roles=TELLERS),
    route(f"{STORY}publiceren/", stories.publish, name="publish_story", roles=TELLERS, methods=POST),
    route(f"{STORY}projecten/", stories.links.link, name="link_story", roles=TELLERS, methods=POST),
    route(
        f"{STORY}projecten/<ref:project>/ontkoppelen/",
        stories.links.unlink,
        name="unlink_story",
        roles=TELLERS,
        methods=POST,
    ),
]
