"""Market consultations and who came to them."""
