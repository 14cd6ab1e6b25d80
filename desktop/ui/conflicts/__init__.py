"""What two machines set differently: both values side by side until a person decides, one by one or many at once."""
