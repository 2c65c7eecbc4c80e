"""Projects: engagements, tempo, procurements and closing."""
