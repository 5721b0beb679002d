"""Reading a contract from its text: guesses, each with its lines, a confidence and a reason."""
