"""What the bot knows: articles, how a paste is read and weighed, how CRM addresses look."""
