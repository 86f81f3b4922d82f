package dev.sluice.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Stands for {@code sluice bench} where the module {@code bench} is not on the class path. */
@Command(name = "bench", description = "Measure how fast Sluice is on this machine, alone or beside other libraries.")
final class BenchCommand implements Callable<Integer> {
    private static final String REAL = "dev.sluice.bench.BenchCommand";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** The command of the module {@code bench} if it is there, otherwise this one. */
    static Class<?> found() {
        try {
            return Class.forName(REAL);
        } catch (ClassNotFoundException e) {
            return BenchCommand.class;
        }
    }

    @Override
    public Integer call() {
        throw new ParameterException(
                spec.commandLine(),
                "the benchmarks are no part of the program; run them with the launcher, ./sluice bench, which builds them");
    }
}
