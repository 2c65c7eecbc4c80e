"""The reference lists that every installation starts with. The administrator may add to them and retire entries."""

THEMES = [
    "digitalisering",
    "circulaire economie",
    "energie",
    "zorg en welzijn",
    "mobiliteit",
    "klimaat en omgeving",
    "veiligheid",
    "onderwijs en cultuur",
    "andere",
]

# The policy domains of the Flemish government.
POLICY_DOMAINS = [
    "Kanselarij, Bestuur, Buitenlandse Zaken en Justitie",
    "Financiën en Begroting",
    "Economie, Wetenschap en Innovatie",
    "Onderwijs en Vorming",
    "Welzijn, Volksgezondheid en Gezin",
    "Cultuur, Jeugd, Sport en Media",
    "Werk en Sociale Economie",
    "Landbouw en Visserij",
    "Mobiliteit en Openbare Werken",
    "Omgeving",
]


def ensure_lists(sender, using="default", apps=None, **_kwargs) -> None:
    """After each migrate: add the entries that are missing, and leave those that are there as they are."""
    if apps and "theme" not in apps.all_models[sender.label]:
        return  # migrated back to nothing: the tables are gone
    for model, names in (("Theme", THEMES), ("PolicyDomain", POLICY_DOMAINS)):
        entries = sender.get_model(model)
        entries.objects.using(using).bulk_create(
            [entries(name=name, position=position) for position, name in enumerate(names, 1)], ignore_conflicts=True
        )
