package dev.sluice.export.importer.read;

import dev.sluice.core.graph.Dim;
import dev.sluice.core.graph.Dims;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Exprs;
import dev.sluice.core.graph.Reduce;
import dev.sluice.export.foreign.UnsupportedPartException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Operations over time: first and last step, sums, means, maxima, attention weights.
 *
 * <p>A file without lengths is meant for rows as long as the batch; here each row has its own length and is treated as if
 * it were alone. A file with lengths sees all steps of the batch outside its recurrent operators, and so does the import.
 */
final class TimeSteps {
    private final Tracer tracer;

    TimeSteps(Tracer tracer) {
        this.tracer = tracer;
    }

    /** The number of steps that count in each row of a value, {@code [B]}. */
    Expr lengths(Expr value) {
        return tracer.steps()
                .lengths(value, tracer.ragged() ? all() : tracer.binding().lengths());
    }

    /** The number of all steps of the batch, {@code [B]}. */
    private static Expr all() {
        Expr ones = Exprs.zeros(Dims.of(Dim.TIME, Dim.BATCH)).add(1);
        return Expr.of(new Reduce(Reduce.Kind.SUM, -2, false), ones);
    }

    /**
     * The number of steps that a layer without lengths runs over. If the file uses lengths only for later nodes, its
     * layers also read padding; in a network they stop at each row's end, because otherwise the states would include
     * padding.
     */
    Expr ofLayer(Expr sequence) {
        Expr whole = tracer.ragged()
                ? tracer.binding().rowLengths().orElseGet(TimeSteps::all)
                : tracer.binding().lengths();
        return tracer.steps().lengths(sequence, whole);
    }

    /** The first or last step in the file's order. */
    Flow single(Flow x, boolean lastInFile, List<List<Dim>> axes) {
        boolean last = lastInFile != x.reversed();
        Optional<Expr> state = last && !tracer.ragged() ? tracer.last(x.expr()) : Optional.empty();
        Expr step = state.orElseGet(() -> sum(x, chosen(x.expr(), last)));
        return new Flow(Flow.reshaped(step, Flow.canonical(axes)), axes, false, x.whole());
    }

    /** The step of each row at which a mask {@code [T, B, 1]} is 1; there must be one. */
    Flow at(Flow x, Expr chosen, List<List<Dim>> axes) {
        return new Flow(Flow.reshaped(sum(x, chosen), Flow.canonical(axes)), axes, false, x.whole());
    }

    /** The last valid step of a sequence {@code [T, B, F]}. */
    Expr last(Expr sequence) {
        Expr kept = Exprs.select(chosen(sequence, true), sequence, Exprs.constant(0));
        return Expr.of(new Reduce(Reduce.Kind.SUM, -3, false), kept);
    }

    /** A mask that is 1 at the first or last step of each row. */
    private Expr chosen(Expr value, boolean last) {
        Expr lengths = lengths(value);
        Expr valid = Exprs.validSteps(lengths);
        return last
                ? valid.sub(Exprs.validSteps(lengths.add(-1)))
                : Exprs.validSteps(Exprs.min(lengths, Exprs.constant(1)));
    }

    Flow sum(Flow x, List<List<Dim>> axes) {
        Expr sum = sum(x, Exprs.validSteps(lengths(x.expr())));
        return Flow.of(Flow.reshaped(sum, Flow.canonical(axes)), axes);
    }

    Flow mean(Flow x, List<List<Dim>> axes) {
        Flow sum = sum(x, axes);
        Expr count = Exprs.max(lengths(x.expr()), Exprs.constant(1));
        return sum.with(sum.expr().div(perRow(count, sum.expr().shape().rank())));
    }

    Flow largest(Flow x, List<List<Dim>> axes) {
        return Flow.of(Flow.reshaped(largest(x), Flow.canonical(axes)), axes);
    }

    private Expr largest(Flow x) {
        Expr lowest = Exprs.constant(-Float.MAX_VALUE);
        Expr candidates = Exprs.select(mask(x, Exprs.validSteps(lengths(x.expr()))), x.expr(), lowest);
        return Expr.of(new Reduce(Reduce.Kind.MAX, -x.expr().shape().rank(), false), candidates);
    }

    /** Softmax over the steps that count; 0 for the others. */
    Flow softmax(Flow x) {
        Expr mask = mask(x, Exprs.validSteps(lengths(x.expr())));
        Expr shifted = Exprs.min(x.expr().sub(largest(x)), Exprs.constant(0));
        Expr powers = Exprs.select(mask, Exprs.exp(shifted), Exprs.constant(0));
        Expr total = Expr.of(new Reduce(Reduce.Kind.SUM, -x.expr().shape().rank(), false), powers);
        return x.with(powers.div(total));
    }

    private Expr sum(Flow x, Expr mask) {
        Expr kept = Exprs.select(mask(x, mask), x.expr(), Exprs.constant(0));
        return Expr.of(new Reduce(Reduce.Kind.SUM, -kept.shape().rank(), false), kept);
    }

    /** Shapes a mask {@code [T, B, 1]} for a value {@code [T, B, ..]}. */
    private static Expr mask(Flow x, Expr mask) {
        Dims shape = x.expr().shape();
        if (shape.rank() > 1 && InputAxes.isOpen(shape.axis(1))) {
            // Of an input's axes other than features, the one beside time is the batch.
            throw new AxisIdentified(shape.axis(1), Dim.BATCH);
        }
        if (shape.rank() < 2
                || !shape.axis(0).equals(Dim.TIME)
                || !shape.axis(1).equals(Dim.BATCH)) {
            throw new UnsupportedPartException("a value over time must have a batch axis, but is " + x.describe());
        }
        List<Dim> dims = new ArrayList<>(List.of(Dim.TIME, Dim.BATCH));
        while (dims.size() < shape.rank()) {
            dims.add(Dim.of(1));
        }
        return Flow.reshaped(mask, new Dims(dims));
    }

    private static Expr perRow(Expr rows, int rank) {
        List<Dim> dims = new ArrayList<>(List.of(Dim.BATCH));
        while (dims.size() < rank) {
            dims.add(Dim.of(1));
        }
        return rows.reshape(new Dims(dims));
    }
}
