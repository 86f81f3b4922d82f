package dev.sluice.core.train.structure;

import dev.sluice.core.graph.Dim;
import dev.sluice.core.graph.Dims;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Exprs;
import dev.sluice.core.graph.ScanBuilder;
import java.util.stream.IntStream;

/**
 * The path with the largest score through a chain (Viterbi, 1967): a loop forward that keeps, for each label, the best label before it,
 * and a loop backward that follows these. Of paths with the same score it is the one whose labels come first, from the end on.
 */
final class ViterbiPath {
    private ViterbiPath() {}

    /** The numbers of labels, {@code [T, B, 1]}; 0 past each row's length. */
    static Expr of(Chain chain) {
        int labels = chain.rows().fixed(-1);
        Expr numbers = numbers(labels);
        ScanBuilder forward = new ScanBuilder(false);
        Expr x = forward.input("scores", chain.scores());
        Expr here = forward.input("valid", chain.valid());
        Expr reached = forward.state("reached", chain.everyRow(chain.start()));
        Expr last = forward.state("last", Exprs.zeros(chain.rows()));
        Expr now = reached.add(x);
        // [B, 1, from] + [to, from]: the best is found along the last axis.
        Dims each = Dims.of(Dim.BATCH, 1, labels);
        Expr candidates = now.reshape(each).add(chain.transitions().transpose());
        forward.next(reached, Chain.max(candidates).reshape(chain.rows()));
        forward.next(last, Exprs.select(here, now, last));
        int before = forward.output(first(candidates, numbers).reshape(chain.rows()));
        ScanBuilder.Result there = forward.build();

        Expr end = first(there.last(last).add(chain.end()), numbers);
        ScanBuilder backward = new ScanBuilder(true);
        Expr pointers = backward.input("before", there.output(before));
        Expr valid = backward.input("valid", chain.valid());
        Expr next = backward.state("next", Exprs.zeros(Chain.column()));
        Expr inside = backward.state("inside", Exprs.zeros(Chain.column()));
        Expr followed = Exprs.equal(numbers, next).mul(pointers).sum(-1);
        Expr label = Exprs.select(valid, Exprs.select(inside, followed, end), Exprs.constant(0));
        backward.next(next, label);
        backward.next(inside, valid);
        int path = backward.output(label);
        return backward.build().output(path);
    }

    /** The number of the largest along the last axis, the first of equal ones, as a number: {@code [.., C] → [.., 1]}. */
    static Expr first(Expr x, Expr numbers) {
        int size = numbers.shape().fixed(-1);
        Expr fromTheEnd = Exprs.equal(x, Chain.max(x)).mul(numbers.neg().add(size));
        return Chain.max(fromTheEnd).neg().add(size);
    }

    /** 0, 1, 2 and so on, {@code [C]}. */
    static Expr numbers(int size) {
        return Exprs.concat(
                -1,
                IntStream.range(0, size)
                        .mapToObj(number -> Exprs.constant(number).reshape(Dims.of(1)))
                        .toList());
    }
}
