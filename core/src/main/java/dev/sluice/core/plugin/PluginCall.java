package dev.sluice.core.plugin;

import dev.sluice.core.error.SluiceException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * The one place where a plugin's code is called. A failure in it becomes a {@link PluginException} with the plugin, the
 * component, the failure's own message and the first line of the plugin's code on the stack.
 *
 * @param who the caller's words for the plugin or component, the beginning of a sentence
 * @param loader of the plugin's classes
 */
record PluginCall(String who, @Nullable ClassLoader loader) {
    /** The beginning of the names of our own classes. */
    static final String LIBRARY = "dev.sluice.";

    private static final String ID = " [Sluice/PluginFailed]";
    private static final int MOST_DETAIL = 500;

    /** A call into a plugin. */
    interface Work<T> {
        T run() throws Exception;
    }

    /**
     * Calls a plugin.
     *
     * @param what the method, for messages: {@code define}
     * @throws PluginException if it fails or returns null
     * @throws PluginArgumentException if it refuses what it was given
     */
    <T> T value(String what, Callable<T> work) {
        T value = run(what, work::call);
        return Objects.requireNonNullElseGet(value, () -> {
            throw broken("must not return null, but '" + what + "' does");
        });
    }

    /** The same where null is a valid result. */
    <T> @Nullable T run(String what, Work<? extends @Nullable T> work) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        try {
            // Libraries look up their services and files by it: those of a plugin lie beside its jar.
            thread.setContextClassLoader(loader == null ? before : loader);
            return work.run();
        } catch (SluiceException | UncheckedIOException | PluginArgumentException passed) {
            throw passed;
        } catch (IllegalArgumentException refused) {
            throw new PluginArgumentException(told(what, refused, ", in"), refused);
        } catch (RuntimeException | StackOverflowError | LinkageError | AssertionError failure) {
            if (failure.getClass().getName().startsWith(LIBRARY)) {
                // The library's own exceptions say what they mean.
                throw failure;
            }
            throw failed(what, failure);
        } catch (Exception checked) {
            throw failed(what, checked);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    /** The error about a result, whose rule is broken: the rest of a sentence. */
    PluginException broken(String finding) {
        return new PluginException(List.of(who + " " + finding + ID));
    }

    /** The error about a failure. */
    PluginException failed(String what, Throwable failure) {
        PluginException told = new PluginException(List.of(ClassVersion.finding(failure)
                        .map(finding -> who + " failed in '" + what + "': " + finding)
                        .orElseGet(() -> told(what, failure, " failed in") + remedy(failure))
                + ID));
        told.initCause(failure);
        return told;
    }

    private static String remedy(Throwable failure) {
        return failure instanceof LinkageError
                ? "; a class is missing from its jar, or it was built for another version of Sluice: build it again"
                : "; correct the plugin";
    }

    private String told(String what, Throwable failure, String how) {
        return who + how + " '" + what + "': " + words(failure, loader);
    }

    /** A failure's own message and the first line of the plugin's code on its stack. */
    static String words(Throwable failure, @Nullable ClassLoader loader) {
        String message = failure.getMessage();
        String text = message == null
                ? failure.getClass().getSimpleName()
                : failure instanceof IllegalArgumentException
                        ? message
                        : failure.getClass().getSimpleName() + ": " + message;
        String cut = text.length() > MOST_DETAIL ? text.substring(0, MOST_DETAIL) + "…" : text;
        return cut + line(failure, loader);
    }

    /** The first line of the plugin's code; empty if there is none. */
    private static String line(Throwable failure, @Nullable ClassLoader loader) {
        String name = loader == null ? null : loader.getName();
        return Arrays.stream(failure.getStackTrace())
                .filter(frame -> name != null && name.equals(frame.getClassLoaderName()))
                .findFirst()
                .map(frame -> ", at " + frame.getClassName() + "." + frame.getMethodName() + "(" + frame.getFileName()
                        + ":" + frame.getLineNumber() + ")")
                .orElse("");
    }
}
