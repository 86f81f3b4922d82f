package dev.sluice.core.graph.gradient;

import dev.sluice.core.graph.BatchMatMul;
import dev.sluice.core.graph.BinaryOp;
import dev.sluice.core.graph.Constant;
import dev.sluice.core.graph.Dim;
import dev.sluice.core.graph.Dims;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Exprs;
import dev.sluice.core.graph.GradientClip;
import dev.sluice.core.graph.MatMul;
import dev.sluice.core.graph.Op;
import dev.sluice.core.graph.Pick;
import dev.sluice.core.graph.Reduce;
import dev.sluice.core.graph.Reshape;
import dev.sluice.core.graph.Rewriter;
import dev.sluice.core.graph.Scan;
import dev.sluice.core.graph.Step;
import dev.sluice.core.graph.SumTo;
import dev.sluice.core.graph.UnaryOp;
import dev.sluice.core.graph.rewrite.PrunedScan;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The derivative of a scan: back-propagation through time, which is itself a scan that runs the other way.
 *
 * <p>For a step {@code (x, s) → (s', y)} with captures {@code p} (weights), the adjoint step carries {@code ds' → ds},
 * takes {@code dy} and the values that the forward step saved, and outputs {@code dx}. Three rules keep it fast:
 *
 * <ol>
 *   <li>Saved is what the adjoint's expressions mention, and of that only what is not cheaply computed again from other
 *       saved values.
 *   <li>A weight's gradient {@code Σ_t gᵀ_t h_t} is not summed in the loop: the step gives out {@code g_t}, and one
 *       product over all {@code T·B} rows follows the loop. Likewise a bias's {@code Σ_t Σ_b g}.
 *   <li>The scan that is differentiated is replaced by one that also gives out what is to be saved, so the forward pass
 *       runs once.
 * </ol>
 */
final class ScanAdjoint {
    private final Expr scanExpr;
    private final Scan scan;
    private final Step step;
    private final Predicate<Expr> outerActive;
    private final Rewriter replacements;
    private final Set<Expr> forward;
    private final Set<Expr> saved = new LinkedHashSet<>();
    private final List<Expr> adjointOutputs = new ArrayList<>();

    ScanAdjoint(Expr scanExpr, Scan scan, Predicate<Expr> outerActive, Rewriter replacements) {
        this.scanExpr = scanExpr;
        this.scan = scan;
        this.step = scan.step();
        this.outerActive = outerActive;
        this.replacements = replacements;
        forward = new HashSet<>(step.expressions());
        forward.addAll(step.inputs());
        forward.addAll(step.states());
        forward.addAll(step.captures());
    }

    /** The gradients with respect to the scan's operands, given those with respect to its results. */
    List<@Nullable Expr> adjoint(List<@Nullable Expr> gradients) {
        int states = step.states().size();
        List<Expr> carried = new ArrayList<>();
        List<Expr> initial = new ArrayList<>();
        List<Expr> inputs = new ArrayList<>();
        List<Expr> sequences = new ArrayList<>();
        ReverseMode reverse = new ReverseMode(step.expressions(), activePlaceholders(), new Rewriter());
        for (int i = 0; i < states; i++) {
            Dims dims = step.states().get(i).shape();
            Expr placeholder = Exprs.input("d" + label(step.states().get(i)), dims);
            carried.add(placeholder);
            Expr last = gradients.get(i);
            initial.add(last == null ? Exprs.zeros(dims) : last);
            reverse.contribute(step.next().get(i), 0, placeholder);
        }
        for (int i = 0; i < step.outputs().size(); i++) {
            Expr gradient = gradients.get(states + i);
            if (gradient != null) {
                Expr placeholder = Exprs.input("dy." + i, step.outputs().get(i).shape());
                inputs.add(placeholder);
                sequences.add(gradient);
                reverse.contribute(step.outputs().get(i), 0, placeholder);
            }
        }
        reverse.run(step.expressions());

        List<Expr> next = new ArrayList<>();
        for (Expr state : step.states()) {
            Expr gradient = reverse.gradient(state, 0);
            next.add(gradient == null ? Exprs.zeros(state.shape()) : gradient);
        }
        List<@Nullable Deferred> deferred = new ArrayList<>();
        for (int i = 0; i < scanExpr.operands().size(); i++) {
            deferred.add(defer(i, reverse));
        }
        save(next);
        return build(inputs, sequences, carried, initial, next, deferred);
    }

    private Set<Expr> activePlaceholders() {
        Set<Expr> active = new LinkedHashSet<>(step.states());
        for (int i = 0; i < scanExpr.operands().size(); i++) {
            if (outerActive.test(scanExpr.operand(i))) {
                active.add(scan.placeholder(i));
            }
        }
        return active;
    }

    private static String label(Expr placeholder) {
        return placeholder.op() instanceof Op.Leaf leaf ? leaf.label() : "";
    }

    /** The assembly of an operand's gradient after the loop; null where none flows. */
    private @Nullable Deferred defer(int operand, ReverseMode reverse) {
        if (!outerActive.test(scanExpr.operand(operand))) {
            return null;
        }
        int inputs = step.inputs().size();
        Expr placeholder = scan.placeholder(operand);
        if (operand < inputs) {
            Expr gradient = reverse.gradient(placeholder, 0);
            return gradient == null ? null : stacked(gradient, over -> over);
        }
        if (operand < inputs + step.states().size()) {
            return (outer, finals) -> finals.get(operand - inputs);
        }
        Deferred sum = null;
        for (Expr part : reverse.parts(placeholder)) {
            Deferred term = deferPart(part);
            Deferred before = sum;
            sum = before == null
                    ? term
                    : (outer, finals) -> before.build(outer, finals).add(term.build(outer, finals));
        }
        return sum;
    }

    /** One contribution to the gradient of a capture, summed over time after the loop. */
    private Deferred deferPart(Expr part) {
        if (!forward.contains(part) && part.op() instanceof MatMul product && product.transposeLeft()) {
            Expr left = stack(part.operand(0));
            Expr right = stack(part.operand(1));
            return (outer, finals) -> Expr.of(part.op(), outer.of(left), outer.of(right));
        }
        if (!forward.contains(part) && part.op() instanceof BatchMatMul product && isOuter(part, product)) {
            Expr left = stack(part.operand(0));
            Expr right = stack(part.operand(1));
            return (outer, finals) ->
                    Expr.of(new BatchMatMul(true, false), besideSteps(outer.of(left)), besideSteps(outer.of(right)));
        }
        if (!forward.contains(part) && part.op() instanceof SumTo sum) {
            return stacked(part.operand(0), over -> Expr.of(sum, over));
        }
        return stacked(
                part, over -> Expr.of(new Reduce(Reduce.Kind.SUM, -over.shape().rank(), false), over));
    }

    /**
     * Returns whether a part is a row's product of a column and a row, {@code [B, 1, M]ᵀ · [B, 1, N]}: the gradient of a memory that
     * each step looks into. Summed over the steps it is one product, with the steps in place of the 1.
     */
    private static boolean isOuter(Expr part, BatchMatMul product) {
        return product.transposeLeft()
                && part.shape().rank() == 3
                && part.shape().axis(0).equals(Dim.BATCH)
                && part.operand(0).shape().axis(-2).equals(Dim.of(1));
    }

    /** {@code [T, B, 1, N] → [B, S, N]}. */
    private static Expr besideSteps(Expr overTime) {
        return Exprs.rowsFirst(overTime.reshape(overTime.shape().without(-2)));
    }

    private Deferred stacked(Expr inStep, UnaryOperator<Expr> finish) {
        Expr kept = stack(inStep);
        return (outer, finals) -> finish.apply(outer.of(kept));
    }

    /** Ensures that an expression of either step is available for all time steps. */
    private Expr stack(Expr clipped) {
        Expr expr = GradientClip.unwrap(clipped);
        if (step.inputs().contains(expr)) {
            return expr;
        }
        if (forward.contains(expr) && !(expr.op() instanceof Constant)) {
            saved.add(expr);
        } else if (!adjointOutputs.contains(expr)) {
            adjointOutputs.add(expr);
        }
        return expr;
    }

    /** Decides which values the forward step saves for the adjoint's expressions. */
    private void save(List<Expr> next) {
        Set<Expr> mustSave = new HashSet<>(saved);
        List<Expr> roots = new ArrayList<>(next);
        roots.addAll(adjointOutputs);
        Set<Expr> mentioned = new HashSet<>();
        roots.forEach(root -> mention(root, mentioned, new HashSet<>()));
        for (Expr expr : step.expressions()) {
            if (mentioned.contains(expr)
                    && !step.inputs().contains(expr)
                    && !step.captures().contains(expr)) {
                if (mustSave.contains(expr) || !cheap(expr, mentioned)) {
                    saved.add(expr);
                }
            }
        }
        for (Expr state : step.states()) {
            if (mentioned.contains(state)) {
                saved.add(state);
            }
        }
    }

    private void mention(Expr expr, Set<Expr> mentioned, Set<Expr> visited) {
        if (!visited.add(expr)) {
            return;
        }
        if (forward.contains(expr)) {
            if (!(expr.op() instanceof Constant)) {
                mentioned.add(expr);
                // Forward, a clip is its operand, and another shape holds its numbers: that is what is saved, perhaps
                // for
                // others as well.
                mentioned.add(GradientClip.unwrap(expr));
                if (expr.op() instanceof Reshape) {
                    mentioned.add(expr.operand(0));
                }
            }
            return;
        }
        expr.operands().forEach(operand -> mention(operand, mentioned, visited));
    }

    /** Returns whether recomputing from available values costs less than keeping. */
    private boolean cheap(Expr expr, Set<Expr> mentioned) {
        boolean arithmetic = switch (expr.op()) {
            case BinaryOp op -> op != BinaryOp.DIV && op != BinaryOp.POW;
            case UnaryOp op -> op == UnaryOp.NEG || op == UnaryOp.ABS || op == UnaryOp.SIGN;
            case GradientClip clip -> true;
            case Reshape reshape -> true;
            // An outer product: one multiplication for each element.
            case BatchMatMul product ->
                expr.operand(0).shape().axis(product.transposeLeft() ? -2 : -1).equals(Dim.of(1));
            default -> false;
        };
        return arithmetic
                && expr.operands().stream()
                        .allMatch(o -> o.op() instanceof Constant
                                || mentioned.contains(o)
                                || step.inputs().contains(o)
                                || step.captures().contains(o));
    }

    private List<@Nullable Expr> build(
            List<Expr> inputs,
            List<Expr> sequences,
            List<Expr> carried,
            List<Expr> initial,
            List<Expr> next,
            List<@Nullable Deferred> deferred) {
        List<Expr> outputs = new ArrayList<>(step.outputs());
        Map<Expr, Integer> savedAt = new LinkedHashMap<>();
        for (Expr expr : saved) {
            int known = outputs.indexOf(expr);
            savedAt.put(expr, known >= 0 ? known : outputs.size());
            if (known < 0) {
                outputs.add(expr);
            }
        }
        Expr saving = Expr.of(
                new Scan(new Step(step.inputs(), step.states(), step.captures(), step.next(), outputs), scan.reverse()),
                scanExpr.operands());
        replacements.replace(scanExpr, saving);

        Rewriter toSaved = new Rewriter();
        savedAt.forEach((expr, at) -> {
            Expr placeholder = step.states().contains(expr) ? expr : Exprs.input("saved." + at, expr.shape());
            if (!placeholder.equals(expr)) {
                toSaved.replace(expr, placeholder);
            }
            inputs.add(placeholder);
            sequences.add(Expr.of(new Pick(step.states().size() + at), saving));
        });
        inputs.addAll(step.inputs());
        sequences.addAll(scanExpr.operands().subList(0, step.inputs().size()));
        List<Expr> captured = scanExpr.operands()
                .subList(
                        step.inputs().size() + step.states().size(),
                        scanExpr.operands().size());
        Expr adjoint = PrunedScan.of(
                inputs,
                sequences,
                carried,
                initial,
                step.captures(),
                captured,
                toSaved.rewrite(next),
                toSaved.rewrite(adjointOutputs),
                !scan.reverse());

        OverTime outer = expr -> {
            int input = step.inputs().indexOf(expr);
            if (input >= 0) {
                return scanExpr.operand(input);
            }
            Integer at = savedAt.get(expr);
            return at != null
                    ? Expr.of(new Pick(step.states().size() + at), saving)
                    : Expr.of(new Pick(carried.size() + adjointOutputs.indexOf(expr)), adjoint);
        };
        List<Expr> finals = new ArrayList<>();
        for (int i = 0; i < carried.size(); i++) {
            finals.add(Expr.of(new Pick(i), adjoint));
        }
        List<@Nullable Expr> result = new ArrayList<@Nullable Expr>(Collections.nCopies(deferred.size(), null));
        for (int i = 0; i < deferred.size(); i++) {
            Deferred term = deferred.get(i);
            if (term != null) {
                result.set(i, Objects.requireNonNull(term.build(outer, finals)));
            }
        }
        return result;
    }

    /** Finds the values of a step's expression for all time steps. */
    private interface OverTime {
        Expr of(Expr inStep);
    }

    /** A gradient that is put together once the adjoint scan exists. */
    private interface Deferred {
        Expr build(OverTime outer, List<Expr> finals);
    }
}
