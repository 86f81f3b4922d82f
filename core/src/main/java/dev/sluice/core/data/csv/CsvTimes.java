package dev.sluice.core.data.csv;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.List;
import java.util.Locale;

/**
 * Reads dates and times of day as seconds since 1970 in UTC. Counts local times that a clock change makes impossible or ambiguous. Not safe for
 * several threads.
 */
final class CsvTimes {
    private static final double NANO = 1e-9;

    /** The forms that cannot be mistaken: the year first, or an offset from UTC. */
    private static final List<String> COMMON = List.of(
            "yyyy-MM-dd[[' ']['T']HH:mm[:ss[.SSSSSSSSS][.SSSSSS][.SSS][.SS][.S]][ ][XXX][XX][X]]",
            "yyyy/MM/dd[' 'HH:mm[:ss[.SSSSSS][.SSS]]]",
            "yyyy.MM.dd[' 'HH:mm[:ss[.SSSSSS][.SSS]]]");

    private final List<DateTimeFormatter> forms;
    private final boolean common;
    private final ZoneRules rules;
    private final boolean oneSeries;
    private long skipped;
    private long repeated;
    private double last = Double.NEGATIVE_INFINITY;
    private double value;

    CsvTimes(CsvTimeFormat format) {
        common = format.pattern().isEmpty();
        forms = (common ? COMMON : List.of(format.pattern()))
                .stream().map(pattern -> DateTimeFormatter.ofPattern(pattern, Locale.ROOT)).toList();
        ZoneId zone = format.zone().isEmpty() ? ZoneOffset.UTC : ZoneId.of(format.zone());
        rules = zone.getRules();
        oneSeries = format.oneSeries();
    }

    /** Local times that a clock put forward left out. */
    long skipped() {
        return skipped;
    }

    /** Local times that are there twice, because a clock was put back. */
    long repeated() {
        return repeated;
    }

    /** Returns whether numbers are times too. */
    boolean allowsNumbers() {
        return common;
    }

    /** The seconds that were read last. */
    double value() {
        return value;
    }

    /** Reads a cell without white space around it; returns whether it is a date in one of the forms. */
    boolean read(char[] cell, int from, int length) {
        if (common && readIso(cell, from, length)) {
            return true;
        }
        String text = new String(cell, from, length);
        for (DateTimeFormatter form : forms) {
            try {
                return take(form.parse(text));
            } catch (DateTimeException e) {
                // Another form may fit.
                continue;
            }
        }
        return false;
    }

    private boolean take(TemporalAccessor parsed) {
        LocalDate date = parsed.query(TemporalQueries.localDate());
        LocalTime time = parsed.query(TemporalQueries.localTime());
        if (date == null) {
            return false;
        }
        LocalDateTime local = date.atTime(time == null ? LocalTime.MIDNIGHT : time);
        if (parsed.isSupported(ChronoField.OFFSET_SECONDS)) {
            set(OffsetDateTime.from(parsed).toEpochSecond(), local.getNano());
        } else {
            take(local);
        }
        return true;
    }

    /** {@code yyyy-MM-dd}, and {@code HH:mm} or {@code HH:mm:ss} after a space or T, without making a string of it. */
    private boolean readIso(char[] cell, int from, int length) {
        if (length != 10 && length != 16 && length != 19) {
            return false;
        }
        int year = digits(cell, from, 4);
        int month = digits(cell, from + 5, 2);
        int day = digits(cell, from + 8, 2);
        boolean timed = length > 10;
        int hour = timed ? digits(cell, from + 11, 2) : 0;
        int minute = timed ? digits(cell, from + 14, 2) : 0;
        int second = length == 19 ? digits(cell, from + 17, 2) : 0;
        boolean separated = cell[from + 4] == '-'
                && cell[from + 7] == '-'
                && (!timed || (cell[from + 10] == ' ' || cell[from + 10] == 'T') && cell[from + 13] == ':')
                && (length < 19 || cell[from + 16] == ':');
        boolean inRange = Math.min(Math.min(year, day), Math.min(minute, second)) >= 0
                && month >= 1
                && month <= 12
                && day >= 1
                && hour >= 0
                && hour <= 23
                && minute <= 59
                && second <= 59;
        if (!separated || !inRange || day > LocalDate.of(year, month, 1).lengthOfMonth()) {
            return false;
        }
        take(LocalDateTime.of(year, month, day, hour, minute, second));
        return true;
    }

    /** A number of some digits; -1 if it is none. */
    private static int digits(char[] cell, int from, int count) {
        int number = 0;
        for (int i = from; i < from + count; i++) {
            if (cell[i] < '0' || cell[i] > '9') {
                return -1;
            }
            number = number * 10 + cell[i] - '0';
        }
        return number;
    }

    private void take(LocalDateTime local) {
        ZoneOffset offset = rules.getOffset(local);
        ZoneOffsetTransition change = rules.isFixedOffset() ? null : rules.getTransition(local);
        if (change != null && change.isGap()) {
            skipped++;
        }
        if (change != null && change.isOverlap()) {
            repeated++;
            // The first of the two hours, unless the row before is as late already.
            long first = local.toEpochSecond(change.getOffsetBefore());
            boolean second = oneSeries ? first <= last : first < last;
            offset = second ? change.getOffsetAfter() : change.getOffsetBefore();
        }
        set(local.toEpochSecond(offset), local.getNano());
    }

    private void set(long seconds, int nanos) {
        value = nanos == 0 ? seconds : seconds + nanos * NANO;
        last = value;
    }
}
