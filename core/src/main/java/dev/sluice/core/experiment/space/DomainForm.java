package dev.sluice.core.experiment.space;

import dev.sluice.core.error.Suggestions;
import dev.sluice.core.experiment.yaml.Problems;
import dev.sluice.core.experiment.yaml.SourceLocation;
import dev.sluice.core.experiment.yaml.Types;
import dev.sluice.core.experiment.yaml.YamlNode;
import dev.sluice.core.experiment.yaml.YamlWriter;
import dev.sluice.core.search.ChoiceDomain;
import dev.sluice.core.search.Domain;
import dev.sluice.core.search.FloatDomain;
import dev.sluice.core.search.IntDomain;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The syntax of a domain in place of a value:
 *
 * <pre>
 *   {int: [32, 256], log: true}           integers; 'step' sets their distance
 *   {float: [1e-4, 1e-1], log: true}      numbers; 'step' sets their distance
 *   {choice: [gru, lstm]}                 one of a list; 'ordered' sets whether neighbors are similar
 * </pre>
 */
public final class DomainForm {
    static final String INT = "int";
    static final String FLOAT = "float";
    static final String CHOICE = "choice";
    static final String LOG = "log";
    static final String STEP = "step";
    static final String ORDERED = "ordered";
    private static final List<String> KINDS = List.of(INT, FLOAT, CHOICE);
    private static final List<String> RANGE_KEYS = List.of(LOG, STEP);
    private static final List<String> CHOICE_KEYS = List.of(ORDERED);

    private final YamlNode.Fields node;
    private final String path;
    private final Problems problems;

    private DomainForm(YamlNode.Fields node, String path, Problems problems) {
        this.node = node;
        this.path = path;
        this.problems = problems;
    }

    /** Returns whether a value has the form of a domain, valid or not. */
    public static boolean isDomain(YamlNode value) {
        if (!(value instanceof YamlNode.Fields fields)) {
            return false;
        }
        boolean onlyKeys = fields.values().keySet().stream()
                .allMatch(key -> KINDS.contains(key) || RANGE_KEYS.contains(key) || CHOICE_KEYS.contains(key));
        return KINDS.stream()
                .anyMatch(kind -> fields.get(kind) instanceof YamlNode.Items || (onlyKeys && fields.get(kind) != null));
    }

    /** Parses a value for which {@link #isDomain}; empty, with the problems reported, if it is invalid. */
    static Optional<Domain> read(YamlNode.Fields node, String path, Problems problems) {
        return new DomainForm(node, path, problems).read();
    }

    /** A choice of one value of an invalid domain, the last that it lists; empty if it lists none. */
    static Optional<YamlNode.Fields> standIn(YamlNode.Fields node) {
        return KINDS.stream()
                .map(node::get)
                .filter(YamlNode.Items.class::isInstance)
                .flatMap(items -> ((YamlNode.Items) items).values().stream())
                .reduce((earlier, last) -> last)
                .map(last -> new YamlNode.Fields(
                        Map.of(
                                CHOICE,
                                new YamlNode.Field(node.place(), new YamlNode.Items(List.of(last), node.place()))),
                        node.place()));
    }

    /** The options of a choice as YAML. */
    static List<YamlNode> options(YamlNode.Fields node) {
        return node.get(CHOICE) instanceof YamlNode.Items items ? items.values() : List.of();
    }

    /**
     * The names of a choice's options: {@code gru}; for several of one name, with their fixed values, {@code
     * gru(reset=before)}; and if these are equal, with a number, {@code gru#2}.
     */
    static List<String> labels(List<YamlNode> options) {
        List<String> names = options.stream().map(DomainForm::name).toList();
        List<String> details = options.stream().map(DomainForm::detailed).toList();
        List<String> labels = new ArrayList<>();
        for (int i = 0; i < options.size(); i++) {
            boolean byName = Collections.frequency(names, names.get(i)) == 1;
            boolean byDetail = Collections.frequency(details, details.get(i)) == 1;
            boolean isBlock = options.get(i) instanceof YamlNode.Fields;
            labels.add(byName ? names.get(i) : details.get(i) + (byDetail || !isBlock ? "" : "#" + (i + 1)));
        }
        return labels;
    }

    private static String name(YamlNode option) {
        return switch (option) {
            case YamlNode.Scalar scalar -> scalar.text();
            case YamlNode.Fields fields when fields.get("name") instanceof YamlNode.Scalar name -> name.text();
            default -> YamlWriter.inline(option);
        };
    }

    private static String detailed(YamlNode option) {
        List<String> settled = new ArrayList<>();
        if (option instanceof YamlNode.Fields fields && fields.get("options") instanceof YamlNode.Fields inner) {
            inner.values().forEach((key, field) -> {
                if (field.value() instanceof YamlNode.Scalar scalar) {
                    settled.add(key + "=" + scalar.text());
                }
            });
        }
        return name(option) + (settled.isEmpty() ? "" : "(" + String.join(", ", settled) + ")");
    }

    private Optional<Domain> read() {
        List<String> kinds = KINDS.stream().filter(node.values()::containsKey).toList();
        if (kinds.size() > 1) {
            return bad(
                    node.place(),
                    "a domain is one of " + String.join(", ", kinds) + ", but several are given; keep one");
        }
        String kind = kinds.getFirst();
        noteUnknownKeys(kind);
        try {
            return kind.equals(CHOICE) ? choice() : range(kind);
        } catch (IllegalArgumentException e) {
            return bad(node.place(), String.valueOf(e.getMessage()));
        }
    }

    private void noteUnknownKeys(String kind) {
        List<String> known = kind.equals(CHOICE) ? CHOICE_KEYS : RANGE_KEYS;
        node.values().forEach((key, field) -> {
            if (!key.equals(kind) && !known.contains(key)) {
                problems.note(
                        field.keyPlace(),
                        path + "." + key,
                        "a domain of the kind '" + kind + "' has no key '" + key + "'"
                                + Suggestions.question(key, known) + " (it has " + String.join(", ", known) + ")",
                        "UnknownKey");
            }
        });
    }

    private Optional<Domain> choice() {
        if (!(node.get(CHOICE) instanceof YamlNode.Items items)) {
            return bad(node.place(), "a choice is written as a list: {choice: [gru, lstm]}");
        }
        if (items.values().isEmpty()) {
            return bad(items.place(), "a choice needs at least one option, but has none");
        }
        List<String> labels = labels(items.values());
        if (new HashSet<>(labels).size() < labels.size()) {
            return bad(items.place(), "the options of a choice must differ, but are " + String.join(", ", labels));
        }
        boolean ascending = ascending(items.values());
        return truth(ORDERED, ascending).map(ordered -> new ChoiceDomain(labels, ordered));
    }

    /** Returns whether the options are numbers in ascending order, whose neighbors are similar. */
    private static boolean ascending(List<YamlNode> options) {
        double before = Double.NEGATIVE_INFINITY;
        for (YamlNode option : options) {
            if (!(option instanceof YamlNode.Scalar scalar)
                    || !(Types.parse(double.class, scalar) instanceof Double number)
                    || number <= before) {
                return false;
            }
            before = number;
        }
        return true;
    }

    private Optional<Domain> range(String kind) {
        boolean whole = kind.equals(INT);
        if (!(node.get(kind) instanceof YamlNode.Items items) || items.values().size() != 2) {
            return bad(
                    node.place(),
                    "a range is written with its two bounds: {" + kind + (whole ? ": [32, 256]}" : ": [0.1, 0.9]}"));
        }
        Optional<Number> low = number(items.values().get(0), whole);
        Optional<Number> high = number(items.values().get(1), whole);
        Optional<Boolean> log = truth(LOG, false);
        Optional<Number> step = node.get(STEP) == null
                ? Optional.of(whole ? (Number) 1L : (Number) 0.0)
                : number(node.get(STEP), whole);
        if (low.isEmpty() || high.isEmpty() || log.isEmpty() || step.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                whole
                        ? new IntDomain(
                                low.get().longValue(),
                                high.get().longValue(),
                                log.get(),
                                step.get().longValue())
                        : new FloatDomain(
                                low.get().doubleValue(),
                                high.get().doubleValue(),
                                log.get(),
                                step.get().doubleValue()));
    }

    private Optional<Number> number(@Nullable YamlNode value, boolean whole) {
        Class<?> type = whole ? long.class : double.class;
        if (value instanceof YamlNode.Scalar scalar && Types.parse(type, scalar) instanceof Number number) {
            return Optional.of(number);
        }
        return value == null ? Optional.empty() : wrongType(value, Types.words(type));
    }

    private Optional<Boolean> truth(String key, boolean otherwise) {
        YamlNode value = node.get(key);
        if (value == null) {
            return Optional.of(otherwise);
        }
        return value instanceof YamlNode.Scalar scalar && Types.parse(boolean.class, scalar) instanceof Boolean truth
                ? Optional.of(truth)
                : wrongType(value, Types.words(boolean.class));
    }

    private <T> Optional<T> wrongType(YamlNode value, String wanted) {
        problems.wrongType(value, path, wanted);
        return Optional.empty();
    }

    private Optional<Domain> bad(SourceLocation place, String finding) {
        problems.note(place, path, finding, "BadDomain");
        return Optional.empty();
    }

    /** Formats a domain as YAML. */
    static YamlNode written(Domain domain, String path) {
        SourceLocation place = SourceLocation.of(path);
        Map<String, YamlNode.Field> fields = new LinkedHashMap<>();
        switch (domain) {
            case IntDomain range -> {
                fields.put(INT, pair(place, Long.toString(range.low()), Long.toString(range.high())));
                fields.put(LOG, plain(place, Boolean.toString(range.log())));
                fields.put(STEP, plain(place, Long.toString(range.step())));
            }
            case FloatDomain range -> {
                fields.put(FLOAT, pair(place, Double.toString(range.low()), Double.toString(range.high())));
                fields.put(LOG, plain(place, Boolean.toString(range.log())));
                fields.put(STEP, plain(place, Double.toString(range.step())));
            }
            case ChoiceDomain choice -> {
                List<YamlNode> options = new ArrayList<>();
                choice.options().forEach(option -> options.add(new YamlNode.Scalar(option, false, place)));
                fields.put(CHOICE, new YamlNode.Field(place, new YamlNode.Items(options, place)));
                fields.put(ORDERED, plain(place, Boolean.toString(choice.ordered())));
            }
        }
        return new YamlNode.Fields(fields, place);
    }

    private static YamlNode.Field pair(SourceLocation place, String low, String high) {
        return new YamlNode.Field(
                place,
                new YamlNode.Items(
                        List.of(new YamlNode.Scalar(low, false, place), new YamlNode.Scalar(high, false, place)),
                        place));
    }

    private static YamlNode.Field plain(SourceLocation place, String text) {
        return new YamlNode.Field(place, new YamlNode.Scalar(text, false, place));
    }
}
