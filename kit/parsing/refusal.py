"""Why a reader does not take a file, told without words: readers know no language. Pure."""


class Refused(ValueError):
    """`code`: what was wrong; `values`: the numbers and names that its sentence shows."""

    def __init__(self, code, **values):
        super().__init__(code)
        self.code, self.values = code, values
