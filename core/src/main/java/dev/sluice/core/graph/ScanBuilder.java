package dev.sluice.core.graph;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apiguardian.api.API;

/**
 * Builds a {@link Scan} from ordinary expressions: declare inputs and states, write the step with them and with anything
 * from outside, give the next states and the outputs. Subexpressions that do not depend on the step become captures
 * automatically and are computed once, before the loop.
 *
 * <pre>{@code
 * ScanBuilder scan = new ScanBuilder(false);
 * Expr x = scan.input("x", sequence);
 * Expr h = scan.state("h", Exprs.zeros(Dims.of(Dim.BATCH, 64)));
 * Expr next = Exprs.tanh(x.matmulTransposed(w).add(h.matmulTransposed(u)));
 * scan.next(h, next);
 * int y = scan.output(next);
 * ScanBuilder.Result result = scan.build();
 * }</pre>
 */
@API(status = API.Status.MAINTAINED, since = "0.1")
public final class ScanBuilder {
    private final boolean reverse;
    private final Map<Expr, Expr> inputs = new LinkedHashMap<>();
    private final Map<Expr, Expr> states = new LinkedHashMap<>();
    private final Map<Expr, Expr> next = new LinkedHashMap<>();
    private final List<Expr> outputs = new ArrayList<>();

    /** A loop from the first step to the last, or in reverse. */
    public ScanBuilder(boolean reverse) {
        this.reverse = reverse;
    }

    /** The value in one step of a sequence {@code [T, ..]}. */
    public Expr input(String label, Expr sequence) {
        if (sequence.shape().rank() < 1 || !sequence.shape().axis(0).equals(Dim.TIME)) {
            throw new ShapeMismatchException("a sequence's first axis must be time, T, but was " + sequence.describe());
        }
        Dims step = new Dims(sequence.shape().axes().subList(1, sequence.shape().rank()));
        Input.Kind kind = sequence.op() instanceof Input input ? input.kind() : Input.Kind.NUMBER;
        Expr placeholder = Expr.of(new Input(label, step, kind));
        inputs.put(placeholder, sequence);
        return placeholder;
    }

    /** Declares a state and returns its value at the start of the step. */
    public Expr state(String label, Expr initial) {
        Expr placeholder = Exprs.input(label, initial.shape());
        states.put(placeholder, initial);
        return placeholder;
    }

    /** Sets a state's value at the end of the step. */
    public void next(Expr state, Expr value) {
        if (!states.containsKey(state)) {
            throw new IllegalArgumentException(state.describe() + " is not a state of this scan");
        }
        next.put(state, value);
    }

    /** Adds an output of each step and returns its number among the outputs. */
    public int output(Expr value) {
        outputs.add(value);
        return outputs.size() - 1;
    }

    /** The finished scan. */
    public Result build() {
        List<Expr> ends = new ArrayList<>();
        for (Expr state : states.keySet()) {
            if (!next.containsKey(state)) {
                throw new IllegalArgumentException("the state " + state.describe() + " has no next value");
            }
            ends.add(Objects.requireNonNull(next.get(state)));
        }
        Map<Expr, Expr> captures = captures(ends);
        Rewriter rewriter = new Rewriter();
        captures.forEach(rewriter::replace);
        Step step = new Step(
                List.copyOf(inputs.keySet()),
                List.copyOf(states.keySet()),
                List.copyOf(captures.values()),
                rewriter.rewrite(ends),
                rewriter.rewrite(outputs));
        List<Expr> operands = new ArrayList<>(inputs.values());
        operands.addAll(states.values());
        operands.addAll(captures.keySet());
        return new Result(Expr.of(new Scan(step, reverse), operands), new ArrayList<>(states.keySet()));
    }

    /** The largest subexpressions that are the same in every step, each with its placeholder. */
    private Map<Expr, Expr> captures(List<Expr> ends) {
        List<Expr> roots = new ArrayList<>(ends);
        roots.addAll(outputs);
        Set<Expr> varying = new LinkedHashSet<>(inputs.keySet());
        varying.addAll(states.keySet());
        Map<Expr, Expr> captures = new LinkedHashMap<>();
        Map<String, Integer> labels = new HashMap<>();
        for (Expr expr : Graph.topological(roots)) {
            if (expr.operands().stream().anyMatch(varying::contains)) {
                varying.add(expr);
                expr.operands().forEach(operand -> capture(operand, varying, captures, labels));
            }
        }
        roots.forEach(root -> capture(root, varying, captures, labels));
        return captures;
    }

    private static void capture(Expr expr, Set<Expr> varying, Map<Expr, Expr> captures, Map<String, Integer> labels) {
        if (!varying.contains(expr) && !(expr.op() instanceof Constant) && !captures.containsKey(expr)) {
            String label = expr.op() instanceof Op.Leaf leaf ? leaf.label() : "captured";
            int seen = labels.merge(label, 1, Integer::sum);
            captures.put(expr, Exprs.input(seen == 1 ? label : label + "." + seen, expr.shape()));
        }
    }

    /**
     * A finished scan.
     *
     * @param scan the expression with all results
     * @param states the states in order of declaration
     */
    public record Result(Expr scan, List<Expr> states) {
        /** Copies the states. */
        public Result {
            states = List.copyOf(states);
        }

        /** An output over time, {@code [T, ..]}. */
        public Expr output(int number) {
            return Expr.of(new Pick(states.size() + number), scan);
        }

        /** A state after the last step. */
        public Expr last(Expr state) {
            return Expr.of(new Pick(states.indexOf(state)), scan);
        }
    }
}
