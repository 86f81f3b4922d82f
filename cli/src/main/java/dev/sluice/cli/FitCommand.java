package dev.sluice.cli;

import picocli.CommandLine.Command;

/** Stands for {@code sluice fit} where the module {@code cluster} is not on the class path. */
@Command(
        name = "fit",
        description = "Fit scalers, vocabularies, classes and the steps of data.prepare to a table on a Spark cluster.",
        mixinStandardHelpOptions = true)
final class FitCommand extends OptionalCommand {
    FitCommand() {
        super(
                "contracts are fitted on a cluster by the module 'cluster', which is no part of the program; run it with the launcher,"
                        + " ./sluice fit, which builds it, or by spark-submit with sluice-on-spark.jar");
    }
}
