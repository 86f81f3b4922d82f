package dev.sluice.core.data.prepare;

import dev.sluice.core.data.ColumnNames;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Fitted steps as the values of a JSON object, and back. */
public final class StepFile {
    private StepFile() {}

    /** The values of an object. */
    public static Map<String, Object> write(Prepared prepared) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("columns", prepared.given().columns());
        map.put("times", TimeColumnFile.write(prepared.given().times()));
        map.put("steps", prepared.steps().stream().map(StepFile::write).toList());
        map.put("embedded", List.copyOf(prepared.embedded()));
        if (prepared.resample().isOn()) {
            map.put("resample", write(prepared.resample()));
        }
        map.put("whole", prepared.whole().stream().map(StepFile::write).toList());
        return map;
    }

    private static Map<String, Object> write(ResampleConfig resample) {
        Map<String, Object> columns = new LinkedHashMap<>();
        resample.columns().forEach((name, how) -> columns.put(name, word(how)));
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("every", resample.every());
        map.put("how", word(resample.how()));
        map.put("columns", columns);
        map.put("zone", resample.zone());
        return map;
    }

    private static ResampleConfig resample(Map<?, ?> map) {
        Map<String, ResampleConfig.How> columns = new LinkedHashMap<>();
        ((Map<?, ?>) of(map, "columns")).forEach((name, how) -> columns.put((String) name, how(how)));
        return new ResampleConfig((String) of(map, "every"), how(of(map, "how")), columns, (String) of(map, "zone"));
    }

    private static ResampleConfig.How how(Object word) {
        return ResampleConfig.How.valueOf(((String) word).toUpperCase(Locale.ROOT));
    }

    private static Map<String, Object> write(Step step) {
        Map<String, Object> map = new LinkedHashMap<>();
        switch (step) {
            case FillStep fill -> {
                map.put("step", "fill");
                map.put("columns", fill.columns());
                map.put("by", word(fill.by()));
                map.put("means", fill.means());
            }
            case MedianStep median -> {
                map.put("step", "median");
                map.put("columns", median.columns());
                map.put("window", median.window());
            }
            case ClipStep clip -> {
                map.put("step", "clip");
                map.put("columns", clip.columns());
                map.put("least", clip.least());
                map.put("most", clip.most());
                map.put("flag", clip.flag());
            }
            case DifferenceStep difference -> {
                map.put("step", "difference");
                map.put("columns", difference.columns());
                map.put("back", difference.steps());
            }
            case LagStep lag -> {
                map.put("step", "lags");
                map.put("columns", lag.columns());
                map.put("lags", lag.lags());
            }
            case CalendarStep calendar -> {
                map.put("step", "calendar");
                map.put("cycles", calendar.cycles().stream().map(StepFile::word).toList());
                map.put("zone", calendar.zone());
            }
            case SeasonStep season -> {
                map.put("step", "season");
                map.put("period", season.period());
                map.put("terms", season.terms());
            }
            case TrendStep trend -> {
                map.put("step", "trend");
                map.put("start", trend.start());
                map.put("length", trend.length());
            }
            case OneHotStep oneHot -> {
                map.put("step", "one-hot");
                map.put("column", oneHot.column());
                map.put("categories", oneHot.categories());
            }
        }
        return map;
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    /**
     * Steps in the values of an object.
     *
     * @throws RuntimeException if {@link #write} did not make them: for a missing key, another type, an unknown step
     */
    public static Prepared read(Map<?, ?> map) {
        Map<String, List<String>> columns = new LinkedHashMap<>();
        ((Map<?, ?>) of(map, "columns")).forEach((name, of) -> columns.put((String) name, strings(of)));
        return new Prepared(
                new ColumnNames(columns, TimeColumnFile.read(of(map, "times"))),
                steps(of(map, "steps")),
                steps(of(map, "whole")),
                Set.copyOf(strings(of(map, "embedded"))),
                map.get("resample") instanceof Map<?, ?> resample ? resample(resample) : ResampleConfig.off());
    }

    private static List<Step> steps(Object list) {
        List<Step> steps = new ArrayList<>();
        for (Object each : (List<?>) list) {
            steps.add(step((Map<?, ?>) each));
        }
        return steps;
    }

    private static Step step(Map<?, ?> map) {
        String kind = (String) of(map, "step");
        return switch (kind) {
            case "fill" ->
                new FillStep(
                        strings(of(map, "columns")),
                        PrepareConfig.Fill.valueOf(((String) of(map, "by")).toUpperCase(Locale.ROOT)),
                        numbers(of(map, "means")));
            case "median" -> new MedianStep(strings(of(map, "columns")), whole(of(map, "window")));
            case "clip" ->
                new ClipStep(strings(of(map, "columns")), numbers(of(map, "least")), numbers(of(map, "most")), (Boolean)
                        of(map, "flag"));
            case "difference" -> new DifferenceStep(strings(of(map, "columns")), whole(of(map, "back")));
            case "lags" ->
                new LagStep(
                        strings(of(map, "columns")),
                        ((List<?>) of(map, "lags"))
                                .stream().map(StepFile::whole).toList());
            case "calendar" ->
                new CalendarStep(
                        strings(of(map, "cycles")).stream()
                                .map(cycle -> PrepareConfig.Cycle.valueOf(cycle.toUpperCase(Locale.ROOT)))
                                .toList(),
                        (String) of(map, "zone"));
            case "season" -> new SeasonStep(number(of(map, "period")), whole(of(map, "terms")));
            case "trend" -> new TrendStep(number(of(map, "start")), number(of(map, "length")));
            case "one-hot" -> new OneHotStep((String) of(map, "column"), strings(of(map, "categories")));
            default -> throw new IllegalArgumentException("no step of preparation is called '" + kind + "'");
        };
    }

    private static Object of(Map<?, ?> map, String key) {
        return Objects.requireNonNull(map.get(key), key);
    }

    private static List<String> strings(Object list) {
        return ((List<?>) list).stream().map(String.class::cast).toList();
    }

    private static List<Double> numbers(Object list) {
        return ((List<?>) list).stream().map(StepFile::number).toList();
    }

    private static double number(Object value) {
        return ((Number) value).doubleValue();
    }

    private static int whole(Object value) {
        return ((Number) value).intValue();
    }
}
