"""A company from nothing to its first payday: what each person does, in order, and how much of it there is."""
