"""Holds the bot under ten times the traffic that Slack allows, and watches acks and memory."""
