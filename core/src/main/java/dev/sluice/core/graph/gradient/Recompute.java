package dev.sluice.core.graph.gradient;

import dev.sluice.core.graph.BatchMatMul;
import dev.sluice.core.graph.BinaryOp;
import dev.sluice.core.graph.BroadcastTo;
import dev.sluice.core.graph.Concat;
import dev.sluice.core.graph.Constant;
import dev.sluice.core.graph.Dim;
import dev.sluice.core.graph.Dims;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Exprs;
import dev.sluice.core.graph.GatherElements;
import dev.sluice.core.graph.Graph;
import dev.sluice.core.graph.MatMul;
import dev.sluice.core.graph.Pad;
import dev.sluice.core.graph.Pick;
import dev.sluice.core.graph.Reduce;
import dev.sluice.core.graph.Rewriter;
import dev.sluice.core.graph.Scan;
import dev.sluice.core.graph.ScatterElements;
import dev.sluice.core.graph.Segments;
import dev.sluice.core.graph.Select;
import dev.sluice.core.graph.Slice;
import dev.sluice.core.graph.Softmax;
import dev.sluice.core.graph.Step;
import dev.sluice.core.graph.Transpose;
import dev.sluice.core.graph.UnaryOp;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Trades time for memory in a graph with gradients: the values of the forward scan that its adjoint needs are not kept but
 * recomputed, a segment of √T steps at a time, from the states kept at the segments' beginnings (A. Griewank
 * and A. Walther, <i>Algorithm 799: Revolve</i>, ACM TOMS 26(1), 2000, with one level; T. Chen et al., <i>Training Deep
 * Nets with Sublinear Memory Cost</i>, 2016).
 *
 * <pre>
 *   forward    | x·W, scan | x·W, scan | x·W, scan |         keeps h at each |, forgets x·W and what the scan saves
 *   backward   | x·W, scan, adjoint |  …  |  …  |            from the last segment to the first
 * </pre>
 *
 * <p>Sums over time, such as the gradients of weights, stay outside the loop: the adjoint's outputs are put together over
 * all steps and summed by the same operation as in the given graph, as is everything that other expressions read. Each number is
 * computed by the same operations in the same order as before, so the results are the same bits.
 */
public final class Recompute {
    private final Set<Expr> outputs;
    private final Set<Expr> forward;
    private final List<Expr> order;
    private final Map<Expr, List<Expr>> users = new HashMap<>();
    private final Rewriter rewriter = new Rewriter();
    private int labels;

    private Recompute(Graph graph) {
        outputs = new HashSet<>(graph.outputs().values());
        order = graph.expressions();
        List<Expr> results = new ArrayList<>();
        graph.outputs().forEach((name, expr) -> {
            if (!name.startsWith(Gradients.PREFIX)) {
                results.add(expr);
            }
        });
        forward = new HashSet<>(Graph.topological(results));
        for (Expr expr : order) {
            expr.operands()
                    .forEach(operand -> users.computeIfAbsent(operand, e -> new ArrayList<>())
                            .add(expr));
        }
    }

    /**
     * The same outputs, computed in less memory.
     *
     * @param graph with gradients ({@link Gradients#extend}), outputs whose names begin with {@value Gradients#PREFIX}; its loops
     *     as they are run ({@link dev.sluice.core.graph.rewrite.InferenceGraph})
     */
    public static Graph apply(Graph graph) {
        Recompute recompute = new Recompute(graph);
        for (Expr expr : recompute.order) {
            if (expr.op() instanceof Scan && recompute.forward.contains(expr)) {
                Expr adjoint = recompute.adjointOf(expr);
                if (adjoint != null) {
                    recompute.segment(expr, adjoint);
                }
            }
        }
        Map<String, Expr> results = new LinkedHashMap<>();
        graph.outputs().forEach((name, expr) -> results.put(name, recompute.rewriter.rewrite(expr)));
        return new Graph(results);
    }

    /** The expressions that are made, step by step, from values that a scan saves only for gradients. */
    private Set<Expr> saved(Expr scan) {
        Set<Expr> saved = new LinkedHashSet<>();
        for (Expr expr : order) {
            boolean pick = expr.op() instanceof Pick && expr.operand(0).equals(scan) && !isState(expr, scan);
            boolean made = stepwise(expr) && expr.operands().stream().anyMatch(saved::contains);
            if (!forward.contains(expr) && (pick || made)) {
                saved.add(expr);
            }
        }
        return saved;
    }

    /** The scan of the gradients that reads what this one saves. */
    private @Nullable Expr adjointOf(Expr scan) {
        Set<Expr> saved = saved(scan);
        for (Expr expr : order) {
            if (expr.op() instanceof Scan
                    && !forward.contains(expr)
                    && expr.operands().stream().anyMatch(saved::contains)) {
                return expr;
            }
        }
        return null;
    }

    private void segment(Expr scan, Expr adjoint) {
        Set<Expr> saved = saved(scan);
        Set<Expr> inside = inside(scan, adjoint, saved);
        List<Expr> picks = picks(scan);
        List<Expr> aside = new ArrayList<>(picks);
        inside.stream().filter(expr -> users(expr).size() > 1).forEach(aside::add);

        List<Expr> seen = picks.stream()
                .filter(pick -> forward.contains(pick) || isState(pick, scan))
                .toList();
        Expr first = new SegmentBody(inside, List.of(scan)).build(scan, List.of(), seen, aside, true);
        List<Expr> beginnings = new ArrayList<>();
        for (int i = 0; i < states(scan); i++) {
            beginnings.add(Expr.of(new Pick(first.results().size() - states(scan) + i), first));
        }
        List<Expr> given = new ArrayList<>(picks(adjoint));
        saved.stream()
                .filter(expr -> inside.contains(expr) || picks.contains(expr))
                .filter(expr -> !users(expr).stream().allMatch(user -> user.equals(adjoint) || inside.contains(user)))
                .forEach(given::add);
        Expr second = new SegmentBody(inside, List.of(scan, adjoint)).build(adjoint, beginnings, given, aside, false);
        boolean separate = Graph.topological(second.operands()).stream().noneMatch(saved::contains);
        if (separate) {
            replace(scan, seen, first);
            replace(adjoint, given, second);
        }
    }

    /** Final states by their number, outputs by their place among those given out. */
    private void replace(Expr scan, List<Expr> picks, Expr segments) {
        List<Expr> given = picks.stream().filter(pick -> !isState(pick, scan)).toList();
        for (Expr pick : picks) {
            int at = isState(pick, scan) ? index(pick) : states(scan) + given.indexOf(pick);
            rewriter.replace(pick, Expr.of(new Pick(at), segments));
        }
    }

    /**
     * The stepwise expressions, which can be computed for some steps alone, that only these scans use, or that the adjoint uses
     * among others and that are made of values the scan saves, which exist only inside.
     */
    private Set<Expr> inside(Expr scan, Expr adjoint, Set<Expr> saved) {
        Set<Expr> inside = new LinkedHashSet<>();
        for (Expr expr : order.reversed()) {
            if (!stepwise(expr) || outputs.contains(expr)) {
                continue;
            }
            List<Expr> serving = users(expr).stream()
                    .filter(user -> user.equals(scan) || user.equals(adjoint) || inside.contains(user))
                    .toList();
            if (serving.size() == users(expr).size() || saved.contains(expr) && !serving.isEmpty()) {
                inside.add(expr);
            }
        }
        return inside;
    }

    /** Returns whether each step of the value is computed from the same step of the operands. */
    private static boolean stepwise(Expr expr) {
        if (expr.op() instanceof Scan || expr.op() instanceof Pick || !overTime(expr)) {
            return false;
        }
        int rank = expr.shape().rank();
        boolean aligned = expr.operands().stream()
                .allMatch(o -> !o.shape().axes().contains(Dim.TIME)
                        || overTime(o) && o.shape().rank() == rank);
        return aligned
                && switch (expr.op()) {
                    case UnaryOp unary -> true;
                    case BinaryOp binary -> true;
                    case Select select -> true;
                    case Softmax softmax -> rank > 1;
                    case GatherElements gather -> rank > 1;
                    case ScatterElements scatter -> rank > 1;
                    case Slice slice -> -slice.axis() < rank;
                    case Pad pad -> -pad.axis() < rank;
                    case Concat concat -> -concat.axis() < rank;
                    case Reduce reduce -> reduce.keep() && -reduce.axis() < rank;
                    case BatchMatMul product -> true;
                    case Transpose transpose -> rank > 2;
                    case MatMul product -> !product.transposeLeft() && !overTime(expr.operand(1));
                    case BroadcastTo broadcast -> !overTime(expr.operand(0));
                    default -> false;
                };
    }

    private static boolean overTime(Expr expr) {
        return expr.shape().rank() > 0 && expr.shape().axis(0).equals(Dim.TIME);
    }

    private List<Expr> users(Expr expr) {
        return users.getOrDefault(expr, List.of());
    }

    private List<Expr> picks(Expr scan) {
        return users(scan).stream().filter(user -> user.op() instanceof Pick).toList();
    }

    private static int states(Expr scan) {
        return step(scan).states().size();
    }

    private static Step step(Expr scan) {
        return ((Scan) scan.op()).step();
    }

    private static int index(Expr pick) {
        return ((Pick) pick.op()).index();
    }

    private static boolean isState(Expr pick, Expr scan) {
        return pick.operand(0).equals(scan) && index(pick) < states(scan);
    }

    /** The body of a loop over segments: the parts inside are copied, values from outside get placeholders. */
    private final class SegmentBody {
        private final Set<Expr> inside;
        private final List<Expr> scans;
        private final Map<Expr, Expr> copies = new HashMap<>();
        private final Map<Expr, Expr> inputs = new LinkedHashMap<>();
        private final Map<Expr, Expr> captures = new LinkedHashMap<>();
        private final List<Expr> borders = new ArrayList<>();
        private final List<Expr> states = new ArrayList<>();
        private final List<Expr> initial = new ArrayList<>();

        SegmentBody(Set<Expr> inside, List<Expr> scans) {
            this.inside = inside;
            this.scans = scans;
        }

        /**
         * The loop.
         *
         * @param carried the scan whose states pass from segment to segment
         * @param beginnings the states of the other scan at the start of each segment
         */
        Expr build(Expr carried, List<Expr> beginnings, List<Expr> given, List<Expr> aside, boolean keep) {
            scans.forEach(scan -> copyScan(scan, scan.equals(carried)));
            List<Expr> next = new ArrayList<>();
            for (int i = 0; i < states.size(); i++) {
                next.add(last(carried, i));
            }
            List<Expr> outputs = new ArrayList<>();
            given.stream().filter(pick -> !isState(pick, carried)).forEach(pick -> outputs.add(copy(pick)));
            List<Expr> computed = new ArrayList<>();
            aside.stream().filter(copies::containsKey).forEach(expr -> computed.add(copy(expr)));
            aside.stream().filter(expr -> expr.op() instanceof Pick).forEach(expr -> computed.add(copy(expr)));
            boolean reverse = ((Scan) carried.op()).reverse();
            Segments loop = new Segments(
                    List.copyOf(inputs.values()),
                    borders,
                    states,
                    List.copyOf(captures.values()),
                    next,
                    outputs,
                    List.copyOf(new LinkedHashSet<>(computed)),
                    keep,
                    reverse);
            List<Expr> operands = new ArrayList<>(inputs.keySet());
            operands.addAll(beginnings);
            operands.addAll(initial);
            operands.addAll(captures.keySet());
            return Expr.of(loop, operands);
        }

        /** A final state; where the graph has a pick of it, the copy of that one: each result is picked once. */
        private Expr last(Expr scan, int state) {
            return picks(scan).stream()
                    .filter(pick -> index(pick) == state)
                    .findFirst()
                    .map(this::copy)
                    .orElseGet(() -> Expr.of(new Pick(state), copy(scan)));
        }

        private void copyScan(Expr scan, boolean carried) {
            int first = step(scan).inputs().size();
            int last = first + step(scan).states().size();
            List<Expr> operands = new ArrayList<>();
            for (int i = 0; i < scan.operands().size(); i++) {
                Expr operand = scan.operand(i);
                if (i < first || i >= last) {
                    operands.add(copy(operand));
                    continue;
                }
                Expr state = placeholder(operand.shape());
                (carried ? states : borders).add(state);
                if (carried) {
                    initial.add(operand);
                }
                operands.add(state);
            }
            copies.put(scan, Expr.of(scan.op(), operands));
        }

        private Expr copy(Expr expr) {
            Expr known = copies.get(expr);
            if (known != null) {
                return known;
            }
            boolean pick = expr.op() instanceof Pick && scans.contains(expr.operand(0));
            Expr made;
            if (pick || inside.contains(expr)) {
                made = Expr.of(
                        expr.op(), expr.operands().stream().map(this::copy).toList());
            } else if (expr.op() instanceof Constant) {
                made = expr;
            } else {
                made = placeholder(expr.shape());
                (overTime(expr) ? inputs : captures).put(expr, made);
            }
            copies.put(expr, made);
            return made;
        }

        private Expr placeholder(Dims shape) {
            return Exprs.input("segment." + labels++, shape);
        }
    }
}
