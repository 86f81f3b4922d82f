package dev.sluice.core.experiment.space;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A parsed constraint: a comparison of two sums of products of numbers and names, such as
 * {@code size.parameters <= 200000} or {@code train.batch_size * data.text.max_length < 8192}.
 *
 * @param text source text
 * @param left side of the comparison
 * @param comparison operator
 * @param right side of the comparison
 */
public record ConstraintExpression(String text, Sum left, Comparison comparison, Sum right) {
    private static final Pattern COMPARISON = Pattern.compile("<=|>=|<|>");
    private static final Pattern TOKEN = Pattern.compile(
            "\\s*(?:(?<number>\\d+(_\\d+)*(\\.\\d+)?([eE][-+]?\\d+)?)|(?<name>[A-Za-z_][\\w.\\[\\]-]*)|(?<sign>[+*]))\\s*");

    /** A sum of products. */
    public record Sum(List<Product> products) {
        double value(ToDoubleFunction<String> names) {
            return products.stream()
                    .mapToDouble(product -> product.value(names))
                    .sum();
        }
    }

    /** A product of factors. */
    public record Product(List<Factor> factors) {
        double value(ToDoubleFunction<String> names) {
            double value = 1;
            for (Factor factor : factors) {
                value *= factor.name().isEmpty() ? factor.number() : names.applyAsDouble(factor.name());
            }
            return value;
        }
    }

    /**
     * A number or a name.
     *
     * @param name empty for a number
     */
    public record Factor(String name, double number) {}

    /** The values of both sides. */
    public record Sides(double left, double right) {
        /** For messages. */
        public String inWords() {
            return words(left) + " on the left, " + words(right) + " on the right";
        }

        /** How far they are apart. */
        public double gap() {
            return Math.abs(left - right);
        }

        private static String words(double value) {
            return value == Math.rint(value) && Math.abs(value) < 1e15
                    ? Long.toString((long) value)
                    : String.format(Locale.ROOT, "%.6g", value);
        }
    }

    /** A comparison of two values. */
    public enum Comparison {
        /** At most. */
        AT_MOST("<="),
        /** At least. */
        AT_LEAST(">="),
        /** Less. */
        LESS("<"),
        /** More. */
        MORE(">");

        private final String sign;

        Comparison(String sign) {
            this.sign = sign;
        }

        private boolean holds(double left, double right) {
            return switch (this) {
                case AT_MOST -> left <= right;
                case AT_LEAST -> left >= right;
                case LESS -> left < right;
                case MORE -> left > right;
            };
        }

        private static Comparison of(String sign) {
            for (Comparison comparison : values()) {
                if (comparison.sign.equals(sign)) {
                    return comparison;
                }
            }
            throw new IllegalArgumentException(sign);
        }
    }

    /**
     * Parses a constraint.
     *
     * @throws IllegalArgumentException if it is not one
     */
    public static ConstraintExpression parse(String text) {
        Matcher matcher = COMPARISON.matcher(text);
        if (!matcher.find()) {
            throw bad(text, "has no comparison");
        }
        String sign = matcher.group();
        String before = text.substring(0, matcher.start());
        String after = text.substring(matcher.end());
        if (matcher.find()) {
            throw bad(text, "has more than one comparison");
        }
        return new ConstraintExpression(text.strip(), sum(text, before), Comparison.of(sign), sum(text, after));
    }

    /** Parses factors alternating with operators, starting and ending with a factor. */
    private static Sum sum(String text, String part) {
        List<Product> products = new ArrayList<>();
        List<Factor> factors = new ArrayList<>();
        Matcher token = TOKEN.matcher(part);
        int at = 0;
        boolean wantsFactor = true;
        while (at < part.length() && token.find(at) && token.start() == at) {
            String sign = token.group("sign");
            if ((sign == null) != wantsFactor) {
                break;
            }
            if (sign == null) {
                factors.add(factor(token));
            } else if (sign.equals("+")) {
                products.add(new Product(List.copyOf(factors)));
                factors.clear();
            }
            wantsFactor = !wantsFactor;
            at = token.end();
        }
        if (at < part.length()) {
            throw bad(
                    text,
                    "has '" + part.substring(at).strip() + "' where " + (wantsFactor ? "a number or a name" : "+ or *")
                            + " should be");
        }
        if (wantsFactor) {
            throw bad(text, "misses a number or a name");
        }
        products.add(new Product(List.copyOf(factors)));
        return new Sum(List.copyOf(products));
    }

    private static Factor factor(Matcher token) {
        String number = token.group("number");
        return number == null
                ? new Factor(token.group("name"), 0)
                : new Factor("", Double.parseDouble(number.replace("_", "")));
    }

    private static IllegalArgumentException bad(String text, String finding) {
        return new IllegalArgumentException(
                "a constraint compares numbers and names, joined by + and *, by <=, <, >= or >,"
                        + " for example 'size.parameters <= 200000'; but '" + text.strip() + "' " + finding);
    }

    /** The names in it, in order. */
    public List<String> names() {
        List<String> names = new ArrayList<>();
        for (Sum sum : List.of(left, right)) {
            for (Product product : sum.products()) {
                product.factors().stream()
                        .map(Factor::name)
                        .filter(name -> !name.isEmpty())
                        .forEach(names::add);
            }
        }
        return names.stream().distinct().toList();
    }

    /** The violation for these values of the names; empty if the constraint holds. */
    public Optional<String> violation(ToDoubleFunction<String> names) {
        return broken(names).map(sides -> "'" + text + "' does not hold: " + sides.inWords());
    }

    /** Both sides for these values of the names; empty if the constraint holds. */
    public Optional<Sides> broken(ToDoubleFunction<String> names) {
        double one = left.value(names);
        double other = right.value(names);
        return comparison.holds(one, other) ? Optional.empty() : Optional.of(new Sides(one, other));
    }
}
