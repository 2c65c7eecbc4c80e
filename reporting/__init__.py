"""The indicators of the plan, the report, and the import of existing tables."""
