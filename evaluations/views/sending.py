"""What a form page was sent."""


def sent(request):
    """The posted fields, even when there are none, or None on a GET: an empty POST is a form with errors."""
    return request.POST if request.method == "POST" else None
