"""Hide small groups in all tables of a wave as one set."""

from competing_values import contract, disclosure, tabular
from competing_values.job import job

with job(snakemake) as (inputs, outputs, params):
    names = [name for name, _ in inputs.items() if name != "code"]
    estimates = {name: tabular.read(name, inputs[name]) for name in names}
    hidden = disclosure.hidden_groups(estimates, params.min_cell)
    for name, frame in estimates.items():
        published = contract.checked(name, disclosure.disclosed(name, frame, hidden))
        tabular.write(name, published, getattr(outputs, name))
    outputs.dictionary.write_text(tabular.dictionary(names), encoding="utf-8")
