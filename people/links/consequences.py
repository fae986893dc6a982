"""What rests on a person's work over some days: apps register who can say it, forms show it before it is written."""

_ASKED = {}


def register_consequence(name, function):
    """`function(staff, starts_on, ends_on, changed)` gives sentences about what rests on these days (no end: for good)
    where the fields named in `changed` would be others."""
    _ASKED[name] = function


def consequences(staff, starts_on, ends_on, changed):
    return [sentence for function in _ASKED.values() for sentence in function(staff, starts_on, ends_on, changed)]
