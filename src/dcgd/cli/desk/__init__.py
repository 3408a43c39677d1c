"""The clerk's desk: the commands that write, as forms on pages of this computer (`dcgd serve --desk`)."""
