"""A column in which people are found whatever letters, script or half-spaces one types."""

from django.db import models

from kit.text.folding import compact


class FoldedField(models.TextField):
    """Filled from other columns of its row whenever the row is saved; parts are kept apart by line ends."""

    def __init__(self, *args, sources=(), **options):
        self.sources = tuple(sources)
        super().__init__(*args, **{"default": "", "editable": False, **options})

    def deconstruct(self):
        name, path, args, options = super().deconstruct()
        return name, path, args, {**options, "sources": self.sources}

    def pre_save(self, model_instance, add):
        text = "\n".join(compact(getattr(model_instance, source)) for source in self.sources)
        setattr(model_instance, self.attname, text)
        return text
