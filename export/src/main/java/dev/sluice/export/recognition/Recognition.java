package dev.sluice.export.recognition;

import dev.sluice.core.graph.Constant;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Graph;
import dev.sluice.core.graph.Input;
import dev.sluice.core.graph.RandomMask;
import dev.sluice.core.graph.Scan;
import dev.sluice.core.graph.Select;
import dev.sluice.core.graph.Step;
import dev.sluice.core.graph.ValidSteps;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Recognizes the recurrent function that a loop computes.
 *
 * <p>A loop qualifies if it treats lengths as layers do (states keep their values at invalid steps, outputs are zero
 * there) or has no lengths, returns its state, reads one sequence through matrix products only, and its step equals an
 * operator's by the rules of sums and products. Only the loop itself is examined; names are ignored.
 */
public final class Recognition {
    private Recognition() {}

    /**
     * The function of a loop; empty if it is none of the three, or if its weights depend on the graph's inputs.
     *
     * @param loop an expression whose operation is a {@link Scan}, before hoisting
     */
    public static Optional<Recurrence> of(Expr loop) {
        if (!(loop.op() instanceof Scan scan)) {
            return Optional.empty();
        }
        try {
            return bare(loop, scan).flatMap(bare -> match(loop, scan, bare));
        } catch (TooLargeException e) {
            return Optional.empty();
        }
    }

    /** A step without its treatment of lengths. */
    private record Bare(
            List<Expr> next, List<Expr> outputs, @Nullable Expr lengths) {}

    private static Optional<Bare> bare(Expr loop, Scan scan) {
        Step step = scan.step();
        Expr mask = mask(step);
        if (mask == null) {
            return Optional.of(new Bare(step.next(), step.outputs(), null));
        }
        Expr valid = loop.operand(step.inputs().indexOf(mask));
        if (!(valid.op() instanceof ValidSteps)) {
            return Optional.empty();
        }
        List<Expr> next = new ArrayList<>();
        for (int i = 0; i < step.states().size(); i++) {
            Expr masked = step.next().get(i);
            if (!isMasked(masked, mask)
                    || !masked.operand(2).equals(step.states().get(i))) {
                return Optional.empty();
            }
            next.add(masked.operand(1));
        }
        List<Expr> outputs = new ArrayList<>();
        for (Expr masked : step.outputs()) {
            boolean zero = isMasked(masked, mask)
                    && masked.operand(2).op() instanceof Constant constant
                    && constant.value() == 0;
            if (!zero) {
                return Optional.empty();
            }
            outputs.add(masked.operand(1));
        }
        return Optional.of(new Bare(next, outputs, valid.operand(0)));
    }

    private static @Nullable Expr mask(Step step) {
        if (step.next().isEmpty() || !(step.next().getFirst().op() instanceof Select)) {
            return null;
        }
        Expr condition = step.next().getFirst().operand(0);
        return step.inputs().contains(condition) ? condition : null;
    }

    private static boolean isMasked(Expr expr, Expr mask) {
        return expr.op() instanceof Select && expr.operand(0).equals(mask);
    }

    private static Optional<Recurrence> match(Expr loop, Scan scan, Bare bare) {
        StepAlgebra algebra = new StepAlgebra(scan.step());
        List<Polynomial> next = bare.next().stream().map(algebra::of).toList();
        Optional<Equations> found = switch (next.size()) {
            case 1 -> {
                Optional<Equations> rnn = RnnPattern.match(next.getFirst(), 0);
                yield rnn.isPresent() ? rnn : GruPattern.match(next.getFirst(), 0);
            }
            case 2 -> {
                Optional<Equations> lstm = LstmPattern.match(next.get(0), next.get(1), 0, 1);
                yield lstm.isPresent() ? lstm : LstmPattern.match(next.get(1), next.get(0), 1, 0);
            }
            default -> Optional.empty();
        };
        return found.filter(equations -> bare.outputs().stream()
                        .allMatch(output -> algebra.of(output).same(next.get(equations.hidden()))))
                .filter(equations -> capturesAreWeights(loop, scan))
                .flatMap(equations -> complete(loop, scan, equations, bare.lengths()));
    }

    private static Optional<Recurrence> complete(Expr loop, Scan scan, Equations equations, @Nullable Expr lengths) {
        OptionalInt source = OptionalInt.empty();
        for (Gate gate : equations.gates()) {
            OptionalInt used = gate.linear().source();
            if (used.isPresent()) {
                if (source.isPresent() && source.getAsInt() != used.getAsInt()) {
                    return Optional.empty();
                }
                source = used;
            }
        }
        if (source.isEmpty() || loop.operand(source.getAsInt()).shape().rank() != 3) {
            return Optional.empty();
        }
        Recurrence recurrence = new Recurrence(loop, scan, equations, source.getAsInt(), lengths);
        return RecognitionCheck.agrees(recurrence) ? Optional.of(recurrence) : Optional.empty();
    }

    /** Returns whether all captures are weights: operators need weights that are known when the file is written. */
    private static boolean capturesAreWeights(Expr loop, Scan scan) {
        int first = scan.step().inputs().size() + scan.step().states().size();
        List<Expr> captures = loop.operands().subList(first, loop.operands().size());
        return Graph.topological(captures).stream()
                .map(Expr::op)
                .noneMatch(op -> op instanceof Input || op instanceof Scan || op instanceof RandomMask);
    }
}
