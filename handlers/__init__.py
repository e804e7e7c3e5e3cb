"""What the bot listens to in Slack, a file a duty."""
