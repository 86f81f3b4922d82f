package dev.sluice.cli;

import picocli.CommandLine.Command;

/** Stands for {@code sluice score} where the module {@code cluster} is not on the class path. */
@Command(
        name = "score",
        description = "Predict every row of a table on a Spark cluster with an exported model.",
        mixinStandardHelpOptions = true)
final class ScoreCommand extends OptionalCommand {
    ScoreCommand() {
        super("tables are scored by the module 'cluster', which is no part of the program; run it with the launcher,"
                + " ./sluice score, which builds it, or by spark-submit with sluice-on-spark.jar");
    }
}
