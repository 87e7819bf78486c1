"""kg turns news articles into a knowledge graph of political actors and places."""
