package dev.sluice.core.model;

import dev.sluice.core.graph.Dim;
import dev.sluice.core.graph.Dims;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Exprs;
import dev.sluice.core.graph.Reduce;
import dev.sluice.core.graph.TimeKernel;
import dev.sluice.core.graph.Unfold;

/**
 * A kernel that moves over sequences, each row as if it were alone: it reads zeros before a row's first step and after its last.
 *
 * <p>A row of length {@code L} becomes one of {@code ⌊(L + lead + trail - span - 1) / stride⌋ + 1} steps, at least 0, where the
 * span is {@code dilation · (size - 1)}. The axis {@code T} keeps its size; there are just more steps behind a row's end.
 *
 * @param kernel the steps that it reads, from {@code lead} before the first
 * @param trail steps after the last that it may read
 */
public record TimeConvolution(TimeKernel kernel, int trail) {
    /** Checks that a row does not become longer. */
    public TimeConvolution {
        if (trail < 0 || kernel.lead() + trail > kernel.span()) {
            throw new IllegalArgumentException("a kernel that spans " + kernel.span()
                    + " further steps must be padded by at most so many, but is by " + kernel.lead() + " and "
                    + trail);
        }
    }

    /** A kernel with one place for each step. */
    public boolean keepsSteps() {
        return kernel.stride() == 1 && kernel.lead() + trail == kernel.span();
    }

    /** The steps of the result of a row of {@code length} steps. */
    public int places(int length) {
        return Math.max(0, Math.floorDiv(length + kernel.lead() + trail - kernel.span() - 1, kernel.stride()) + 1);
    }

    /** The steps of each row of the result, {@code [B]} from {@code [B]}. */
    public Expr lengths(Expr lengths) {
        if (keepsSteps()) {
            return lengths;
        }
        Expr room = lengths.add(kernel.lead() + trail - kernel.span() - 1.0 + kernel.stride());
        Expr places = kernel.stride() == 1 ? room : Exprs.floor(room.div(Exprs.constant(kernel.stride())));
        return Exprs.max(places, Exprs.constant(0));
    }

    /**
     * The values that the kernel reads at each place, {@code [T, B, C] → [T, B, C · K]}, with element {@code c · K + k} from feature
     * {@code c}.
     *
     * @param lengths of the rows that are read, {@code [B]}
     */
    public Expr read(Expr x, Expr lengths) {
        return Expr.of(new Unfold(kernel), valid(x, lengths));
    }

    /**
     * The same for a kernel that looks back, of a sequence that goes on.
     *
     * @param before the steps before it, {@code [B, lead · C]}, the oldest first
     */
    public Expr read(Expr x, Expr lengths, Expr before) {
        return Expr.of(new Unfold(kernel), valid(x, lengths), before);
    }

    /** The steps before what follows a sequence, {@code [B, lead · C]}. */
    public Expr after(Expr x, Expr lengths, Expr before) {
        int features = x.shape().fixed(-1);
        int kept = kernel.lead();
        Expr rows = valid(x, lengths);
        Expr ends = kept == 1
                ? rows
                : Expr.of(new Unfold(TimeKernel.of(kept, kept - 1)), rows, before.slice(-1, features, kept * features));
        Expr last = Exprs.validSteps(lengths).sub(Exprs.validSteps(lengths.add(-1)));
        Expr end = Expr.of(new Reduce(Reduce.Kind.SUM, -3, false), Exprs.select(last, ends, Exprs.constant(0)));
        Expr ordered = end.reshape(Dims.of(Dim.BATCH, features, kept))
                .transpose()
                .reshape(Dims.of(Dim.BATCH, kept * features));
        return Exprs.select(lengths.reshape(Dims.of(Dim.BATCH, 1)), ordered, before);
    }

    /** The largest of what the kernel reads at each place, {@code [T, B, C]}; steps beside the row do not count. */
    public Expr largest(Expr x, Expr lengths) {
        Expr lowest = Exprs.constant(-Float.MAX_VALUE);
        Expr candidates = Exprs.select(taps(lengths), apart(read(x, lengths)), lowest);
        return Exprs.select(
                Exprs.validSteps(lengths(lengths)),
                Expr.of(new Reduce(Reduce.Kind.MAX, -1, false), candidates),
                Exprs.constant(0));
    }

    /**
     * The mean of what a kernel reads, {@code [T, B, C]}.
     *
     * @param ofAll whether zeros beside a row count as steps
     */
    public Expr mean(Expr x, Expr lengths, boolean ofAll) {
        Expr sum = Expr.of(new Reduce(Reduce.Kind.SUM, -1, false), apart(read(x, lengths)));
        if (ofAll) {
            return sum.mul(1.0 / kernel.size());
        }
        Expr count = Expr.of(new Reduce(Reduce.Kind.SUM, -1, false), taps(lengths));
        return sum.div(Exprs.max(count, Exprs.constant(1)));
    }

    /** 1 where a step that the kernel reads belongs to the row, {@code [T, B, 1, K]}. */
    private Expr taps(Expr lengths) {
        return apart(Expr.of(new Unfold(kernel), Exprs.validSteps(lengths)));
    }

    private Expr apart(Expr unfolded) {
        int features = unfolded.shape().fixed(-1) / kernel.size();
        return unfolded.reshape(unfolded.shape().with(-1, Dim.of(features)).insert(0, Dim.of(kernel.size())));
    }

    private static Expr valid(Expr x, Expr lengths) {
        return Exprs.select(Exprs.validSteps(lengths), x, Exprs.constant(0));
    }
}
