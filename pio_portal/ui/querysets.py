from django.db.models import Case, Q, QuerySet, When

from pio_portal.searched import Sorted


class SavedViewQuerySet(QuerySet):
    def visible_to(self, user):
        """One's own, and those that a colleague shares."""
        return self.filter(Q(owner=user) | Q(shared=True))

    def named(self):
        """Those that were kept; without how people left their lists."""
        return self.exclude(name="")

    def of_list(self, name: str, user):
        """Of one list, one's own first, and how one left it."""
        return self.filter(list=name).own_first(user)

    def own_first(self, user):
        """What someone sees, their own before those of colleagues."""
        mine_first = Case(When(owner=user, then=0), default=1)
        return self.visible_to(user).select_related("owner").order_by(mine_first, Sorted("name"), "pk")
