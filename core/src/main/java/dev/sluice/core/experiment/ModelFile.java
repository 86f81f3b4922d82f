package dev.sluice.core.experiment;

import dev.sluice.core.data.DataContract;
import dev.sluice.core.data.InputEncoding;
import dev.sluice.core.data.Labels;
import dev.sluice.core.data.Scaler;
import dev.sluice.core.data.TargetEncoding;
import dev.sluice.core.data.TextConfig;
import dev.sluice.core.data.Vocabulary;
import dev.sluice.core.option.OptionKey;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** {@code model.json}: what must be done to data before the weights of a run see them, and what the outputs mean. */
final class ModelFile {
    static final String NAME = "model.json";

    private ModelFile() {}

    static String write(DataContract contract) {
        Map<String, Object> file = new LinkedHashMap<>();
        file.put("format", 1);
        file.put("input", input(contract.input()));
        file.put("target", target(contract.target()));
        return Json.pretty(file);
    }

    /**
     * The contract in the text of a file.
     *
     * @throws RunException if the text is not one that {@link #write} made
     */
    static DataContract read(String text) {
        try {
            Map<String, Object> file = Json.parse(text);
            return new DataContract(readInput(map(file, "input")), readTarget(map(file, "target")));
        } catch (ClassCastException | IllegalArgumentException | NullPointerException e) {
            throw new RunException(
                    NAME + " does not describe a model: " + e.getMessage() + "; was it changed by hand?");
        }
    }

    private static Map<String, Object> input(InputEncoding input) {
        Map<String, Object> map = new LinkedHashMap<>();
        switch (input) {
            case InputEncoding.Text text -> {
                map.put("kind", "text");
                map.put("unit", OptionKey.written(text.config().unit()));
                map.put("min_count", text.config().minCount());
                map.put("max_length", text.config().maxLength());
                map.put("lowercase", text.config().lowercase());
                map.put("normalize", text.config().normalize());
                map.put("vocabulary", text.vocabulary().symbols());
            }
            case InputEncoding.Series series -> {
                map.put("kind", "series");
                map.put("mean", series.scaler().mean());
                map.put("deviation", series.scaler().deviation());
            }
        }
        return map;
    }

    private static Map<String, Object> target(TargetEncoding target) {
        Map<String, Object> map = new LinkedHashMap<>();
        switch (target) {
            case TargetEncoding.Classes classes -> {
                map.put("kind", "classes");
                map.put("form", OptionKey.written(classes.form()));
                map.put("labels", classes.labels().names());
            }
            case TargetEncoding.Numbers numbers -> {
                map.put("kind", "numbers");
                map.put("size", numbers.size());
            }
        }
        return map;
    }

    private static InputEncoding readInput(Map<String, Object> map) {
        if ("series".equals(map.get("kind"))) {
            return new InputEncoding.Series(new Scaler(numbers(map, "mean"), numbers(map, "deviation")));
        }
        TextConfig config = new TextConfig(
                TextConfig.Unit.valueOf(word(map, "unit")),
                whole(map, "min_count"),
                whole(map, "max_length"),
                Boolean.TRUE.equals(map.get("lowercase")),
                Boolean.TRUE.equals(map.get("normalize")));
        return new InputEncoding.Text(config, Vocabulary.of(strings(map, "vocabulary")));
    }

    private static TargetEncoding readTarget(Map<String, Object> map) {
        return "numbers".equals(map.get("kind"))
                ? new TargetEncoding.Numbers(whole(map, "size"))
                : new TargetEncoding.Classes(
                        Labels.of(strings(map, "labels")), TargetEncoding.Classes.Form.valueOf(word(map, "form")));
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

    private static List<String> strings(Map<String, Object> map, String key) {
        return list(map, key).stream().map(String.class::cast).toList();
    }

    private static List<Double> numbers(Map<String, Object> map, String key) {
        return list(map, key).stream()
                .map(number -> ((Number) number).doubleValue())
                .toList();
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
