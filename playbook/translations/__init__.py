"""A page in both languages as one thing: pairs, what they lack, what goes along with what, where it is corrected."""
