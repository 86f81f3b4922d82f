package dev.sluice.cli;

import dev.sluice.core.experiment.promotion.Models;
import dev.sluice.core.experiment.record.Run;
import java.io.IOException;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** The argument that names a trained model: that of a run, or a version of a model. */
final class ModelArgument {
    @Parameters(
            paramLabel = "RUN",
            arity = "0..1",
            defaultValue = "latest",
            description = {
                "Name of the run, the beginning or a part of it, its folder, or 'latest' (default);",
                "or models:NAME, models:NAME@VERSION or models:NAME@ALIAS."
            })
    private String name = "latest";

    @Mixin
    private RunsOption runs = new RunsOption();

    @Mixin
    private ModelsOption models = new ModelsOption();

    /** The run, or the record in the place of one that a version has. */
    Run run() throws IOException {
        return Models.isModel(name)
                ? models.models().find(name).run()
                : runs.runs().find(name);
    }
}
