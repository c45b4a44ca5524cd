"""Statistics as pure functions: arrays in, numbers out; a module a topic."""
