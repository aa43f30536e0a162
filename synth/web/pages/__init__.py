"""One module per page; a view calls the library and renders one template."""
