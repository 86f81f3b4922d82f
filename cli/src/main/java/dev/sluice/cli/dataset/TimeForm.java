package dev.sluice.cli.dataset;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** A way to write dates. */
final class TimeForm {
    private static final List<String> DATES = List.of(
            "dd.MM.yyyy", "d.M.yyyy", "dd/MM/yyyy", "MM/dd/yyyy", "d/M/yyyy", "M/d/yyyy", "dd-MM-yyyy", "yyyyMMdd");
    private static final List<String> CLOCKS = List.of("", " HH:mm", " HH:mm:ss", " H:mm");

    /** The forms that {@code csv} reads without being told. */
    private static final List<DateTimeFormatter> COMMON = List.of(
            formatter("yyyy-MM-dd[[' ']['T']HH:mm[:ss[.SSSSSSSSS][.SSSSSS][.SSS][.SS][.S]][ ][XXX][XX][X]]"),
            formatter("yyyy/MM/dd[' 'HH:mm[:ss]]"),
            formatter("yyyy.MM.dd[' 'HH:mm[:ss]]"));

    private final String pattern;
    private final List<DateTimeFormatter> formatters;

    private TimeForm(String pattern, List<DateTimeFormatter> formatters) {
        this.pattern = pattern;
        this.formatters = formatters;
    }

    /** All forms: the common ones first, of the others those with the day first before those with the month first. */
    static List<TimeForm> all() {
        return All.FORMS;
    }

    /** The option {@code time_format} of the source {@code csv}; empty if it needs none. */
    String pattern() {
        return pattern;
    }

    /** Seconds since 1970 of a date without a zone, taken for UTC; empty if the text is not in this form. */
    OptionalDouble seconds(String text) {
        for (DateTimeFormatter formatter : formatters) {
            try {
                return OptionalDouble.of(seconds(formatter.parse(text)));
            } catch (DateTimeException e) {
                // Another one may fit.
            }
        }
        return OptionalDouble.empty();
    }

    private static double seconds(TemporalAccessor parsed) {
        if (parsed.isSupported(ChronoField.OFFSET_SECONDS)) {
            return OffsetDateTime.from(parsed).toEpochSecond();
        }
        LocalTime time = parsed.query(TemporalQueries.localTime());
        LocalDateTime local = LocalDate.from(parsed).atTime(time == null ? LocalTime.MIDNIGHT : time);
        return local.toEpochSecond(ZoneOffset.UTC);
    }

    private static DateTimeFormatter formatter(String pattern) {
        return DateTimeFormatter.ofPattern(pattern.replace("yyyy", "uuuu"), Locale.ROOT)
                .withResolverStyle(ResolverStyle.STRICT);
    }

    /** Made when the first table is read. */
    private static final class All {
        private static final List<TimeForm> FORMS = forms();

        private static List<TimeForm> forms() {
            List<TimeForm> forms = new ArrayList<>();
            forms.add(new TimeForm("", COMMON));
            for (String date : DATES) {
                for (String clock : CLOCKS) {
                    String pattern = date + clock;
                    forms.add(new TimeForm(pattern, List.of(formatter(pattern))));
                }
            }
            return List.copyOf(forms);
        }
    }
}
