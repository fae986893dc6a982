"""What the apps above say about a person: what is open, what rests on their work, what names them."""
