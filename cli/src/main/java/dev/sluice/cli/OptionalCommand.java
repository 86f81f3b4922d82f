package dev.sluice.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Stands for a command of a module that is not on the class path: it appears in the list of commands, and says how to get the real one. */
abstract class OptionalCommand implements Callable<Integer> {
    private final String remedy;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /**
     * A stand-in.
     *
     * @param remedy what the user is told who calls it
     */
    OptionalCommand(String remedy) {
        this.remedy = remedy;
    }

    /** The command of a module if that is there, otherwise what stands for it. */
    static Class<?> find(String real, Class<? extends OptionalCommand> standIn) {
        try {
            return Class.forName(real);
        } catch (ClassNotFoundException e) {
            return standIn;
        }
    }

    @Override
    public final Integer call() {
        throw new ParameterException(spec.commandLine(), remedy);
    }
}
