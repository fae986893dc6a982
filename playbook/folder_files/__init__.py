"""The whole folder as one table, out and in: touchpoints, standards and the policy's steps, both languages in a row."""
