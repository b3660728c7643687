"""What happens around sign-in and migrations, connected when the application starts."""
