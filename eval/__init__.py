"""Judging: questions with gold, metrics, retrieval, answers, report."""
