"""Judges answers by JSON Schemas: reads a list of cases, writes one line for each that fails.

A case has a name, the path of a schema, and the answer.
"""
import json
import sys

import jsonschema

# What GitHub answers although its own description leaves it out: deployments that wait, and
# people and forks that are gone.
STATES = {"error", "failure", "inactive", "pending", "success", "queued", "in_progress"}
NULLABLE = {"user", "repo"}


def mended(schema):
    if isinstance(schema, list):
        return [mended(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    whole = {key: mended(part) for key, part in schema.items()}
    if set(schema.get("enum", []) if isinstance(schema.get("enum"), list) else []) == STATES:
        whole["enum"] = sorted(STATES | {"waiting"})
    for name, part in whole.items():
        if name in NULLABLE and isinstance(part, dict) and "properties" in part:
            whole[name] = {"anyOf": [part, {"type": "null"}]}
    return whole


for case in json.load(sys.stdin):
    with open(case["schema"]) as file:
        schema = mended(json.load(file))
    errors = jsonschema.Draft7Validator(schema).iter_errors(case["answer"])
    for error in sorted(errors, key=lambda error: list(error.path), reverse=True)[:3]:
        best = jsonschema.exceptions.best_match([error])
        place = "/".join(str(step) for step in best.absolute_path)
        print(f"{case['name']}: {place}: {best.message[:300]}")
