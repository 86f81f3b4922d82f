package dev.sluice.core.experiment.record;

import dev.sluice.core.data.ClassEncoding;
import dev.sluice.core.data.ColumnNames;
import dev.sluice.core.data.Curve;
import dev.sluice.core.data.DataContract;
import dev.sluice.core.data.DataException;
import dev.sluice.core.data.InputChanges;
import dev.sluice.core.data.InputEncoding;
import dev.sluice.core.data.Labels;
import dev.sluice.core.data.Scaler;
import dev.sluice.core.data.SeriesConfig;
import dev.sluice.core.data.Spelling;
import dev.sluice.core.data.TargetEncoding;
import dev.sluice.core.data.TextConfig;
import dev.sluice.core.data.Tokenizers;
import dev.sluice.core.data.TranscriptEncoding;
import dev.sluice.core.data.Vocabulary;
import dev.sluice.core.data.Weighing;
import dev.sluice.core.data.WrittenEncoding;
import dev.sluice.core.data.prepare.Prepared;
import dev.sluice.core.data.prepare.StepFile;
import dev.sluice.core.data.prepare.TimeColumnFile;
import dev.sluice.core.model.DerivedInput;
import dev.sluice.core.model.ForecastTask;
import dev.sluice.core.option.OptionKey;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;

/** {@code model.json}: the data contract of a run's model, and the meaning of its outputs. */
public final class ModelFile {
    private static final String NAME = RunFile.CONTRACT.fileName();

    private static final int FORMAT = 7;

    private final Tokenizers tokenizers;

    private ModelFile(Tokenizers tokenizers) {
        this.tokenizers = tokenizers;
    }

    /** The text of the file. */
    public static String write(DataContract contract) {
        Map<String, Object> file = new LinkedHashMap<>();
        file.put("format", FORMAT);
        Map<String, Object> inputs = new LinkedHashMap<>();
        contract.inputs().forEach((name, input) -> inputs.put(name, input(input)));
        file.put("inputs", inputs);
        file.put("lengths", contract.lengths());
        Map<String, Object> targets = new LinkedHashMap<>();
        contract.targets().forEach((name, target) -> targets.put(name, target(target)));
        file.put("targets", targets);
        file.put("columns", contract.columns().columns());
        file.put("times", TimeColumnFile.write(contract.columns().times()));
        Map<String, Object> weighing = new LinkedHashMap<>();
        contract.weighing().forEach((name, weighed) -> weighing.put(name, weighed.classes()));
        file.put("weighing", weighing);
        file.put("prepare", contract.changes() instanceof Prepared prepared ? StepFile.write(prepared) : Map.of());
        return Json.pretty(file);
    }

    /** The contract in the text of a file, without tokenizers of plugins. */
    public static DataContract read(String text) {
        return read(text, Tokenizers.none());
    }

    /**
     * The contract in the text of a file.
     *
     * @param tokenizers makes those of plugins, when they are first needed
     * @throws RunException if {@link #write} did not make the text
     */
    public static DataContract read(String text, Tokenizers tokenizers) {
        return new ModelFile(tokenizers).contract(text);
    }

    private DataContract contract(String text) {
        try {
            Map<String, Object> file = Json.parse(text);
            Map<String, InputEncoding> inputs = new LinkedHashMap<>();
            Map<String, Object> written = map(file, "inputs");
            written.keySet().forEach(name -> inputs.put(name, readInput(map(written, name))));
            Map<String, String> lengths = new LinkedHashMap<>();
            map(file, "lengths").forEach((name, called) -> lengths.put(name, String.valueOf(called)));
            Map<String, TargetEncoding> targets = new LinkedHashMap<>();
            Map<String, Object> wanted = map(file, "targets");
            wanted.keySet().forEach(name -> targets.put(name, readTarget(map(wanted, name))));
            Map<String, List<String>> columns = new LinkedHashMap<>();
            Map<String, Object> called = map(file, "columns");
            called.keySet().forEach(name -> columns.put(name, strings(called, name)));
            Map<String, Weighing> weighing = new LinkedHashMap<>();
            Map<String, Object> weighed = map(file, "weighing");
            weighed.keySet().forEach(name -> weighing.put(name, new Weighing(numbersByName(weighed, name))));
            return new DataContract(
                    inputs,
                    lengths,
                    targets,
                    new ColumnNames(columns, TimeColumnFile.read(map(file, "times"))),
                    weighing,
                    changes(map(file, "prepare")));
        } catch (JacksonException e) {
            throw new RunException(NAME + " must be a JSON object, but is not: " + e.getOriginalMessage()
                    + "; was it changed by hand?");
        } catch (DataException | ClassCastException | IllegalArgumentException | NullPointerException e) {
            throw new RunException(
                    NAME + " does not describe a model: " + e.getMessage() + "; was it changed by hand?");
        }
    }

    private static InputChanges changes(Map<String, Object> map) {
        return map.isEmpty() ? InputChanges.none() : StepFile.read(map);
    }

    private static Map<String, Object> input(InputEncoding input) {
        Map<String, Object> map = new LinkedHashMap<>();
        switch (input) {
            case InputEncoding.Text text -> {
                put(map, text.config(), text.vocabulary());
                text.spelling().ifPresent(spelling -> {
                    map.put("characters", spelling.characters().symbols());
                    map.put("max_characters", spelling.maxLength());
                });
            }
            case InputEncoding.Series series -> {
                map.put("kind", "series");
                put(map, series.scaler(), series.missing());
                map.put("time_scale", series.timeScale());
                map.put(
                        "derived",
                        series.derived().stream().map(DerivedInput::word).toList());
            }
            case InputEncoding.Category category -> {
                map.put("kind", "category");
                map.put("categories", category.categories());
                map.put("words", category.words());
            }
            case InputEncoding.Static fixed -> {
                map.put("kind", "static");
                put(map, fixed.scaler(), fixed.missing());
            }
        }
        return map;
    }

    private static void put(Map<String, Object> map, TextConfig config, Vocabulary vocabulary) {
        map.put("kind", "text");
        map.put("unit", TokenizerEntry.write(config.unit()));
        map.put("min_count", config.minCount());
        map.put("max_symbols", config.maxSymbols());
        map.put("max_length", config.maxLength());
        map.put("lowercase", config.lowercase());
        map.put("normalize", config.normalize());
        map.put("vocabulary", vocabulary.symbols());
    }

    private static void put(Map<String, Object> map, Scaler scaler) {
        map.put("mean", scaler.mean());
        map.put("deviation", scaler.deviation());
        if (scaler.isCurved()) {
            map.put("curves", scaler.curves().stream().map(ModelFile::curve).toList());
        }
    }

    private static Map<String, Object> curve(Curve curve) {
        Map<String, Object> map = new LinkedHashMap<>();
        switch (curve) {
            case Curve.Line line -> map.put("kind", "line");
            case Curve.Power power -> {
                map.put("kind", "power");
                map.put("lambda", power.lambda());
                map.put("shift", power.shift());
                map.put("low", power.low());
                map.put("high", power.high());
            }
            case Curve.YeoJohnson power -> {
                map.put("kind", "yeo-johnson");
                map.put("lambda", power.lambda());
            }
        }
        return map;
    }

    private static Scaler scaler(Map<String, Object> map) {
        List<Curve> curves = new ArrayList<>();
        if (map.containsKey("curves")) {
            for (Object each : list(map, "curves")) {
                curves.add(readCurve(map(Map.of("curve", each), "curve")));
            }
        }
        return new Scaler(numbers(map, "mean"), numbers(map, "deviation"), curves);
    }

    private static Curve readCurve(Map<String, Object> map) {
        return switch (String.valueOf(map.get("kind"))) {
            case "line" -> Curve.LINE;
            case "power" ->
                new Curve.Power(number(map, "lambda"), number(map, "shift"), number(map, "low"), number(map, "high"));
            case "yeo-johnson" -> new Curve.YeoJohnson(number(map, "lambda"));
            default -> throw wrong("kind", "line, power or yeo-johnson");
        };
    }

    private static void put(Map<String, Object> map, Scaler scaler, SeriesConfig.Missing missing) {
        put(map, scaler);
        map.put("missing", OptionKey.written(missing));
    }

    private static Map<String, Object> target(TargetEncoding target) {
        Map<String, Object> map = new LinkedHashMap<>();
        switch (target) {
            case TargetEncoding.EveryStep steps -> {
                map.put("kind", "every_step");
                map.put("each", target(steps.each()));
            }
            case ClassEncoding classes -> {
                map.put("kind", "classes");
                map.put("form", OptionKey.written(classes.form()));
                map.put("labels", classes.labels().names());
                map.put("thresholds", classes.thresholds());
            }
            case WrittenEncoding text -> put(map, text.config(), text.vocabulary());
            case TranscriptEncoding text -> {
                put(map, text.config(), text.vocabulary());
                map.put("kind", "transcript");
                map.put("longest", text.longest());
            }
            case TargetEncoding.Next next -> {
                map.put("kind", "next");
                map.put("input", next.input());
                map.put("vocabulary", next.vocabulary().symbols());
            }
            case TargetEncoding.Horizon horizon -> {
                map.put("kind", "horizon");
                map.put("series", horizon.task().input());
                map.put("columns", horizon.task().columns());
                map.put("window", horizon.task().window());
                map.put("horizon", horizon.task().horizon());
                map.put("known", horizon.task().known());
                put(map, horizon.each());
            }
            case TargetEncoding.Numbers numbers -> {
                map.put("kind", "numbers");
                put(map, numbers.scaler());
            }
        }
        return map;
    }

    private InputEncoding readInput(Map<String, Object> map) {
        if ("category".equals(map.get("kind"))) {
            return new InputEncoding.Category(whole(map, "categories"), strings(map, "words"));
        }
        if (!"text".equals(map.get("kind"))) {
            Scaler scaler = scaler(map);
            SeriesConfig.Missing missing = SeriesConfig.Missing.valueOf(word(map, "missing"));
            if ("static".equals(map.get("kind"))) {
                return new InputEncoding.Static(scaler, missing);
            }
            Set<DerivedInput> derived = new LinkedHashSet<>();
            strings(map, "derived")
                    .forEach(name -> derived.add(DerivedInput.named(name)
                            .orElseThrow(() -> wrong("derived", "a list of mask, delta, gap and time"))));
            return new InputEncoding.Series(scaler, missing, number(map, "time_scale"), derived);
        }
        return new InputEncoding.Text(text(map), Vocabulary.of(strings(map, "vocabulary")), spelling(map));
    }

    private static Optional<Spelling> spelling(Map<String, Object> map) {
        return map.containsKey("characters")
                ? Optional.of(new Spelling(whole(map, "max_characters"), Vocabulary.of(strings(map, "characters"))))
                : Optional.empty();
    }

    private TextConfig text(Map<String, Object> map) {
        return new TextConfig(
                TokenizerEntry.read(Objects.requireNonNull(map.get("unit"), "unit"), tokenizers),
                whole(map, "min_count"),
                whole(map, "max_symbols"),
                whole(map, "max_length"),
                Boolean.TRUE.equals(map.get("lowercase")),
                Boolean.TRUE.equals(map.get("normalize")));
    }

    private TargetEncoding readTarget(Map<String, Object> map) {
        if ("every_step".equals(map.get("kind"))) {
            return new TargetEncoding.EveryStep(readTarget(map(map, "each")));
        }
        if ("text".equals(map.get("kind"))) {
            return new WrittenEncoding(text(map), Vocabulary.of(strings(map, "vocabulary")));
        }
        if ("transcript".equals(map.get("kind"))) {
            return new TranscriptEncoding(text(map), Vocabulary.of(strings(map, "vocabulary")), whole(map, "longest"));
        }
        if ("next".equals(map.get("kind"))) {
            return new TargetEncoding.Next(String.valueOf(map.get("input")), Vocabulary.of(strings(map, "vocabulary")));
        }
        if ("horizon".equals(map.get("kind"))) {
            ForecastTask task = new ForecastTask(
                    String.valueOf(map.get("series")),
                    wholes(map, "columns"),
                    whole(map, "window"),
                    whole(map, "horizon"),
                    wholes(map, "known"));
            return new TargetEncoding.Horizon(task, scaler(map));
        }
        return "numbers".equals(map.get("kind"))
                ? new TargetEncoding.Numbers(scaler(map))
                : new ClassEncoding(
                        Labels.of(strings(map, "labels")),
                        ClassEncoding.Form.valueOf(word(map, "form")),
                        numbers(map, "thresholds"));
    }

    private static String word(Map<String, Object> map, String key) {
        return String.valueOf(map.get(key)).toUpperCase(Locale.ROOT);
    }

    private static int whole(Map<String, Object> map, String key) {
        if (map.get(key) instanceof Number number) {
            return number.intValue();
        }
        throw wrong(key, "a whole number");
    }

    private static List<Integer> wholes(Map<String, Object> map, String key) {
        return list(map, key).stream().map(each -> ((Number) each).intValue()).toList();
    }

    private static double number(Map<String, Object> map, String key) {
        if (map.get(key) instanceof Number number) {
            return number.doubleValue();
        }
        throw wrong(key, "a number");
    }

    private static List<String> strings(Map<String, Object> map, String key) {
        return list(map, key).stream().map(String.class::cast).toList();
    }

    private static List<Double> numbers(Map<String, Object> map, String key) {
        return list(map, key).stream()
                .map(number -> ((Number) number).doubleValue())
                .toList();
    }

    private static Map<String, Double> numbersByName(Map<String, Object> map, String key) {
        Map<String, Double> numbers = new LinkedHashMap<>();
        Map<String, Object> written = map(map, key);
        written.keySet().forEach(name -> numbers.put(name, number(written, name)));
        return numbers;
    }

    private static List<?> list(Map<String, Object> map, String key) {
        if (map.get(key) instanceof List<?> list) {
            return list;
        }
        throw wrong(key, "a list");
    }

    @SuppressWarnings("unchecked") // keys of JSON objects are strings
    private static Map<String, Object> map(Map<String, Object> map, String key) {
        if (map.get(key) instanceof Map<?, ?> inner) {
            return (Map<String, Object>) inner;
        }
        throw wrong(key, "a block");
    }

    private static IllegalArgumentException wrong(String key, String rule) {
        return new IllegalArgumentException("'" + key + "' must be " + rule);
    }
}
