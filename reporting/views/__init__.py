"""The pages of figures, reports and imports."""
