"""Documents in, ranked hits out; knows nothing about answering."""
