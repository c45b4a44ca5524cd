"""Before jobs are planned: what each rule is given is written down, and what is not whole, or out of date, is removed."""

from competing_values.run.failures import in_words, show_discarded
from competing_values.run.given import write_given
from competing_values.run.manifests import discard_stale, refuse_dated_ahead

# On a cluster each job is a Snakemake of its own, and a locked study is at work, or waits to be unlocked.
if workflow.is_main_process and not glob_wildcards(".snakemake/locks/{lock}.lock").lock:
    with in_words():
        refuse_dated_ahead(
            [
                *(
                    source["codebook"]["file"]
                    for wave in config["waves"].values()
                    for source in wave["sources"].values()
                ),
                *(margins for wave in config["margins"].values() for margins in wave),
                *files_in(""),
            ]
        )
        write_given(workflow.rules, config, only_absent=workflow.output_settings.dryrun)
        show_discarded([] if workflow.output_settings.dryrun else discard_stale())
