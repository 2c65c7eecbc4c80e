"""How somebody contests a decision: what a letter that refuses must say (Bestuursdecreet, art. II.21)."""

from django.utils.translation import gettext_lazy as _

APPEAL = _(
    "## Bent u het niet eens met deze beslissing?\n\n"
    "Neem gerust contact op met PIO voor uitleg. Dat verlengt de termijn hieronder niet.\n\n"
    "U kunt de beslissing aanvechten bij de Raad van State, afdeling Bestuursrechtspraak. Dien daarvoor een verzoekschrift "
    "tot nietigverklaring in, binnen 60 dagen nadat u deze brief kreeg. Dat kan met een aangetekende brief aan de Raad "
    "van State, Wetenschapsstraat 33, 1040 Brussel, of elektronisch via https://eproadmin.raadvst-consetat.be. Wat in het "
    "verzoekschrift moet staan, leest u op https://www.raadvst-consetat.be."
)
