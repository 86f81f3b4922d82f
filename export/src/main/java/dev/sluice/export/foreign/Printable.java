package dev.sluice.export.foreign;

import java.util.List;
import java.util.stream.Collectors;

/** Makes names from untrusted files safe to print in a terminal. */
public final class Printable {
    private static final int LONGEST = 120;

    private Printable() {}

    /** Removes control characters and truncates long names. */
    public static String of(String name) {
        StringBuilder text = new StringBuilder();
        name.codePoints()
                .limit(LONGEST)
                .forEach(c -> text.appendCodePoint(
                        Character.isISOControl(c) || Character.getType(c) == Character.FORMAT ? '?' : c));
        return name.length() > LONGEST ? text + "…" : text.toString();
    }

    /** Several names, quoted and comma-separated. */
    public static String list(List<String> names) {
        return names.stream().map(name -> "'" + of(name) + "'").collect(Collectors.joining(", "));
    }
}
