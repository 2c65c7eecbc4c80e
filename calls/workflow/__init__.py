"""What can happen to calls and applications: the only writers of their statuses."""
