class Together:
    """A page whose other language goes with it: see `playbook.translations.twins`."""

    def delete(self, *args, **kwargs):
        """Whoever goes through a list of pages meets some that went along with an earlier one."""
        if not type(self).objects.filter(pk=self.pk).exists():
            return 0, {}
        return super().delete(*args, **kwargs)
