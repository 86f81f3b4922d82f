package dev.sluice.core.data.table;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.List;

/**
 * Reads dates and times of day as seconds since 1970 in UTC. Counts local times that a clock change makes impossible or ambiguous. Not safe for
 * several threads.
 */
public final class TimeReader {
    private static final double NANO = 1e-9;
    private static final long SECONDS_OF_DAY = 86_400;

    /** The forms that cannot be mistaken: the year first, or an offset from UTC. */
    private static final List<String> COMMON = List.of(
            "uuuu-MM-dd[[' ']['T']HH:mm[:ss[.SSSSSSSSS][.SSSSSS][.SSS][.SS][.S]][ ][XXX][XX][X]]",
            "uuuu/MM/dd[' 'HH:mm[:ss[.SSSSSS][.SSS]]]",
            "uuuu.MM.dd[' 'HH:mm[:ss[.SSSSSS][.SSS]]]");

    private final List<DateTimeFormatter> forms;
    private final boolean common;
    private final ZoneRules rules;
    private final boolean oneSeries;
    /** The day that was read last, as a number of eight digits, and in days since 1970. */
    private int day;

    private long epochDay;
    private long read;
    private long skipped;
    private long repeated;
    private double last = Double.NEGATIVE_INFINITY;
    private double value;

    public TimeReader(TimeFormat format) {
        common = format.pattern().isEmpty();
        forms = (common ? COMMON : List.of(format.pattern()))
                .stream().map(TimeFormat::formatter).toList();
        ZoneId zone = format.zone().isEmpty() ? ZoneOffset.UTC : ZoneId.of(format.zone());
        rules = zone.getRules();
        oneSeries = format.oneSeries();
    }

    /** The dates that were read. */
    public long read() {
        return read;
    }

    /** Local times that a clock put forward left out. */
    public long skipped() {
        return skipped;
    }

    /** Local times that are there twice, because a clock was put back. */
    public long repeated() {
        return repeated;
    }

    /** Returns whether numbers are times too. */
    public boolean allowsNumbers() {
        return common;
    }

    /** The seconds that were read last. */
    public double value() {
        return value;
    }

    /** Reads a cell without white space around it; returns whether it is a date in one of the forms. */
    public boolean read(char[] cell, int from, int length) {
        String text = new String(cell, from, length);
        for (DateTimeFormatter form : forms) {
            if (read(text, form)) {
                return true;
            }
        }
        return false;
    }

    private boolean read(String text, DateTimeFormatter form) {
        try {
            return take(form.parse(text));
        } catch (DateTimeException e) {
            // Another form may fit.
            return false;
        }
    }

    private boolean take(TemporalAccessor parsed) {
        LocalDate date = parsed.query(TemporalQueries.localDate());
        LocalTime time = parsed.query(TemporalQueries.localTime());
        if (date == null) {
            return false;
        }
        LocalDateTime local = date.atTime(time == null ? LocalTime.MIDNIGHT : time);
        if (parsed.isSupported(ChronoField.OFFSET_SECONDS)) {
            set(OffsetDateTime.from(parsed).toInstant());
        } else {
            take(local);
        }
        return true;
    }

    /**
     * Reads hours and minutes since a beginning, {@code 7:05}, {@code 47:30} or {@code 47:30:15}, as seconds; returns whether it is one of these, and
     * the common forms are read.
     */
    public boolean readClock(char[] cell, int from, int length) {
        int colon = 0;
        while (colon < length && cell[from + colon] != ':') {
            colon++;
        }
        boolean seconds = length - colon == 6 && cell[from + colon + 3] == ':';
        if (!common || colon < 1 || colon > 6 || !(length - colon == 3 || seconds)) {
            return false;
        }
        int hour = digits(cell, from, colon);
        int minute = digits(cell, from + colon + 1, 2);
        int second = seconds ? digits(cell, from + colon + 4, 2) : 0;
        if (hour < 0 || minute < 0 || minute > 59 || second < 0 || second > 59) {
            return false;
        }
        value = ((double) hour * 60 + minute) * 60 + second;
        return true;
    }

    /**
     * Reads {@code yyyy-MM-dd}, and {@code HH:mm} or {@code HH:mm:ss} after a space or T, without making a text of it; returns whether it is one
     * of these, and the common forms are read.
     */
    public boolean readCommon(char[] cell, int from, int length) {
        if (!common || (length != 10 && length != 16 && length != 19) || cell[from + 4] != '-') {
            return false;
        }
        boolean timed = length > 10;
        int hour = timed ? digits(cell, from + 11, 2) : 0;
        int minute = timed ? digits(cell, from + 14, 2) : 0;
        int second = length == 19 ? digits(cell, from + 17, 2) : 0;
        boolean separated = cell[from + 7] == '-'
                && (!timed || (cell[from + 10] == ' ' || cell[from + 10] == 'T') && cell[from + 13] == ':')
                && (length < 19 || cell[from + 16] == ':');
        boolean inRange = Math.min(hour, Math.min(minute, second)) >= 0 && hour <= 23 && minute <= 59 && second <= 59;
        if (!separated || !inRange || !readDay(cell, from)) {
            return false;
        }
        int ofDay = (hour * 60 + minute) * 60 + second;
        if (rules.isFixedOffset()) {
            set((double) epochDay * SECONDS_OF_DAY
                    + ofDay
                    - rules.getOffset(Instant.EPOCH).getTotalSeconds());
        } else {
            take(LocalDate.ofEpochDay(epochDay).atTime(LocalTime.ofSecondOfDay(ofDay)));
        }
        return true;
    }

    /** Most rows are of the same day as the row before. */
    private boolean readDay(char[] cell, int from) {
        int year = digits(cell, from, 4);
        int month = digits(cell, from + 5, 2);
        int of = digits(cell, from + 8, 2);
        int number = (year * 100 + month) * 100 + of;
        if (Math.min(year, of) < 1 || month < 1 || month > 12) {
            return false;
        }
        if (number != day) {
            if (of > YearMonth.of(year, month).lengthOfMonth()) {
                return false;
            }
            day = number;
            epochDay = LocalDate.of(year, month, of).toEpochDay();
        }
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

    /** Reads what a clock showed. */
    public void readLocal(LocalDateTime local) {
        take(local);
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
        set(local.toInstant(offset));
    }

    private void set(Instant instant) {
        set(instant.getEpochSecond() + instant.getNano() * NANO);
    }

    private void set(double seconds) {
        read++;
        value = seconds;
        last = value;
    }
}
