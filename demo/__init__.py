"""The demo programme: five years of PIO, told again through the same verbs that people use."""
