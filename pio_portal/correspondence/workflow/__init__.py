"""What can be done with standard mails, messages and notes."""
