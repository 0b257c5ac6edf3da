"""Which sources a browser may use: PUBLIC everywhere, ADMIN in place of some of it below /admin/."""

from csp.constants import NONE, SELF, UNSAFE_INLINE

PUBLIC = {
    "default-src": [SELF],
    "script-src": [SELF],
    "style-src": [SELF],
    "img-src": [SELF],
    "font-src": [SELF],
    "connect-src": [SELF],
    "object-src": [NONE],
    "base-uri": [SELF],
    "form-action": [SELF],
    "frame-ancestors": [SELF],  # the admin shows a page's preview in a frame
    "frame-src": [SELF],
}
ADMIN = {
    "script-src": [SELF, UNSAFE_INLINE],
    "style-src": [SELF, UNSAFE_INLINE],
    "img-src": [SELF, "data:", "blob:"],  # an upload is shown before it is sent
}
