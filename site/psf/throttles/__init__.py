"""How often somebody may try: counted apart from what they tried, and never by who fills a cache."""
