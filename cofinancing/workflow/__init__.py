"""What can happen to co-financing. The only writers of requests, meetings, decisions and the ledger."""
