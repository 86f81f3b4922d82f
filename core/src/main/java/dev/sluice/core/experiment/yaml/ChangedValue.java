package dev.sluice.core.experiment.yaml;

/**
 * A value that replaces one of a tree, written {@code path=YAML}.
 *
 * @param origin how the user wrote it, for messages
 */
public record ChangedValue(String text, Origin origin) {
    /** The call or option word by word, for one in which no path can be found. */
    SourceLocation place() {
        return switch (origin) {
            case COMMAND, COMPONENT_OPTION -> origin.place(text);
            case JAVA_VALUE -> origin.place(text.substring(0, text.indexOf('=')));
            case JAVA_TEXT -> SourceLocation.of("set(\"" + text + "\")");
        };
    }

    /** How a user changes a value. */
    public enum Origin {
        /** An option {@code --set} of a command. */
        COMMAND("--set ", ""),
        /** An option of a command that has the name of a component's option. */
        COMPONENT_OPTION("--", ""),
        /** A call in Java with a path and a value. */
        JAVA_VALUE("set(\"", "\", …)"),
        /** A call in Java with a text. */
        JAVA_TEXT("set(\"", "=…\")");

        private final String before;
        private final String after;

        Origin(String before, String after) {
            this.before = before;
            this.after = after;
        }

        /** The call or option that changes the value at a path, as its place in messages. */
        SourceLocation place(String path) {
            return SourceLocation.of(before + path + after);
        }
    }
}
