package dev.sluice.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Stands for {@code sluice score} where the module {@code cluster} is not on the class path. */
@Command(
        name = "score",
        description = "Predict every row of a table on a Spark cluster with an exported model.",
        mixinStandardHelpOptions = true)
final class ScoreCommand implements Callable<Integer> {
    private static final String REAL = "dev.sluice.cluster.ScoreCommand";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** The command of the module {@code cluster} if it is there, otherwise this one. */
    static Class<?> found() {
        try {
            return Class.forName(REAL);
        } catch (ClassNotFoundException e) {
            return ScoreCommand.class;
        }
    }

    @Override
    public Integer call() {
        throw new ParameterException(
                spec.commandLine(),
                "tables are scored by the module 'cluster', which is no part of the program; run it with the launcher,"
                        + " ./sluice score, which builds it, or by spark-submit with sluice-on-spark.jar");
    }
}
