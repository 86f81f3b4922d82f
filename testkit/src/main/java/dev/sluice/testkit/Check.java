package dev.sluice.testkit;

import dev.sluice.core.error.SluiceException;
import dev.sluice.core.plugin.PluginArgumentException;
import java.util.List;
import java.util.Optional;

/**
 * One promise of a component and the way to find out whether it is kept. Knows nothing of JUnit, so that the contracts and
 * {@code sluice plugin check} run the same.
 *
 * @param promise in words, the same for all variants
 * @param variant in which variant it is tried, for example {@code in reverse, engine}; empty if there is one only
 * @param body throws {@link ContractViolation} if the promise is not kept
 */
public record Check(String promise, String variant, Body body) {
    /** What a check does. */
    @FunctionalInterface
    public interface Body {
        /** Returns if the promise is kept. */
        void run() throws Exception;
    }

    /** The promise with its variant. */
    public String name() {
        return variant.isEmpty() ? promise : promise + " (" + variant + ")";
    }

    /**
     * Runs the check.
     *
     * @throws ContractViolation if the promise is not kept, or if the component fails on the way
     */
    public void run() {
        try {
            body.run();
        } catch (Exception | LinkageError | StackOverflowError e) {
            throw new ContractViolation("fails: " + describe(e));
        }
    }

    /** Runs the check and gives what is wrong, or nothing. */
    public Optional<String> finding() {
        try {
            run();
            return Optional.empty();
        } catch (ContractViolation violation) {
            return Optional.of(String.valueOf(violation.getMessage()));
        }
    }

    /** The error and the first line of the author's own code. */
    private static String describe(Throwable error) {
        if (error instanceof SluiceException || error instanceof PluginArgumentException) {
            return String.valueOf(error.getMessage());
        }
        String text = error.getClass().getSimpleName() + ": " + error.getMessage();
        return List.of(error.getStackTrace()).stream()
                .takeWhile(frame -> !frame.getClassName().startsWith(Check.class.getName()))
                .filter(frame ->
                        !frame.getClassName().matches("(java|jdk|sun|dev\\.sluice\\.(core|testkit|export))\\..*"))
                .findFirst()
                .map(frame -> text + " (at " + frame + ")")
                .orElse(text);
    }
}
