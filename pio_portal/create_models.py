"""The migration operation that makes all tables of an app at once."""

from collections.abc import Sequence

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations import CreateModel
from django.db.migrations.operations.base import Operation, OperationCategory
from django.db.migrations.state import ProjectState


class CreateModels(Operation):
    """Create several models, each whole: with its references, indexes, constraints and triggers.

    Django builds model classes for an operation, and builds every related class again after each operation. In a schema
    as connected as this one that is nearly all of the time that `migrate` takes. Here each class is built once.
    It also lets models refer to each other in a circle: the references become foreign keys when all tables are there.
    """

    category = OperationCategory.ADDITION
    serialization_expand_args = ("models",)

    def __init__(self, models: Sequence[CreateModel]) -> None:
        self.models = models

    def deconstruct(self) -> tuple[str, list, dict]:
        """Give what the migration writer needs."""
        return type(self).__qualname__, [], {"models": self.models}

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """Add the models to the state; when classes were built for it, build only those of these models."""
        built = vars(state).pop("apps", None)
        for model in self.models:
            model.state_forwards(app_label, state)
        if built is not None:
            built.render_multiple([state.models[app_label, model.name_lower] for model in self.models])
            state.apps = built

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        """Create the tables; the schema editor adds the foreign keys at its end, pgtrigger's part of it the triggers."""
        for model in self.models:
            model.database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        """Drop the tables, the last one first."""
        for model in reversed(self.models):
            model.database_backwards(app_label, schema_editor, from_state, to_state)

    def references_model(self, name: str, app_label: str) -> bool:
        """Whether one of the models refers to that model."""
        return any(model.references_model(name, app_label) for model in self.models)

    def describe(self) -> str:
        """Say what it does, for whoever reads the plan of a migration."""
        return f"Create {len(self.models)} models"

    @property
    def migration_name_fragment(self) -> str:
        """What Django would name a migration by."""
        return "initial"
