package dev.sluice.core.train.structure;

import dev.sluice.core.graph.BroadcastTo;
import dev.sluice.core.graph.Dim;
import dev.sluice.core.graph.Dims;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Exprs;
import dev.sluice.core.graph.Reduce;
import dev.sluice.core.graph.ScanBuilder;

/**
 * The scores of a chain of labels, and sums over all sequences of labels by the forward and the backward algorithm (Rabiner, 1989).
 *
 * <p>Both go over time by a matrix product: with {@code m} about the largest of {@code α},
 * {@code log Σ_i e^(α_i + A_ij) = m + log Σ_i e^(α_i - m) e^A_ij}. No array {@code [B, C, C]} is made, and {@code e^A} is computed once.
 * What is more than 80 below the largest counts as 80 below.
 *
 * @param transitions {@code [C, C]}, from row to column
 * @param start {@code [C]}
 * @param end {@code [C]}
 * @param scores {@code [T, B, C]}
 * @param valid 1 at the steps of each row, else 0, {@code [T, B, 1]}
 */
record Chain(Expr transitions, Expr start, Expr end, Expr scores, Expr valid) {
    /** The least sum that has a logarithm: e^-80. */
    private static final double LEAST = 1.8e-35;

    Chain withScores(Expr others) {
        return new Chain(transitions, start, end, others, valid);
    }

    /** {@code [B, C]}. */
    Dims rows() {
        return scores.shape().without(0);
    }

    /** A row for each sequence, {@code [C] → [B, C]}. */
    Expr everyRow(Expr row) {
        return Expr.of(new BroadcastTo(rows()), row);
    }

    /** The logarithm of the sum of {@code e^score} over all sequences of labels, {@code [B, 1]}. */
    Expr logSum() {
        Forward forward = forward();
        return logSumExp(forward.last().add(end));
    }

    /**
     * The sums over all sequences of labels that have a label at a step, as logarithms up to a number of each row:
     * {@code [T, B, C]}. Their softmax is the probability of each label.
     */
    Expr marginals() {
        return Exprs.select(valid, forward().each().add(backward()), Exprs.constant(0));
    }

    /**
     * The sums over all beginnings.
     *
     * @param each up to each step, {@code [T, B, C]}
     * @param last up to the last valid step, {@code [B, C]}; zeros for a row without steps
     */
    private record Forward(Expr each, Expr last) {}

    private Forward forward() {
        ScanBuilder scan = new ScanBuilder(false);
        Expr x = scan.input("scores", scores);
        Expr here = scan.input("valid", valid);
        Expr reached = scan.state("reached", everyRow(start));
        Expr last = scan.state("last", Exprs.zeros(rows()));
        Expr now = reached.add(x);
        scan.next(reached, through(now, Exprs.exp(transitions), false));
        scan.next(last, Exprs.select(here, now, last));
        int each = scan.output(now);
        ScanBuilder.Result result = scan.build();
        return new Forward(result.output(each), result.last(last));
    }

    /** The sums over all endings from each step on, without the step itself, {@code [T, B, C]}. */
    private Expr backward() {
        ScanBuilder scan = new ScanBuilder(true);
        Expr x = scan.input("scores", scores);
        Expr here = scan.input("valid", valid);
        Expr rest = scan.state("rest", everyRow(end));
        scan.next(rest, Exprs.select(here, through(rest.add(x), Exprs.exp(transitions), true), rest));
        int each = scan.output(rest);
        return scan.build().output(each);
    }

    /** {@code log Σ_i e^(x_i + A_ij)}, {@code [B, C] → [B, C]}. */
    private static Expr through(Expr x, Expr expTransitions, boolean transposed) {
        Expr shift = shift(x);
        Expr weights = Exprs.exp(x.sub(shift));
        Expr sums = transposed ? weights.matmulTransposed(expTransitions) : weights.matmul(expTransitions);
        return Exprs.log(Exprs.max(sums, Exprs.constant(LEAST))).add(shift);
    }

    private static Expr logSumExp(Expr x) {
        Expr shift = shift(x);
        return Exprs.log(Exprs.exp(x.sub(shift)).sum(-1)).add(shift);
    }

    /** At most 1 below the largest, without a gradient: what is subtracted and added again has none. */
    private static Expr shift(Expr x) {
        return Exprs.floor(max(x));
    }

    /** The largest over the last axis, which stays. */
    static Expr max(Expr x) {
        return Expr.of(new Reduce(Reduce.Kind.MAX, -1, true), x);
    }

    /** {@code [B, 1]}. */
    static Dims column() {
        return Dims.of(Dim.BATCH, 1);
    }
}
