package dev.sluice.core.experiment.comparison;

import dev.sluice.core.error.Suggestions;
import dev.sluice.core.experiment.record.RunException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apiguardian.api.API;

/**
 * A condition on runs, as in {@code cell=gru and validation.accuracy>0.8}: comparisons with {@code =}, {@code !=}, {@code <},
 * {@code <=}, {@code >}, {@code >=} and {@code ~} (contains, whatever the case), joined by {@code and}, {@code or} and {@code
 * not}, grouped by parentheses. Numbers are compared numerically. A run without a fact satisfies no comparison with it but
 * {@code !=}. A value with spaces or operators must be quoted.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public final class RunQuery {
    private static final Pattern TOKEN = Pattern.compile(
            "\\s*(?:(?<sign>!=|<=|>=|=|<|>|~|\\(|\\))|\"(?<double>[^\"]*)\"|'(?<single>[^']*)'|(?<word>[^\\s=<>!~()\"']+))");
    private static final Set<String> COMPARISONS = Set.of("=", "!=", "<", "<=", ">", ">=", "~");

    private final Condition condition;
    private final Set<String> names;

    private RunQuery(Condition condition, Set<String> names) {
        this.condition = condition;
        this.names = names;
    }

    private sealed interface Condition {
        boolean holds(RunFacts facts);
    }

    private record Comparison(String name, String sign, String value) implements Condition {
        @Override
        public boolean holds(RunFacts facts) {
            Optional<String> actual = facts.value(name);
            if (actual.isEmpty()) {
                return sign.equals("!=");
            }
            if (sign.equals("~")) {
                return actual.get().toLowerCase(Locale.ROOT).contains(value.toLowerCase(Locale.ROOT));
            }
            Optional<Integer> order = order(actual.get());
            return order.isPresent()
                    && switch (sign) {
                        case "=" -> order.get() == 0;
                        case "!=" -> order.get() != 0;
                        case "<" -> order.get() < 0;
                        case "<=" -> order.get() <= 0;
                        case ">" -> order.get() > 0;
                        default -> order.get() >= 0;
                    };
        }

        /** The numeric or textual order of the two values; empty if a NaN makes it undefined. */
        private Optional<Integer> order(String actual) {
            Optional<Double> left = number(actual);
            Optional<Double> right = number(value);
            if (left.isEmpty() || right.isEmpty()) {
                return Optional.of(actual.compareTo(value));
            }
            boolean undefined = (left.get().isNaN() || right.get().isNaN()) && !left.equals(right);
            return undefined && !sign.equals("!=")
                    ? Optional.empty()
                    : Optional.of(left.get().compareTo(right.get()));
        }
    }

    private record All(List<Condition> conditions) implements Condition {
        @Override
        public boolean holds(RunFacts facts) {
            return conditions.stream().allMatch(condition -> condition.holds(facts));
        }
    }

    private record Any(List<Condition> conditions) implements Condition {
        @Override
        public boolean holds(RunFacts facts) {
            return conditions.stream().anyMatch(condition -> condition.holds(facts));
        }
    }

    private record Not(Condition condition) implements Condition {
        @Override
        public boolean holds(RunFacts facts) {
            return !condition.holds(facts);
        }
    }

    /** Parses a number in a fact or a query; empty if the text is not a number. */
    static Optional<Double> number(String text) {
        try {
            return Optional.of(Double.valueOf(text));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /**
     * Parses a query.
     *
     * @throws RunException if it is not one
     */
    public static RunQuery parse(String text) {
        Parser parser = new Parser(text);
        return new RunQuery(parser.whole(), parser.names);
    }

    /** Returns whether a run satisfies the query. */
    public boolean matches(RunFacts facts) {
        return condition.holds(facts);
    }

    /**
     * Rejects a query with a name that none of the runs has, which is probably misspelled.
     *
     * @throws RunException with the nearest names
     */
    public void requireKnown(Collection<RunFacts> runs) {
        for (String name : names) {
            requireKnown(name, runs);
        }
    }

    /**
     * Rejects the name of a fact that none of the runs has.
     *
     * @throws RunException with the nearest names
     */
    public static void requireKnown(String name, Collection<RunFacts> runs) {
        if (!runs.isEmpty() && runs.stream().allMatch(facts -> facts.value(name).isEmpty())) {
            Set<String> known = new TreeSet<>();
            runs.forEach(facts -> facts.names().forEach(full -> {
                known.add(full);
                known.add(full.substring(full.lastIndexOf('.') + 1));
            }));
            String near = Suggestions.question(name, known);
            throw new RunException("no run has '" + name + "'" + (near.isEmpty() ? "." : near)
                    + " Options go by their paths, as train.epochs; figures are validation.… and test.…; others are state,"
                    + " started, seconds, tags [Sluice/UnknownName]");
        }
    }

    /** A recursive-descent parser: or, and, not, comparison. */
    private static final class Parser {
        private final String text;
        private final List<String> tokens = new ArrayList<>();
        private final List<Boolean> quoted = new ArrayList<>();
        private final Set<String> names = new TreeSet<>();
        private int at;

        Parser(String text) {
            this.text = text;
            Matcher matcher = TOKEN.matcher(text);
            int end = 0;
            while (matcher.lookingAt()) {
                boolean inQuotes = matcher.group("double") != null || matcher.group("single") != null;
                tokens.add(first(matcher, "sign", "double", "single", "word"));
                quoted.add(inQuotes);
                end = matcher.end();
                matcher.region(end, text.length());
            }
            if (!text.substring(end).isBlank()) {
                throw wrong("'" + text.substring(end).strip() + "' cannot be read");
            }
        }

        private static String first(Matcher matcher, String... groups) {
            for (String group : groups) {
                String found = matcher.group(group);
                if (found != null) {
                    return found;
                }
            }
            throw new IllegalStateException("a token of no kind");
        }

        Condition whole() {
            Condition condition = any();
            if (at < tokens.size()) {
                throw wrong("'" + tokens.get(at) + "' stands where 'and', 'or' or the end must be");
            }
            return condition;
        }

        private Condition any() {
            List<Condition> parts = new ArrayList<>(List.of(all()));
            while (take("or")) {
                parts.add(all());
            }
            return parts.size() == 1 ? parts.getFirst() : new Any(parts);
        }

        private Condition all() {
            List<Condition> parts = new ArrayList<>(List.of(single()));
            while (take("and")) {
                parts.add(single());
            }
            return parts.size() == 1 ? parts.getFirst() : new All(parts);
        }

        private Condition single() {
            if (take("not")) {
                return new Not(single());
            }
            if (take("(")) {
                Condition inside = any();
                if (!take(")")) {
                    throw wrong("a parenthesis is not closed");
                }
                return inside;
            }
            String name = next("a name, as in cell=gru");
            String sign = next("a sign, one of = != < <= > >= ~, after '" + name + "'");
            if (!COMPARISONS.contains(sign)) {
                throw wrong("after '" + name + "' stands '" + sign + "', where one of = != < <= > >= ~ must be");
            }
            names.add(name);
            return new Comparison(name, sign, next("a value after '" + name + sign + "'"));
        }

        private boolean take(String word) {
            boolean there =
                    at < tokens.size() && !quoted.get(at) && tokens.get(at).equals(word);
            if (there) {
                at++;
            }
            return there;
        }

        private String next(String what) {
            if (at == tokens.size()) {
                throw wrong("at its end there must be " + what);
            }
            at++;
            return tokens.get(at - 1);
        }

        private RunException wrong(String why) {
            return new RunException("the condition '" + text + "' cannot be read: " + why
                    + "; write it like \"cell=gru and validation.accuracy>0.8\" [Sluice/BadQuery]");
        }
    }
}
