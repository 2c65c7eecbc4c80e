"""What the pages of projects and procurements ask."""
