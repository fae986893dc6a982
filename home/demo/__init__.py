"""The demo: a made-up company and a season of its work, told by the actions of the product itself."""
