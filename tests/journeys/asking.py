"""`python -m tests.journeys.asking EXPRESSION`: print what it gives as JSON, with the models at hand."""

import json
import sys

import django


def main(expression: str) -> None:
    django.setup()
    from django.apps import apps

    names = {model.__name__: model for model in apps.get_models()}
    json.dump(eval(expression, names), sys.stdout, default=str, ensure_ascii=False)


if __name__ == "__main__":
    main(sys.argv[1])
