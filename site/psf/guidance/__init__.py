"""The first hour: where to begin, help beside each screen, and what people say of them."""
