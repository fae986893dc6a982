"""The question bank: what a question is apart from its row, and how it is written in GIFT and in Moodle XML. Pure."""
