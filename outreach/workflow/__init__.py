"""What can happen to events and stories. The only writers of their status."""
