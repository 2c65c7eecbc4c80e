"""Who did what, when: the history of every row, and the timeline of every dossier."""
