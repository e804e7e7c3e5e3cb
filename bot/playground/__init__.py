"""A Slack of one's own: a local double of Slack and its page, for trying the bot and testing it."""
