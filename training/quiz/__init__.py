"""Sitting a quiz: who may, what is drawn, how it is laid out, what was answered, counting again."""
