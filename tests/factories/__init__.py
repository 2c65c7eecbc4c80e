"""What tests need to exist, made through the models and workflows of the portal. Each app adds a module beside this."""
