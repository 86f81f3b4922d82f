package dev.sluice.export.importer.read;

import dev.sluice.core.graph.Dim;
import dev.sluice.core.graph.Dims;
import dev.sluice.core.graph.Expr;
import dev.sluice.export.foreign.UnsupportedPartException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BinaryOperator;

/** Brings two values to common axes by NumPy's broadcasting rule on the file's axes. */
final class Elementwise {
    private Elementwise() {}

    static Flow apply(Flow a, Flow b, BinaryOperator<Expr> operation) {
        if (a.reversed() != b.reversed() && a.has(Dim.TIME) && b.has(Dim.TIME)) {
            throw new UnsupportedPartException("values with opposite orders of steps cannot be combined");
        }
        List<List<Dim>> axes = common(a, b);
        Expr result = operation.apply(aligned(a, axes), aligned(b, axes));
        Dims dims = Flow.canonical(axes);
        boolean reversed = a.has(Dim.TIME) ? a.reversed() : b.reversed();
        return new Flow(Flow.reshaped(result, dims), axes, reversed, a.whole() && b.whole());
    }

    static List<List<Dim>> common(Flow a, Flow b) {
        int rank = Math.max(a.rank(), b.rank());
        List<List<Dim>> axes = new ArrayList<>();
        for (int i = rank; i >= 1; i--) {
            List<Dim> left = i <= a.rank() ? a.axes().get(a.rank() - i) : List.of();
            List<Dim> right = i <= b.rank() ? b.axes().get(b.rank() - i) : List.of();
            if (!left.equals(right) && !left.isEmpty() && !right.isEmpty()) {
                learn(left, right);
                throw new UnsupportedPartException(
                        "axis -" + i + " must be equal or 1 on both sides, but the values are " + a.describe() + " and "
                                + b.describe(),
                        "export the model with free batch and time axes");
            }
            axes.add(left.isEmpty() ? right : left);
        }
        return axes;
    }

    /** Unifies two lists of axes that must be equal: knowledge of one applies to the other. */
    static void learn(List<Dim> left, List<Dim> right) {
        if (left.size() == 1 && right.size() == 1) {
            Dim a = left.getFirst();
            Dim b = right.getFirst();
            if (InputAxes.isOpen(a)) {
                throw new AxisIdentified(a, b);
            }
            if (InputAxes.isOpen(b)) {
                throw new AxisIdentified(b, a);
            }
        }
    }

    /** A value as an expression with size 1 at each of the common axes that it lacks. */
    static Expr aligned(Flow value, List<List<Dim>> axes) {
        if (value.expr().shape().rank() == 0) {
            return value.expr();
        }
        Dims whole = Flow.canonical(axes);
        List<Dim> own = new ArrayList<>();
        int offset = axes.size() - value.rank();
        for (Dim dim : whole.axes()) {
            if (dim instanceof Dim.Named) {
                own.add(value.has(dim) ? dim : Dim.of(1));
            }
        }
        for (int i = 0; i < axes.size(); i++) {
            for (Dim dim : axes.get(i)) {
                if (dim instanceof Dim.Fixed) {
                    boolean there = i >= offset && value.axes().get(i - offset).contains(dim);
                    own.add(there ? dim : Dim.of(1));
                }
            }
        }
        // Missing leading axes broadcast implicitly.
        while (own.size() > value.expr().shape().rank() && own.getFirst().equals(Dim.of(1))) {
            own.removeFirst();
        }
        return value.stretched(new Dims(own));
    }
}
