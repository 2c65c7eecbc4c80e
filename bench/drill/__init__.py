"""What happens to the portal when a part of it falls: each is killed once while applications come in."""
