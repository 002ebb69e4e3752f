"""The outlets of made-up stories, a folder for each watch that follows one, written as flows.coverage reads it."""
