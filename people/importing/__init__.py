"""Staff from a file: recognise the columns, plan every row, show the plan, carry it out whole or not at all."""
