package dev.sluice.core.plugin;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The Java that a class was compiled for, where it is too new to be loaded: the JVM tells numbers of the class file format, which nobody
 * knows by heart.
 */
final class ClassVersion {
    private static final Pattern VERSION = Pattern.compile("class file version (\\d+)");
    /** Java 1 had version 45. */
    private static final int BEFORE_JAVA_1 = 44;

    private ClassVersion() {}

    /** What is wrong with a class that could not be loaded, and the remedy; empty if its version is not what is wrong. */
    static Optional<String> finding(Throwable failure) {
        if (!(failure instanceof UnsupportedClassVersionError)) {
            return Optional.empty();
        }
        String message = String.valueOf(failure.getMessage());
        int space = message.indexOf(' ');
        String type = space < 0 ? "a class" : message.substring(0, space).replace('/', '.');
        Matcher version = VERSION.matcher(message);
        int running = Runtime.version().feature();
        Optional<Integer> java =
                version.find() ? Optional.of(Integer.parseInt(version.group(1)) - BEFORE_JAVA_1) : Optional.empty();
        return Optional.of("class " + type + " was compiled for "
                + java.map(number -> "Java " + number).orElse("a newer Java") + ", but this is Java " + running
                + "; compile the plugin with --release 21, or run Sluice with a JDK "
                + java.map(number -> number + " or newer").orElse("that is newer"));
    }
}
