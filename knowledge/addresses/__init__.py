"""How CRM addresses look and how people mistype them, a room for each step of reading one."""
