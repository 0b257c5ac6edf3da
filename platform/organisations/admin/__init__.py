"""The secretariat's admin: members and their people, on Wagtail's model views. Services do the saving."""
