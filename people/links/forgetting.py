"""What upper apps know of a person who is to be forgotten. They say so in their `AppConfig.ready`."""

_waits, _documents = [], []


def register(*, waits, documents):
    """waits(staff) -> sentences (lazy or not) why it cannot be yet. documents(staff) -> (kind, [keys of the objects])
    pairs of stored documents that are about the person and bear the name."""
    _waits.append(waits)
    _documents.append(documents)


def what_is_open(staff):
    """Why the person cannot be forgotten yet, in words; empty where nothing is open."""
    return [str(reason) for ask in _waits for reason in ask(staff)]


def documents_about(staff):
    return [pair for ask in _documents for pair in ask(staff)]
