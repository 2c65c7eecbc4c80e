from django.apps import AppConfig


class CorrespondenceConfig(AppConfig):
    name = "pio_portal.correspondence"
    verbose_name = "briefwisseling"
