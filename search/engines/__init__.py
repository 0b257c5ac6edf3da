"""The engines: `base` says what one must do, each other module is one."""
