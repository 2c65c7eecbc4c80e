from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReportingConfig(AppConfig):
    name = "reporting"
    verbose_name = "rapporten"

    def ready(self) -> None:
        """Register the menu items and the block of figures on the home page."""
        from pio_portal.accounts.access import COMMUNICATION, MANAGEMENT, STAFF
        from pio_portal.accounts.enums import Role
        from pio_portal.ui.menu import STEERING
        from pio_portal.ui.registry import register_home_block, register_menu
        from reporting.views.public import home_block

        register_menu(
            label=_("Rapporten"),
            url_name="reporting:overview",
            group=STEERING,
            icon="bar-chart-line",
            roles=STAFF | MANAGEMENT | COMMUNICATION,
            lands=frozenset({Role.MANAGEMENT}),
            order=200,
        )
        register_menu(label=_("Cijfers"), url_name="reporting:public_figures", world="public", order=60)
        register_home_block(
            "reporting.figures", template="reporting/public/home_block.html", context=home_block, order=80
        )
