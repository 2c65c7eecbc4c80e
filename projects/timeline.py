"""What the timeline of a project tells: each verb with its sentence, and whether the client reads it too."""

from django.utils.translation import gettext_lazy as _

from pio_portal.audit.sentences import register_sentences

# What the client reads too
register_sentences(
    {
        "project_started": _("%(by)s startte het project vanuit aanvraag %(application)s."),
        "project_advanced": _("Het project kwam in de fase “%(phase)s”."),
        "project_suspended": _(
            "%(by)s schortte het project op, om het opnieuw te bekijken op %(review)s (%(cause)s): %(reason)s"
        ),
        "review_postponed": _("%(by)s laat het project opgeschort tot %(on)s: %(reason)s"),
        "project_resumed": _("%(by)s hervatte het project."),
        "project_stopped": _("%(by)s zette het project stop (%(cause)s): %(reason)s"),
        "project_closed": _("%(by)s sloot het project af."),
        "project_lead_assigned": _("%(lead)s begeleidt het project voor PIO."),
        "project_lead_left": _("%(lead)s begeleidt het project niet meer. Een collega neemt over."),
        "project_published": _("%(by)s plaatste het project in de publieke catalogus."),
        "project_unpublished": _("%(by)s haalde het project uit de publieke catalogus."),
        "project_document_handed_in": _("%(by)s bezorgde een document: %(title)s."),
        "document_changed": _("%(by)s wijzigde het document %(title)s: het is nu “%(to)s” (%(kind)s, %(of)s)."),
        "document_removed": _("%(by)s verwijderde het document %(title)s: %(reason)s"),
        "remark_written": _("%(by)s schreef een opmerking bij versie %(number)s van %(title)s."),
        "remark_handled": _("%(by)s verwerkte een opmerking bij %(title)s, in versie %(number)s."),
        "remark_resolved": _("%(by)s zag een opmerking bij %(title)s opgelost in versie %(number)s."),
        "remark_reopened": _("%(by)s heropende een opmerking bij %(title)s: %(reason)s"),
        "document_version_handed_in": _("%(by)s bezorgde versie %(number)s van het document %(title)s."),
        "engagements_changed_after_confirmation": _(
            "%(by)s paste de bevestigde engagementen aan. Beide kanten bevestigen opnieuw."
        ),
        "engagements_confirmed_client": _("%(by)s bevestigde de engagementen voor de klant."),
        "engagements_confirmed_pio": _("%(by)s bevestigde de engagementen voor PIO."),
        "engagement_kept": _("Nagekomen: “%(text)s”."),
        "engagement_partly": _("Deels nagekomen, “%(text)s”: %(reason)s"),
        "engagement_broken": _("Niet nagekomen, “%(text)s”: %(reason)s"),
        "step_ended": _("De stap “%(step)s” is afgerond."),
        "step_skipped": _("De stap “%(step)s” wordt overgeslagen: %(reason)s"),
        "milestone_added": _("%(by)s voegde de mijlpaal “%(milestone)s” toe, tegen %(on)s."),
        "milestone_forecast": _("%(by)s verwacht “%(milestone)s” nu op %(to)s, eerder %(from)s."),
        "milestone_delayed": _("%(by)s verschoof “%(milestone)s” van %(from)s naar %(to)s: %(reason)s."),
        "milestones_moved_along": _("Daardoor schuiven mee: %(along)s."),
        "milestone_follows": _("%(by)s laat “%(milestone)s” volgen op “%(after)s”, minstens %(days)s dagen later."),
        "milestone_stands_alone": _("“%(milestone)s” volgt niet meer op “%(after)s”."),
        "milestone_reached": _("“%(milestone)s” is bereikt op %(on)s."),
        "evaluation_planned": _("Er is een evaluatie gepland op %(on)s."),
        "evaluation_moved": _("De evaluatie is verplaatst naar %(on)s."),
        "evaluation_agenda": _("De agenda van de evaluatie van %(on)s staat klaar."),
        "evaluation_prepared": _("%(by)s bereidde de evaluatie van %(on)s voor."),
        "evaluation_held": _("De klant en PIO hielden een evaluatie op %(on)s."),
        "amendment_proposed": _(
            "%(by)s stelt voor “%(milestone)s” anders af te spreken, van %(from)s naar %(to)s: %(reason)s"
        ),
        "amendment_agreed": _("%(by)s bevestigde de nieuwe afspraak voor “%(milestone)s”: %(from)s werd %(to)s."),
        "amendment_declined": _("%(by)s ging niet in op de nieuwe afspraak voor “%(milestone)s”: het blijft %(from)s."),
        "procurement_recorded": _("%(by)s legde opdracht %(procurement)s vast: %(title)s."),
        "procurement_relaunched": _("%(by)s bereidt een herlancering voor als %(procurement)s: %(title)s."),
        "procurement_launched": _("Opdracht %(procurement)s is gelanceerd op %(on)s."),
        "launched_with_remarks": _(
            "Opmerkingen op de opdrachtdocumenten die nog open stonden bij de lancering van %(procurement)s: %(n)s. "
            "%(by)s schreef waarom: %(reason)s"
        ),
        "procurement_awarded": _("Opdracht %(procurement)s is gegund op %(on)s aan %(contractor)s."),
        "lot_awarded": _("Perceel %(lot)s van opdracht %(procurement)s is gegund op %(on)s aan %(contractor)s."),
        "contract_signed": _("Het contract van opdracht %(procurement)s is gesloten op %(on)s."),
        "contract_amended": _("Het contract van opdracht %(procurement)s is gewijzigd op %(on)s."),
        "part_delivered": _("Een deel van opdracht %(procurement)s is opgeleverd op %(on)s: %(part)s."),
        "procurement_delivered": _("Opdracht %(procurement)s is opgeleverd op %(on)s."),
        "procurement_cancelled": _("Opdracht %(procurement)s is geannuleerd: %(reason)s"),
        "procurement_no_tenders": _("Opdracht %(procurement)s kreeg geen geschikte offertes: %(reason)s"),
        "procurement_terminated": _("Opdracht %(procurement)s is beëindigd: %(reason)s"),
        "procurement_cofinancing_set": _(
            "De cofinanciering van opdracht %(procurement)s is nu %(amount)s (beslist op %(on)s)."
        ),
        "procurement_cofinancing_refused": _("De cofinanciering van opdracht %(procurement)s is geweigerd op %(on)s."),
        "survey_asked": _("PIO vroeg de klant een antwoord: %(survey)s."),
        "uptake_answered": _("De klant antwoordde of de oplossing in gebruik is: %(use)s."),
        "guidance_answered": _("De klant antwoordde wat hij van de begeleiding vond."),
        "uptake_approved": _("PIO keurde het antwoord over het gebruik goed."),
        "knowledge_shared_activity": _("Kennis gedeeld op een activiteit: %(title)s."),
        "knowledge_shared_story": _("Kennis gedeeld in een verhaal: %(title)s."),
    },
    public=True,
)

# What stays inside PIO
register_sentences(
    {
        "milestones_proposed": _("%(by)s paste aan welke mijlpalen een project van deze oproep voorstelt."),
        "template_added": _("%(by)s voegde het sjabloon “%(title)s” toe."),
        "template_removed": _("%(by)s haalde het sjabloon “%(title)s” weg."),
        "engagements_proposed": _("%(by)s paste aan welke engagementen een project van deze oproep voorstelt."),
        "engagements_changed": _("%(by)s paste de engagementen aan."),
        "step_recorded": _("%(by)s werkte de stap “%(step)s” bij."),
        "procurement_edited": _("%(by)s verbeterde de gegevens van opdracht %(procurement)s."),
        "lot_added": _("%(by)s voegde perceel %(lot)s toe bij opdracht %(procurement)s."),
        "lot_changed": _("%(by)s wijzigde perceel %(lot)s van opdracht %(procurement)s."),
        "lot_removed": _("%(by)s haalde perceel %(lot)s weg bij opdracht %(procurement)s."),
        "lessons_noted": _("%(by)s schreef op wat opdracht %(procurement)s leert."),
        "notice_changed": _("%(by)s verbeterde de aankondiging van opdracht %(procurement)s."),
        "late_reminded": _("Het portaal herinnerde aan “%(what)s”, tegen %(on)s (%(step)s): %(people)s."),
        "threshold_saved": _("%(by)s bewaarde %(kind)s: %(amount)s vanaf %(on)s."),
        "participant_added": _("%(by)s voegde %(participant)s toe bij opdracht %(procurement)s, als %(role)s."),
        "participant_removed": _("%(by)s haalde %(participant)s weg bij opdracht %(procurement)s."),
        "consultancy_ordered": _("%(by)s bestelde werk bij %(consultant)s."),
        "consultancy_changed": _("%(by)s werkte de bestelling bij %(consultant)s bij."),
        "uptake_taken_back": _("%(by)s nam een antwoord over het gebruik van de publieke pagina."),
        "adopter_added": _("%(by)s noteerde dat %(adopter)s de oplossing overnam."),
        "adopter_changed": _("%(by)s verbeterde wat er over overnemer %(adopter)s staat."),
        "adopter_removed": _("%(by)s verwijderde %(adopter)s bij de overnemers."),
        "closing_proposed": _("%(by)s stelde voor om het project af te sluiten."),
        "closing_withdrawn": _("%(by)s trok het voorstel om af te sluiten in."),
        "sharing_waived": _("%(by)s stelde het project vrij van kennisdeling: %(reason)s"),
        "public_texts_edited": _("%(by)s werkte de publieke teksten bij."),
        "project_document_added": _("%(by)s voegde een document toe: %(title)s."),
        "internal_document_changed": _("%(by)s wijzigde een document (%(title)s)."),
        "internal_document_removed": _("%(by)s verwijderde een document (%(title)s)."),
        "remarks_left_open": _(
            "%(by)s rondde de opdrachtdocumenten af. Opmerkingen die nog open stonden: %(n)s. Waarom toch: %(reason)s"
        ),
        "document_version_added": _("%(by)s voegde versie %(number)s toe van het document %(title)s."),
        "handover_queued": _("Het project kwam in het overdrachtsregister."),
        "handover_done": _("%(by)s droeg het dossier over aan KRIS, als %(reference)s."),
        "handover_acknowledged": _("%(by)s noteerde dat KRIS het dossier ontving."),
        "handover_rejected": _("%(by)s noteerde dat KRIS het dossier weigerde: %(reason)s"),
        "handover_changed": _("Het dossier veranderde na de overdracht. Er is een nieuw overdrachtsbestand."),
    }
)
