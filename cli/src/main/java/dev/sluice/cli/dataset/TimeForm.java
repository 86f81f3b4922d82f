package dev.sluice.cli.dataset;

import dev.sluice.core.data.table.TimeFormat;
import dev.sluice.core.data.table.TimeReader;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** A way to write dates, read as the sources of tables read it. */
final class TimeForm {
    private static final List<String> DATES = List.of(
            "dd.MM.yyyy", "d.M.yyyy", "dd/MM/yyyy", "MM/dd/yyyy", "d/M/yyyy", "M/d/yyyy", "dd-MM-yyyy", "yyyyMMdd");
    private static final List<String> CLOCKS = List.of("", " HH:mm", " HH:mm:ss", " H:mm");

    private final String pattern;
    private final TimeReader reader;

    private TimeForm(String pattern) {
        this.pattern = pattern;
        reader = new TimeReader(new TimeFormat(pattern, "", false));
    }

    /** All forms: the common ones first, of the others those with the day first before those with the month first. */
    static List<TimeForm> all() {
        List<TimeForm> forms = new ArrayList<>();
        forms.add(new TimeForm(""));
        for (String date : DATES) {
            for (String clock : CLOCKS) {
                forms.add(new TimeForm(date + clock));
            }
        }
        return forms;
    }

    /** The option {@code time_format} of the source {@code csv}; empty if it needs none. */
    String pattern() {
        return pattern;
    }

    /** Seconds since 1970 of a date without a zone, taken for UTC; empty if the text is not in this form. */
    OptionalDouble seconds(String text) {
        return reader.read(text.toCharArray(), 0, text.length())
                ? OptionalDouble.of(reader.value())
                : OptionalDouble.empty();
    }
}
