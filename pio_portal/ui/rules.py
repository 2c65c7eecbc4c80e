"""Who may change what people keep for themselves."""

import rules


@rules.predicate
def is_owner(user, view) -> bool:
    return view is not None and view.owner_id == user.pk


rules.add_perm("ui.change_savedview", is_owner)
