"""What the models of this app cannot say; part of its initial migration."""

from django.contrib.postgres.operations import TrigramExtension

BEFORE = [TrigramExtension()]  # the indexes by which names are found
AFTER: list = []
