"""How a quiz is marked: the rules by their numbers and what marks come to. Pure."""
