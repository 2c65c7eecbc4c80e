"""What the programme tells the world: events and stories."""
