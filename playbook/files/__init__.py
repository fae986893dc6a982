"""The whole folder as one table, out and in: touchpoints, standards and what the complaint policy says, both
languages in a row; amounts in minor units beside their currency."""
