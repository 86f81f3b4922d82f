package dev.sluice.tuning.study;

import dev.sluice.core.experiment.record.Json;
import dev.sluice.core.search.Assignment;
import dev.sluice.core.search.ChoiceDomain;
import dev.sluice.core.search.Condition;
import dev.sluice.core.search.Dimension;
import dev.sluice.core.search.Direction;
import dev.sluice.core.search.Domain;
import dev.sluice.core.search.FloatDomain;
import dev.sluice.core.search.IntDomain;
import dev.sluice.core.search.Limits;
import dev.sluice.core.search.Objective;
import dev.sluice.core.search.SearchSpace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import tools.jackson.core.JacksonException;

/**
 * {@code study.json}: the definition of a study as data. A study can only be continued if everything in it but the budget is
 * unchanged.
 *
 * @param facts content of the file
 */
record DefinitionFile(Map<String, Object> facts) {
    private static final String SPACE = "space";
    private static final String OBJECTIVES = "objectives";
    private static final String BUDGET = "budget";

    /** The file of a study. */
    static DefinitionFile of(StudyDefinition definition, Budget budget) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put(BUDGET, budget(budget));
        facts.put("seed", definition.seed());
        facts.put("lag", definition.lag());
        facts.put("steps", definition.steps());
        Map<String, Object> objectives = new LinkedHashMap<>();
        definition.objectives().forEach(each -> objectives.put(each.name(), lower(each.direction())));
        facts.put(OBJECTIVES, objectives);
        Map<String, Object> space = new LinkedHashMap<>();
        definition.space().dimensions().forEach(each -> space.put(each.name(), dimension(each)));
        facts.put(SPACE, space);
        facts.put("sampler", definition.sampler().getClass().getName());
        facts.put("pruner", definition.pruner().getClass().getName());
        facts.put(
                "start",
                definition.startingPoints().stream().map(Assignment::values).toList());
        facts.putAll(definition.facts());
        return new DefinitionFile(facts);
    }

    /**
     * Reads a file.
     *
     * @throws StudyException if it cannot be used
     */
    static DefinitionFile read(Path file) throws IOException {
        try {
            return new DefinitionFile(Json.parse(Files.readString(file)));
        } catch (JacksonException e) {
            throw new StudyException(file + " must be the file that the study wrote, but cannot be read: "
                    + e.getOriginalMessage() + "; was it changed by hand?");
        }
    }

    String json() {
        return Json.pretty(facts);
    }

    /** The space that is searched. */
    SearchSpace space() {
        List<Dimension> dimensions = new ArrayList<>();
        block(SPACE).forEach((name, value) -> dimensions.add(dimension(name, (Map<?, ?>) value)));
        return new SearchSpace(dimensions);
    }

    /** The objectives. */
    List<Objective> objectives() {
        List<Objective> objectives = new ArrayList<>();
        block(OBJECTIVES)
                .forEach((name, direction) -> objectives.add(new Objective(
                        name, Direction.valueOf(String.valueOf(direction).toUpperCase(Locale.ROOT)))));
        return objectives;
    }

    /** Steps of a whole trial. */
    int steps() {
        return facts.get("steps") instanceof Number steps ? steps.intValue() : 1;
    }

    /** The budget. */
    Budget budget() {
        Map<String, Object> budget = block(BUDGET);
        return new Budget(
                budget.get("trials") instanceof Number trials ? trials.intValue() : Limits.UNLIMITED,
                budget.get("minutes") instanceof Number minutes ? minutes.doubleValue() : Double.POSITIVE_INFINITY);
    }

    /** The differences that prevent continuing the study with another definition, a line for each key; empty if there are none. */
    List<String> differences(DefinitionFile other) {
        Map<String, String> before = new LinkedHashMap<>();
        Map<String, String> now = new LinkedHashMap<>();
        flatten("", facts, before);
        flatten("", Json.parse(other.json()), now);
        TreeSet<String> keys = new TreeSet<>(before.keySet());
        keys.addAll(now.keySet());
        List<String> differences = new ArrayList<>();
        for (String key : keys) {
            if (!key.startsWith(BUDGET + ".") && !Objects.equals(before.get(key), now.get(key))) {
                differences.add(key + " was " + before.getOrDefault(key, "not there") + " and is "
                        + now.getOrDefault(key, "not there"));
            }
        }
        return differences;
    }

    private static void flatten(String path, Object value, Map<String, String> into) {
        if (value instanceof Map<?, ?> block && !block.isEmpty()) {
            block.forEach((key, inner) -> flatten(path.isEmpty() ? "" + key : path + "." + key, inner, into));
        } else {
            into.put(path, String.valueOf(value));
        }
    }

    private Map<String, Object> block(String key) {
        Map<String, Object> block = new LinkedHashMap<>();
        if (facts.get(key) instanceof Map<?, ?> map) {
            map.forEach((name, value) -> block.put(String.valueOf(name), value));
        }
        return block;
    }

    private static Map<String, Object> budget(Budget budget) {
        Map<String, Object> facts = new LinkedHashMap<>();
        if (budget.hasTrials()) {
            facts.put("trials", budget.trials());
        }
        if (Double.isFinite(budget.minutes())) {
            facts.put("minutes", budget.minutes());
        }
        return facts;
    }

    private static Map<String, Object> dimension(Dimension dimension) {
        Map<String, Object> facts = new LinkedHashMap<>();
        switch (dimension.domain()) {
            case IntDomain range -> {
                facts.put("int", List.of(range.low(), range.high()));
                facts.put("log", range.log());
                facts.put("step", range.step());
            }
            case FloatDomain range -> {
                facts.put("float", List.of(range.low(), range.high()));
                facts.put("log", range.log());
                facts.put("step", range.step());
            }
            case ChoiceDomain choice -> {
                facts.put("choice", choice.options());
                facts.put("ordered", choice.ordered());
            }
        }
        if (dimension.condition() instanceof Condition.Chosen chosen) {
            facts.put("where", chosen.dimension());
            facts.put("is", chosen.options());
        }
        return facts;
    }

    private static Dimension dimension(String name, Map<?, ?> facts) {
        Domain domain;
        boolean log = Boolean.TRUE.equals(facts.get("log"));
        if (facts.get("int") instanceof List<?> bounds) {
            domain = new IntDomain(
                    number(bounds.get(0)).longValue(),
                    number(bounds.get(1)).longValue(),
                    log,
                    number(present(facts, "step")).longValue());
        } else if (facts.get("float") instanceof List<?> bounds) {
            domain = new FloatDomain(
                    number(bounds.get(0)).doubleValue(),
                    number(bounds.get(1)).doubleValue(),
                    log,
                    number(present(facts, "step")).doubleValue());
        } else {
            domain = new ChoiceDomain(texts(present(facts, "choice")), Boolean.TRUE.equals(facts.get("ordered")));
        }
        return facts.get("where") instanceof String where
                ? new Dimension(name, domain, new Condition.Chosen(where, texts(present(facts, "is"))))
                : Dimension.of(name, domain);
    }

    private static Object present(Map<?, ?> facts, String key) {
        return Objects.requireNonNull(facts.get(key), key);
    }

    private static Number number(Object value) {
        return (Number) value;
    }

    private static List<String> texts(Object value) {
        return ((List<?>) value).stream().map(String::valueOf).toList();
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
