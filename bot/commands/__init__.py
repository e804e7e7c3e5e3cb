"""What can be typed after `crmurl`, a file a command."""
