"""`autograder sandbox-report`: in which situation student code would run here, and the proof."""

import json

import click

from autograder.cli import options
from autograder.cli.stdout import print_data
from autograder.model.assignment import Limits
from autograder.worker import host, situation


@click.command("sandbox-report")
@options.as_json
@click.pass_context
def sandbox_report(context: click.Context, as_json: bool) -> None:  # noqa: FBT001
    """Detect the situation, start a worker in it and try to break out."""
    found = situation.detect()
    workers = host.start(found, Limits(), ("numpy",))
    try:
        workers.worker().end()
        facts = workers.facts
    finally:
        workers.close()
    if as_json:
        shown = {"situation": facts.situation, "strong": facts.strong, "layers": facts.layers}
        print_data(json.dumps({**shown, "self_test": dict(facts.self_test)}))
    else:
        click.echo(
            f"situation: {facts.situation} ({'strong' if facts.strong else 'WEAK: no isolation'})", err=True
        )
        click.echo(f"layers:    {', '.join(facts.layers) or 'none'}", err=True)
        for attempt, result in facts.self_test.items():
            click.echo(f"  {attempt:<34} {result}", err=True)
    context.exit(0)
