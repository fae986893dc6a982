"""BASE_URL, the address that people use: every link in a mail or a document begins with it."""

from urllib.parse import urlsplit

OWN_MACHINE = ("localhost", "127.", "0.0.0.0", "::1", "::")  # noqa: S104 - named to be refused


def problems_of(base_url: str, *, public: bool) -> list[str]:
    """What is wrong with it, in words for whoever runs the server. `public`: as people elsewhere would use it."""
    try:
        parts = urlsplit(base_url)
        host, _port = parts.hostname or "", parts.port
    except ValueError:
        return [f"is no address: {base_url}"]
    if parts.scheme not in ("http", "https") or not host:
        return [f"is no address like https://havadar.example: {base_url or 'it is empty'}"]
    found = []
    if base_url != f"{parts.scheme}://{parts.netloc}" or "@" in parts.netloc:
        found.append("ends with the host's name (or its port): no slash, no path, no account")
    if public and parts.scheme != "https":
        found.append("begins with https://")
    if public and host.startswith(OWN_MACHINE):
        found.append("names this machine alone: nobody else could follow a link")
    return found
