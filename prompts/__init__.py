"""What is said to a language model: one Markdown file a prompt."""
