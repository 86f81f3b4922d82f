package dev.sluice.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Stands for {@code sluice fit} where the module {@code cluster} is not on the class path. */
@Command(
        name = "fit",
        description = "Fit scalers, vocabularies, classes and the steps of data.prepare to a table on a Spark cluster.",
        mixinStandardHelpOptions = true)
final class FitCommand implements Callable<Integer> {
    private static final String REAL = "dev.sluice.cluster.FitCommand";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** The command of the module {@code cluster} if it is there, otherwise this one. */
    static Class<?> found() {
        try {
            return Class.forName(REAL);
        } catch (ClassNotFoundException e) {
            return FitCommand.class;
        }
    }

    @Override
    public Integer call() {
        throw new ParameterException(
                spec.commandLine(),
                "contracts are fitted on a cluster by the module 'cluster', which is no part of the program; run it with the launcher,"
                        + " ./sluice fit, which builds it, or by spark-submit with sluice-on-spark.jar");
    }
}
