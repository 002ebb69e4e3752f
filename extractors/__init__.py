"""What the text says: plain values in, plain values out. No network, no clock, no database, no scheduler."""
