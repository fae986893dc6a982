"""Documents that were made once and are kept: stored under a private name, found by a code on a public page."""
