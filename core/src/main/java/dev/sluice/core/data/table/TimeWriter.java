package dev.sluice.core.data.table;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Writes seconds since 1970 as dates and times of day that {@link TimeReader} reads. */
public final class TimeWriter {
    private static final double MICROS = 1e6;

    /** The common forms, from the shortest: one that every time fits is taken. */
    private static final List<Form> FORMS = List.of(
            new Form("uuuu-MM-dd", ChronoUnit.DAYS),
            new Form("uuuu-MM-dd HH:mm", ChronoUnit.MINUTES),
            new Form("uuuu-MM-dd HH:mm:ss", ChronoUnit.SECONDS));

    private static final String LONGEST = "uuuu-MM-dd HH:mm:ss.SSSSSS";

    private record Form(String pattern, ChronoUnit unit) {
        boolean fits(ZonedDateTime time) {
            return time.equals(time.truncatedTo(unit));
        }
    }

    private final ZoneId zone;
    private final DateTimeFormatter form;

    /**
     * A writer of the given times and others like them.
     *
     * @param format without a pattern, dates have the year first, and as much of the time of day as the times need
     * @param times in seconds since 1970
     */
    public TimeWriter(TimeFormat format, double... times) {
        zone = format.zone().isEmpty() ? ZoneOffset.UTC : ZoneId.of(format.zone());
        form = DateTimeFormatter.ofPattern(format.pattern().isEmpty() ? common(times) : format.pattern(), Locale.ROOT);
    }

    private String common(double[] times) {
        return FORMS.stream()
                .filter(each -> Arrays.stream(times).mapToObj(this::local).allMatch(each::fits))
                .map(Form::pattern)
                .findFirst()
                .orElse(LONGEST);
    }

    /** The date, and the time of day if any of the writer's times has one. */
    public String text(double seconds) {
        return form.format(local(seconds));
    }

    /** A clock at that time. As a double a time of our days is exact to less than a microsecond. */
    private ZonedDateTime local(double seconds) {
        return Instant.EPOCH
                .plus(Math.round(seconds * MICROS), ChronoUnit.MICROS)
                .atZone(zone);
    }
}
