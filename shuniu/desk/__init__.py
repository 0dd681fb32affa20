"""桌面: the pages that cross apps: today, intake, search, people, health."""
