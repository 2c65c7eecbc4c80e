"""Calls for applications: from the open call to the selection."""
