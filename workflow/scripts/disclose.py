"""Hide small groups in all tables of a wave as one set."""

from competing_values.run.job import job
from competing_values.tables import disclosure, files

with job(snakemake) as (inputs, outputs, params):
    names = [name for name, _ in inputs.items() if name != "code"]
    estimates = {name: files.read(name, inputs[name]) for name in names}
    hidden = disclosure.hidden_groups(estimates, params.min_cell)
    for name, frame in estimates.items():
        files.write(name, disclosure.disclosed(name, frame, hidden), getattr(outputs, name))
    outputs.dictionary.write_text(files.dictionary(names), encoding="utf-8")
