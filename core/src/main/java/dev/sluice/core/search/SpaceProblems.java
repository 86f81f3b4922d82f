package dev.sluice.core.search;

import dev.sluice.core.error.Suggestions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Finds problems of a space, and of values as an assignment. */
final class SpaceProblems {
    private SpaceProblems() {}

    static List<String> of(List<Dimension> dimensions) {
        List<String> problems = new ArrayList<>();
        if (dimensions.isEmpty()) {
            problems.add("a search space needs at least one dimension, but has none");
        }
        Map<String, Domain> earlier = new LinkedHashMap<>();
        for (Dimension dimension : dimensions) {
            if (dimension.condition() instanceof Condition.Chosen chosen) {
                condition(dimension.name(), chosen, earlier, problems);
            }
            if (earlier.put(dimension.name(), dimension.domain()) != null) {
                problems.add("names of dimensions must differ, but there are two '" + dimension.name() + "'");
            }
        }
        return problems;
    }

    private static void condition(
            String name, Condition.Chosen chosen, Map<String, Domain> earlier, List<String> problems) {
        Domain domain = earlier.get(chosen.dimension());
        if (domain == null) {
            problems.add("the condition of '" + name + "' must name an earlier dimension, but names '"
                    + chosen.dimension() + "'" + Suggestions.question(chosen.dimension(), earlier.keySet()));
        } else if (domain instanceof ChoiceDomain choice) {
            for (String option : chosen.options()) {
                if (!choice.options().contains(option)) {
                    problems.add("the condition of '" + name + "' must name options of '" + chosen.dimension() + "' ("
                            + String.join(", ", choice.options()) + "), but names '" + option + "'"
                            + Suggestions.question(option, choice.options()));
                }
            }
        } else {
            problems.add("the condition of '" + name + "' must name a choice, but '" + chosen.dimension() + "' is "
                    + domain.inWords());
        }
    }

    static List<String> of(SearchSpace space, Map<String, ?> values) {
        List<String> problems = new ArrayList<>();
        for (Dimension dimension : space.dimensions()) {
            Object value = values.get(dimension.name());
            boolean takesPart = SearchSpace.takesPart(dimension, values);
            if (takesPart && value == null) {
                problems.add("'" + dimension.name() + "' needs a value ("
                        + dimension.domain().inWords() + "), but has none");
            } else if (!takesPart && value != null) {
                Condition.Chosen chosen = (Condition.Chosen) dimension.condition();
                problems.add("'" + dimension.name() + "' takes part only where '" + chosen.dimension() + "' is "
                        + String.join(" or ", chosen.options()) + ", but has the value " + value);
            } else if (value != null && !dimension.domain().contains(normalized(dimension.domain(), value))) {
                problems.add("'" + dimension.name() + "' must be in its domain ("
                        + dimension.domain().inWords() + "), but is " + value);
            }
        }
        for (String name : values.keySet()) {
            if (!space.names().contains(name)) {
                problems.add("the space has no dimension '" + name + "'" + Suggestions.question(name, space.names()));
            }
        }
        return problems;
    }

    /** Converts a value to the domain's type if possible without loss; returns it unchanged otherwise. */
    static Object normalized(Domain domain, Object value) {
        if (value instanceof Number number) {
            double real = number.doubleValue();
            return switch (domain) {
                case IntDomain whole when real == Math.rint(real) && Math.abs(real) <= 0x1p53 -> (Object) (long) real;
                case FloatDomain any -> real;
                default -> value;
            };
        }
        return value;
    }
}
