"""What the apps above say about a person, one object each: what is open, what rests on their work, what names them."""
