from playbook.actions.codes import give_code
from playbook.actions.imports import import_edition

__all__ = ["give_code", "import_edition"]
