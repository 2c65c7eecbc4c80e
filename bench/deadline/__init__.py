"""A deadline day on this machine: hundreds submit within the last seconds, and what became of each is checked."""
