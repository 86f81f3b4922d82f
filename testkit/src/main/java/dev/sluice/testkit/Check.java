package dev.sluice.testkit;

import dev.sluice.core.error.BrokenPromiseException;
import dev.sluice.core.plugin.PluginArgumentException;
import dev.sluice.core.plugin.PluginException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

/**
 * One promise of a component and the way to find out whether it is kept. Knows nothing of JUnit, so that the contracts and
 * {@code sluice plugin check} run the same.
 *
 * @param promise in words, the same for all variants
 * @param variant in which variant it is tried, for example {@code in reverse, engine}; empty if there is one only
 * @param body throws {@link ContractViolation} if the promise is not kept
 */
public record Check(String promise, String variant, Body body) {
    /** The body of a check. */
    @FunctionalInterface
    public interface Body {
        /** Returns if the promise is kept. */
        void run() throws Exception;
    }

    /**
     * Checks that cannot be listed without the component's own code: what fails on the way becomes a check that fails.
     *
     * @param promise of the check that stands for them if there are none
     */
    static List<Check> listed(String promise, String variant, Callable<List<Check>> checks) {
        try {
            return checks.call();
        } catch (Exception | LinkageError | StackOverflowError e) {
            return List.of(new Check(promise, variant, () -> {
                throw failure(e);
            }));
        }
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
            throw failure(e);
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

    /** A plugin's guard and a broken rule have said all: who, where and what to do. */
    private static ContractViolation failure(Throwable error) {
        boolean told = error instanceof PluginException
                || error instanceof PluginArgumentException
                || error instanceof BrokenPromiseException;
        return new ContractViolation(told ? String.valueOf(error.getMessage()) : "fails: " + describe(error));
    }

    /** The error and the first line of the author's own code. */
    private static String describe(Throwable error) {
        String text = error.getClass().getSimpleName() + (error.getMessage() == null ? "" : ": " + error.getMessage());
        return List.of(error.getStackTrace()).stream()
                .takeWhile(frame -> !frame.getClassName().startsWith(Check.class.getName()))
                .filter(frame ->
                        !frame.getClassName().matches("(java|jdk|sun|dev\\.sluice\\.(core|testkit|export))\\..*"))
                .findFirst()
                .map(frame -> text + " (at " + frame + ")")
                .orElse(text);
    }
}
