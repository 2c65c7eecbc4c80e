"""Every list of staff, as tests walk over them."""

from django.urls import get_resolver, reverse

from calls.models import Application, Round


def lists_of(patterns, namespace=""):
    """The name of the address of every list, with its class: all are tables that can be taken along as a file."""
    for pattern in patterns:
        if hasattr(pattern, "url_patterns"):
            inside = f"{pattern.namespace}:" if getattr(pattern, "namespace", None) else namespace
            yield from lists_of(pattern.url_patterns, inside)
        elif getattr(getattr(pattern.callback, "view_class", None), "exportable", False):
            yield f"{namespace}{pattern.name}", pattern.callback.view_class


LISTS = dict(lists_of(get_resolver().url_patterns))


def place_of(name):
    """The address of a list; the ranking is of a round in which something is decided."""
    if name != "calls:staff_round_ranking":
        return reverse(name)
    decided = Application.objects.being_decided().values("round")
    chosen = Round.objects.filter(pk__in=decided).select_related("call").first()
    return reverse(name, args=[chosen.call.code, chosen.number])
