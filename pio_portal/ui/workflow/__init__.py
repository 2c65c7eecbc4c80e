"""What people change about the shared pages themselves: their saved views, and changes of many rows."""
