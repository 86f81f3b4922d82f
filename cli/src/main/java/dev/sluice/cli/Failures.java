package dev.sluice.cli;

import dev.sluice.core.error.Printable;
import dev.sluice.core.error.SluiceException;
import dev.sluice.core.error.Suggestions;
import dev.sluice.core.experiment.exchange.ExportException;
import dev.sluice.core.plugin.PluginArgumentException;
import dev.sluice.core.train.TrainingDivergedException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.util.Set;
import java.util.function.BooleanSupplier;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Turns failures into a message and an exit code: 2 if the user can correct the cause, otherwise 1. */
final class Failures implements IExecutionExceptionHandler {
    static final int FAILURE = 1;
    static final String OUT_OF_MEMORY =
            "there is not enough memory for this; make model.encoder.hidden, train.batch_size"
                    + " or data.text.max_length smaller, set train.recompute: true, or give more with SLUICE_JAVA_OPTS=-Xmx8g";

    private static final int MISTAKE = 2;

    private final BooleanSupplier stacktrace;

    Failures(BooleanSupplier stacktrace) {
        this.stacktrace = stacktrace;
    }

    @Override
    public int handleExecutionException(Exception failure, CommandLine command, ParseResult parsed) {
        return tell(failure, command);
    }

    /** Prints what went wrong; gives the exit code. */
    int tell(Throwable failure, CommandLine command) {
        PrintWriter err = command.getErr();
        err.println("sluice: " + Printable.message(message(failure)));
        if (stacktrace.getAsBoolean()) {
            failure.printStackTrace(err);
        }
        err.flush();
        return isMistake(failure) ? MISTAKE : FAILURE;
    }

    /** Reports a command or an option that does not exist. */
    static int misspelt(ParameterException mistake, String[] arguments) {
        CommandLine command = mistake.getCommandLine();
        PrintWriter err = command.getErr();
        err.println("sluice: " + Printable.message(words(mistake, command)));
        err.println("'" + command.getCommandSpec().qualifiedName() + " --help' says what there is");
        err.flush();
        return MISTAKE;
    }

    private static String words(ParameterException mistake, CommandLine command) {
        Set<String> known = command.getSubcommands().keySet();
        if (mistake instanceof UnmatchedArgumentException unmatched && !known.isEmpty()) {
            String word = unmatched.getUnmatched().getFirst();
            return "there is no command '" + word + "'" + Suggestions.choice(word, "there is", known);
        }
        return String.valueOf(mistake.getMessage());
    }

    private static boolean isMistake(Throwable failure) {
        return failure instanceof SluiceException
                || failure instanceof PluginArgumentException
                || cause(failure) instanceof NoSuchFileException;
    }

    private static String message(Throwable failure) {
        boolean known = isMistake(failure)
                || failure instanceof TrainingDivergedException
                || failure instanceof ExportException;
        Throwable cause = cause(failure);
        if (cause instanceof NoSuchFileException missing) {
            return "there is no file " + missing.getFile() + "; check the path";
        }
        if (known) {
            return String.valueOf(failure.getMessage());
        }
        if (cause instanceof IOException) {
            return failure.getMessage() + " (" + cause.getClass().getSimpleName() + ")";
        }
        return "unexpected error: " + failure
                + "; this is a fault of Sluice. Please report it with what --stacktrace adds";
    }

    private static Throwable cause(Throwable failure) {
        return failure instanceof UncheckedIOException wrapped && wrapped.getCause() != null
                ? wrapped.getCause()
                : failure;
    }
}
