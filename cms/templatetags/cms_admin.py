"""`{% load cms_admin %}`: for templates of the admin."""

from django import template

from cms.posting import findings_of as findings_of_page

register = template.Library()


@register.simple_tag
def findings_of(revision):
    """`{% findings_of task_state.revision as findings %}`: what is odd about the version under review."""
    return findings_of_page(revision.as_object())
