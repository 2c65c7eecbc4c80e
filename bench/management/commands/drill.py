"""`make drill`: every part of the portal is killed once under load, and Redis hangs; what became of it is checked."""

import secrets
import time
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connections
from django.utils import timezone

from bench.clock import loop
from bench.deadline import scene, verdict
from bench.deadline.rush import ACCEPTED
from bench.drill.falls import FALLS, Fall, all_is_well, mail_leaves_by_itself, replaced, until
from bench.drill.family import MARK, Family
from bench.drill.hang import hanging, submit_and_look
from bench.drill.load import Load, answered
from bench.portal import running_portal
from pio_portal.embedded.backend.base import server_of
from pio_portal.environment import Environment


class Command(BaseCommand):
    help = "Kills each process of the portal while applications are submitted, and lets Redis hang."

    def add_arguments(self, parser) -> None:
        parser.add_argument("--applications", type=int, default=300, help="drafts that may be submitted")
        parser.add_argument("--pause", type=float, default=0.5, help="seconds between two submissions")
        parser.add_argument("--looks", type=int, default=6, help="submissions while Redis hangs")
        parser.add_argument("--patience", type=int, default=600, help="seconds to wait for each thing to be back")

    def handle(self, *, applications: int, pause: float, looks: int, patience: int, **_: Any) -> None:
        if "EMBEDDED" not in settings.DATABASES["default"]:
            raise CommandError("This kills database and Redis: it does so to the embedded ones only.")
        self.port, self.patience = Environment().port(), patience
        call_command("migrate", verbosity=0, interactive=False)
        _round, drafts = scene.prepare(applications, timezone.now())
        people = iter(scene.senders(drafts))
        leave_database()
        mark = secrets.token_hex(8)
        log = settings.DATA_DIR / "portal.log"
        with log.open("wb") as lines, running_portal(log=lines, marked={MARK: mark}) as portal:
            self.family = Family(portal.pid, mark)
            until("everything runs", all_is_well, patience)
            self._say(f"Seconds until it worked again (a fixed loop of Python takes {loop():.0f} ms CPU here):")
            with Load(self.port, people, pause) as load:
                for fall in FALLS:
                    self._kill(fall, load)
            self._hang(people, looks)
            until("all receipts and mails left", lambda: not verdict.waiting(drafts), patience)
            self._judge(drafts, load)
            self.family.look()
            leave_database()
        self._check_nothing_left(log.read_text(errors="replace"))

    def _kill(self, fall: Fall, load: Load) -> None:
        until(f"{fall.name} runs", lambda: fall.find(self.family), self.patience)
        self.family.look()
        process = fall.find(self.family)
        before, moment = len(load.outcomes), time.time()
        process.kill()
        back = until(f"{fall.name} is back", lambda: replaced(fall, self.family, process), self.patience)
        connections.close_all()  # ours ended with the server
        back += until(f"{fall.name} works", fall.works(), self.patience)
        until("somebody submits", lambda: load.accepted_since(moment), self.patience)
        since = load.outcomes[before:]
        unanswered = len(since) - len(answered(since))
        self._say(f"{fall.name:26} {back:6.1f}   submissions {len(since)}, without an answer {unanswered}")
        self.family.look()
        until("everything runs", all_is_well, self.patience)

    def _hang(self, people: Iterator[scene.Sender], looks: int) -> None:
        redis = self.family.redis()
        if redis is None:
            raise CommandError("Redis does not run.")
        with hanging(redis):
            seen = [submit_and_look(self.port, next(people)) for _ in range(looks)]
        left = until("mail leaves again", mail_leaves_by_itself(), self.patience)
        slowest, page = max(look.submitting for look in seen), max(look.page for look in seen)
        self._say(f"Redis hangs: slowest submission {slowest:.2f} s, slowest page {page:.2f} s,")
        self._say(f"  mails after it went on {left:.1f} s")
        wrong = [look for look in seen if not (look.accepted and look.told)]
        if wrong:
            raise CommandError(f"While Redis hung it was not accepted, or not told that mails come later: {wrong}")

    def _judge(self, drafts, load: Load) -> None:
        """What was promised is there; who got no answer was promised nothing."""
        promised = answered(load.outcomes)
        for fault in (found := verdict.faults(drafts, promised)):
            self._say(f"WRONG  {fault}")
        if found:
            raise CommandError(f"{len(found)} things were lost.")
        accepted = sum(outcome.verdict == ACCEPTED for outcome in promised)
        self._say(f"{len(load.outcomes)} submissions, {accepted} acknowledged: none of those lost.")

    def _check_nothing_left(self, log: str) -> None:
        left = self.family.left()
        if left:
            raise CommandError(f"Left behind: {', '.join(left)}")
        untold = [name for name in ("web", "worker", "beat", "redis", "postgres") if not told(log, name)]
        if untold:
            raise CommandError(f"Started again without a word: {', '.join(untold)}")
        self._say("No process left behind.")

    def _say(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()


def told(log: str, name: str) -> bool:
    """Whether the supervisor said that this part stopped and is started again."""
    return any(line[9:].startswith(f"{name:<8} | stopped; it is started again") for line in log.splitlines())


def leave_database() -> None:
    """Be no user of the embedded server any more, so that the portal alone decides whether it runs."""
    connections.close_all()
    server_of(settings.DATABASES["default"]).release()
