"""Wagtail saves pages through many doors (editor, copy, translation, import): the one place where all of them pass."""

from django.db.models.signals import pre_save
from django.dispatch import receiver

from playbook.actions import give_code
from playbook.models import StandardPage


@receiver(pre_save, sender=StandardPage, dispatch_uid="playbook_give_code")
def give_code_to_standard(sender, instance, raw=False, **kwargs):
    if not raw:
        instance.code = give_code(page=instance)
