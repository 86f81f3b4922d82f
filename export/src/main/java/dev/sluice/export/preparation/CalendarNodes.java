package dev.sluice.export.preparation;

import dev.sluice.core.data.prepare.CalendarStep;
import dev.sluice.core.data.prepare.PrepareConfig;
import dev.sluice.export.onnx.OnnxMath;
import dev.sluice.export.onnx.OnnxValue;
import java.util.ArrayList;
import java.util.List;

/**
 * The nodes of a calendar whose clock never changes: days from seconds, and year and month from days, in whole numbers of float64. Months are
 * counted from March, so that the day that comes and goes is the last of a year.
 *
 * @see <a href="https://howardhinnant.github.io/date_algorithms.html">H. Hinnant, chrono-compatible low-level date algorithms,
 *     civil_from_days</a>
 */
record CalendarNodes(Nodes nodes, CalendarStep calendar) {
    /** Days from March 1 of the year 0 to 1970. */
    private static final double FROM_YEAR_0 = 719_468;

    private static final double DAYS_IN_400_YEARS = 146_097;

    /** A day with what is known of it, in whole numbers. */
    private record Day(
            OnnxValue number, OnnxValue ofYear, OnnxValue leap, OnnxValue month, OnnxValue ofMonth, OnnxValue length) {}

    /**
     * The columns.
     *
     * @param time in seconds since 1970, {@code [T, B, 1]}
     */
    OnnxValue of(OnnxValue time) {
        OnnxValue seconds = math().add(floor(time), number(calendar.offset()));
        OnnxValue days = over(seconds, 86_400);
        OnnxValue second = math().sub(seconds, times(days, 86_400));
        OnnxValue passed = math().div(second, number(86_400));
        Day day = day(days);
        List<OnnxValue> columns = new ArrayList<>();
        for (PrepareConfig.Cycle cycle : calendar.cycles()) {
            OnnxValue turns = place(cycle, day, second, passed);
            columns.add(nodes.sine(turns));
            columns.add(nodes.cosine(turns));
        }
        return nodes.shaping().concat(-1, columns);
    }

    /** From 0 to 1, as {@link CalendarStep} has it. */
    private OnnxValue place(PrepareConfig.Cycle cycle, Day day, OnnxValue second, OnnxValue passed) {
        return switch (cycle) {
            case MINUTE -> math().div(rest(second, 3600), number(3600));
            case HOUR -> passed;
            // 1970 began on a Thursday.
            case WEEKDAY -> math().div(math().add(rest(math().add(day.number(), number(3)), 7), passed), number(7));
            case DAY_OF_MONTH -> math().div(math().add(day.ofMonth(), passed), day.length());
            case MONTH -> math().div(math().add(day.month(), math().div(day.ofMonth(), day.length())), number(12));
            case DAY_OF_YEAR -> math().div(math().add(day.ofYear(), passed), math().add(day.leap(), number(365)));
        };
    }

    private Day day(OnnxValue days) {
        OnnxValue since = math().add(days, number(FROM_YEAR_0));
        OnnxValue era = over(since, DAYS_IN_400_YEARS);
        OnnxValue ofEra = math().sub(since, times(era, DAYS_IN_400_YEARS));
        OnnxValue without =
                math().sub(math().add(math().sub(ofEra, over(ofEra, 1460)), over(ofEra, 36_524)), over(ofEra, 146_096));
        OnnxValue yearOfEra = over(without, 365);
        OnnxValue before = math().sub(math().add(times(yearOfEra, 365), over(yearOfEra, 4)), over(yearOfEra, 100));
        OnnxValue fromMarch = math().sub(ofEra, before);
        OnnxValue monthFromMarch = over(math().add(times(fromMarch, 5), number(2)), 153);
        OnnxValue begins = begin(monthFromMarch);
        OnnxValue nextYear = math().compare("GreaterOrEqual", monthFromMarch, number(10));
        OnnxValue year = math().add(math().add(yearOfEra, times(era, 400)), nodes.number(nextYear));
        OnnxValue leap = leap(year);
        OnnxValue february = math().compare("Equal", monthFromMarch, number(11));
        OnnxValue length = math().where(
                        february,
                        math().add(leap, number(28)),
                        math().sub(begin(math().add(monthFromMarch, number(1))), begins));
        return new Day(
                days,
                math().where(
                                nextYear,
                                math().sub(fromMarch, number(306)),
                                math().add(math().add(fromMarch, number(59)), leap)),
                leap,
                math().where(nextYear, math().sub(monthFromMarch, number(10)), math().add(monthFromMarch, number(2))),
                math().sub(fromMarch, begins),
                length);
    }

    /** The first day of a month, both counted from March. */
    private OnnxValue begin(OnnxValue month) {
        return over(math().add(times(month, 153), number(2)), 5);
    }

    /** 1 in years with a February 29, else 0. */
    private OnnxValue leap(OnnxValue year) {
        OnnxValue fourth = math().compare("Equal", rest(year, 4), number(0));
        OnnxValue hundredth = math().compare("Equal", rest(year, 100), number(0));
        OnnxValue fourHundredth = math().compare("Equal", rest(year, 400), number(0));
        return nodes.number(
                math().binary("Or", math().binary("And", fourth, math().unary("Not", hundredth)), fourHundredth));
    }

    private OnnxMath math() {
        return nodes.math();
    }

    private OnnxValue number(double value) {
        return nodes.doubles(value);
    }

    private OnnxValue floor(OnnxValue x) {
        return math().unary("Floor", x);
    }

    private OnnxValue times(OnnxValue x, double by) {
        return math().mul(x, number(by));
    }

    private OnnxValue over(OnnxValue x, double by) {
        return floor(math().div(x, number(by)));
    }

    private OnnxValue rest(OnnxValue x, double by) {
        return math().sub(x, times(over(x, by), by));
    }
}
