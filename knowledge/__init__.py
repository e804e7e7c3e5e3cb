"""What the bot knows: articles, how a paste is read and weighed, and what CRM addresses look like."""
