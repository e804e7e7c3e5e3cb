"""Keeps what must outlive the process: cases, posts and replicas, in SQLite or PostgreSQL."""
