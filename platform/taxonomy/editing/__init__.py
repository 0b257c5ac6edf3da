"""The secretariat's pages for the tables: fields, forms, permissions and views of the Wagtail admin."""
