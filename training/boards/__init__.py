"""How courses and quizzes fare, in figures and on the boards."""
