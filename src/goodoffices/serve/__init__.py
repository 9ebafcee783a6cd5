"""The faces of the program: command line and what it prints."""
