"""The pages of projects and procurements."""
