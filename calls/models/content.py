"""What an application says: its answers as they stand, and each revision as it was submitted."""

from collections.abc import Mapping
from typing import Any

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q

from calls.models.application import Application
from pio_portal.audit.history import tracked

USER = settings.AUTH_USER_MODEL


@tracked()
class SectionAnswer(models.Model):
    """The answers to one section: the unit of saving, and of the lock that keeps colleagues from overwriting each other.

    `version` counts the saves. `marks` says of each answer with which version it changed last, on which opened page
    ("" once that page was saved by its button), and by whom (a user's key).
    """

    application = models.ForeignKey(Application, models.CASCADE, related_name="answers")
    section = models.CharField(max_length=40)
    values = models.JSONField(default=dict)
    version = models.PositiveIntegerField(default=0)
    marks = models.JSONField(default=dict)
    updated_at = models.DateTimeField()
    updated_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["application", "section"], name="answers_once_per_section")]

    def __str__(self) -> str:
        return f"{self.application_id}/{self.section}"

    def changed_elsewhere(self, key: str, *, since: int, page: str) -> bool:
        """Whether this answer changed after a version, on another page than this one."""
        version, its_page, _by = self.marks.get(key, (0, "", None))
        return version > since and not (page and its_page == page)

    def is_open_on(self, page: str) -> bool:
        """Whether something was saved on this page by itself, and not yet by its button."""
        return bool(page) and any(its_page == page for _version, its_page, _by in self.marks.values())

    def as_of(self, version: int) -> dict[str, str]:
        """The answers as that version had them. One query."""
        then = self.history.filter(version=version).order_by("-pgh_id").first() if self.pk and version else None
        return then.values if then else {}

    def write(self, values: Mapping[str, Any], *, by, at, page: str) -> None:
        """Take over changed answers as the next version. Not saved yet."""
        self.version += 1
        self.values = {**self.values, **values}
        self.marks = {**self.marks, **{key: [self.version, page, by.pk if by else None] for key in values}}
        self.updated_at, self.updated_by = at, by

    def close_page(self, page: str) -> None:
        """The page was saved by its button: what it still sends late counts as another page's. Not saved yet."""
        closed = {
            key: [v, "", who] if page and its == page else [v, its, who] for key, (v, its, who) in self.marks.items()
        }
        self.marks = closed


class Revision(models.Model):
    """What was submitted, frozen. The hash on the receipt is of `content`; the row can never be changed."""

    application = models.ForeignKey(Application, models.PROTECT, related_name="revisions")
    number = models.PositiveSmallIntegerField()
    content = models.TextField()
    sha256 = models.CharField(max_length=64)
    key = models.CharField(max_length=64, blank=True)  # of the request: a retry of it is not a new revision
    submitted_at = models.DateTimeField()
    submitted_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["application", "number"], name="revision_number_once"),
            models.UniqueConstraint(
                fields=["application", "key"], condition=~Q(key=""), name="revision_once_per_request"
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="frozen", operation=pgtrigger.Update | pgtrigger.Delete),
            pgtrigger.Trigger(
                name="found_by_its_answers",
                operation=pgtrigger.Insert,
                when=pgtrigger.After,
                func="UPDATE calls_application SET search = NULL WHERE id = NEW.application_id; RETURN NULL;",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application_id} r{self.number}"
