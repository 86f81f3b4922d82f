package dev.sluice.export.foreign;

import java.util.List;
import java.util.stream.Collectors;

/** Names from a stranger's file, as they may be shown in a terminal. */
public final class Printable {
    private static final int LONGEST = 120;

    private Printable() {}

    /** Without control characters, and cut where it is long. */
    public static String of(String name) {
        StringBuilder text = new StringBuilder();
        name.codePoints()
                .limit(LONGEST)
                .forEach(c -> text.appendCodePoint(
                        Character.isISOControl(c) || Character.getType(c) == Character.FORMAT ? '?' : c));
        return name.length() > LONGEST ? text + "…" : text.toString();
    }

    /** Several names, in quotes. */
    public static String list(List<String> names) {
        return names.stream().map(name -> "'" + of(name) + "'").collect(Collectors.joining(", "));
    }
}
