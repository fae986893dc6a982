"""Files of strangers are read in a process of its own, under bounds of size, memory and seconds. Imports nothing."""
