package dev.sluice.core.train.structure;

import dev.sluice.core.error.Printable;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Exprs;
import dev.sluice.core.model.Initializers;
import dev.sluice.core.model.Network;
import dev.sluice.core.model.ParameterScope;
import dev.sluice.core.model.ParameterSpec;
import dev.sluice.core.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A linear-chain conditional random field (Lafferty et al., 2001; over the scores of a recurrent network: Huang et al., 2015):
 *
 * <pre>
 *   score(y) = start[y_0] + Σ_t x_t[y_t] + Σ_t transitions[y_(t-1), y_t] + end[y_last]
 *   p(y | x) = e^score(y) / Σ_y' e^score(y')
 * </pre>
 *
 * <p>The loss is {@code -log Σ p(y | x)} over the sequences that the targets allow: one, where each step has one right label. A step
 * without a label allows all.
 *
 * @param labels in the order of columns; empty as long as they are not known
 * @param scheme what may follow what
 */
public record LinearChain(List<String> labels, TagScheme scheme) implements SequenceForm {
    /** Below the score of anything that may be, and within float16. */
    static final double NEVER = -1e4;

    private static final String TRANSITIONS = "transitions";
    private static final String START = "start";
    private static final String END = "end";
    private static final String CONSTRAINTS = "constraints";

    /** Copies the labels. */
    public LinearChain {
        labels = List.copyOf(labels);
    }

    /**
     * Labels that are tags of a scheme.
     *
     * @throws IllegalArgumentException if one is not
     */
    public static List<String> checked(List<String> labels, TagScheme scheme) {
        labels.stream().filter(label -> !scheme.knows(label)).findFirst().ifPresent(label -> {
            throw new IllegalArgumentException("the labels must be tags of the scheme " + name(scheme)
                    + ", such as O and B-city, but one is " + Printable.word(label) + "; "
                    + new LinearChain(labels, scheme).remedy(labels));
        });
        return labels;
    }

    private static String name(TagScheme scheme) {
        return scheme.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public Map<String, Expr> parameters(ParameterScope scope, int columns) {
        Map<String, Expr> parameters = new LinkedHashMap<>();
        Initializers.Zeros zeros = new Initializers.Zeros();
        parameters.put(TRANSITIONS, scope.declare(TRANSITIONS, ParameterSpec.Role.OTHER, zeros, columns, columns));
        parameters.put(START, scope.declare(START, ParameterSpec.Role.BIAS, zeros, columns));
        parameters.put(END, scope.declare(END, ParameterSpec.Role.BIAS, zeros, columns));
        if (scheme != TagScheme.NONE) {
            parameters.put(
                    CONSTRAINTS,
                    scope.declare(
                            CONSTRAINTS,
                            ParameterSpec.Role.FIXED,
                            (shape, seed, name) -> constraints(),
                            columns + 2,
                            columns));
        }
        return parameters;
    }

    /** 0 for what may be, {@link #NEVER} for what may not: a row for each label before, one for the start and one for the end. */
    private Tensor constraints() {
        int columns = labels.size();
        Tensor table = Tensor.zeros(columns + 2, columns);
        for (int to = 0; to < columns; to++) {
            String tag = labels.get(to);
            for (int from = 0; from < columns; from++) {
                set(table, from, to, scheme.allows(labels.get(from), tag));
            }
            set(table, columns, to, scheme.begins(tag));
            set(table, columns + 1, to, scheme.ends(tag));
        }
        return table;
    }

    private static void set(Tensor table, int row, int column, boolean allowed) {
        table.array()[row * table.shape().size(1) + column] = allowed ? 0 : (float) NEVER;
    }

    /** The scores of a head's chain, with its constraints. */
    private Chain chain(Network.Head head) {
        Expr transitions = parameter(head, TRANSITIONS);
        Expr start = parameter(head, START);
        Expr end = parameter(head, END);
        Expr constraints = head.parameters().get(CONSTRAINTS);
        if (constraints != null) {
            int columns = start.shape().fixed(-1);
            transitions = transitions.add(constraints.slice(-2, 0, columns));
            start = start.add(constraints.slice(-2, columns, columns + 1).reshape(start.shape()));
            end = end.add(constraints.slice(-2, columns + 1, columns + 2).reshape(end.shape()));
        }
        return new Chain(transitions, start, end, head.outputs(), head.validSteps());
    }

    private static Expr parameter(Network.Head head, String name) {
        return Objects.requireNonNull(head.parameters().get(name), name);
    }

    @Override
    public Expr loss(Network.Head head, Expr targets) {
        Chain all = chain(head);
        Expr right = Exprs.greater(targets, Exprs.constant(0));
        Expr forbidden = Exprs.greater(right.sum(-1), Exprs.constant(0)).mul(right.oneMinus());
        Chain allowed = all.withScores(head.outputs().add(forbidden.mul(NEVER)));
        return all.logSum().sub(allowed.logSum());
    }

    @Override
    public Expr probabilities(Network.Head head) {
        return Exprs.softmax(chain(head).marginals());
    }

    /** The logarithms of the probabilities, of which that of the path's label is lifted to the largest. */
    @Override
    public Expr scores(Network.Head head) {
        Expr scores = Exprs.logSoftmax(chain(head).marginals());
        Expr largest = Chain.max(scores).add(1e-3);
        return Exprs.select(Exprs.equal(ViterbiPath.numbers(scores.shape().fixed(-1)), path(head)), largest, scores);
    }

    @Override
    public Expr path(Network.Head head) {
        return ViterbiPath.of(chain(head));
    }

    @Override
    public Optional<Refusal> refusal(List<String> tags) {
        for (int t = 0; t < tags.size(); t++) {
            String tag = tags.get(t);
            String before = t == 0 ? "" : tags.get(t - 1);
            String why = "";
            if (!tag.isEmpty() && !scheme.knows(tag)) {
                why = " is none";
            } else if (t == 0 && !scheme.begins(tag)) {
                why = " cannot be the first";
            } else if (!before.isEmpty() && !tag.isEmpty() && !scheme.allows(before, tag)) {
                why = " cannot follow " + before;
            } else if (t == tags.size() - 1 && !scheme.ends(tag)) {
                why = " cannot be the last";
            }
            if (!why.isEmpty()) {
                return Optional.of(
                        new Refusal(t, "the tag " + Printable.word(tag) + why + " of " + name(scheme) + " tags"));
            }
        }
        return Optional.empty();
    }

    @Override
    public String remedy(List<String> labels) {
        TagScheme known = Stream.of(TagScheme.BIO, TagScheme.BIOES)
                .filter(each -> labels.stream().allMatch(each::knows))
                .findFirst()
                .orElse(TagScheme.NONE);
        if (known != scheme) {
            return "mend the tags, or take scheme: " + name(known);
        }
        return (scheme == TagScheme.BIO
                        ? "mend the tags (the sources conll and parallel do, with broken_tags: repair)"
                        : "mend the tags")
                + ", or take scheme: " + name(TagScheme.NONE);
    }
}
