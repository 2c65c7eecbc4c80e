"""The networks that the plan names (action 7). Others can be added beside them."""

PARTNERS = {
    "HFB": "Het Facilitair Bedrijf",
    "VVSG": "Vereniging van Vlaamse Steden en Gemeenten",
    "INO": "INO, netwerk voor innovatie in de overheid",
    "SRO": "Smart Region Office",
}


def ensure_partners(sender, using="default", apps=None, **_kwargs) -> None:
    """After each migrate: add the networks that are missing."""
    if apps and "partner" not in apps.all_models[sender.label]:
        return  # migrated back to nothing: the tables are gone
    partner = sender.get_model("Partner")
    partner.objects.using(using).bulk_create(
        [partner(code=code, name=name) for code, name in PARTNERS.items()], ignore_conflicts=True
    )
