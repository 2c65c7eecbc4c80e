"""Co-financing: requests, meetings, decisions and the yearly envelope."""
