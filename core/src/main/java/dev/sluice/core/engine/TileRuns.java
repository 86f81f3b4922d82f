package dev.sluice.core.engine;

import dev.sluice.core.graph.BroadcastTo;
import dev.sluice.core.graph.Dim;
import dev.sluice.core.graph.Dims;
import dev.sluice.core.graph.Expr;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Finds groups of a graph that can go through its rows together, tile by tile: a normalization behind a product then reads the
 * product's rows while they are in the cache, and values that nothing else reads never reach memory.
 */
final class TileRuns {
    /** Floats of weights above which a product takes as many rows at a time as it can: its weights come from memory. */
    private static final int LARGE_WEIGHTS = 1 << 17;

    private final Predicate<Schedule.Group> apart;

    private TileRuns(Predicate<Schedule.Group> apart) {
        this.apart = apart;
    }

    /**
     * All groups, in runs.
     *
     * @param groups in an order of execution
     * @param apart tells groups that must be an instruction of their own
     */
    static List<TileRun> of(List<Schedule.Group> groups, Predicate<Schedule.Group> apart) {
        TileRuns runs = new TileRuns(apart);
        List<TileRun> found = new ArrayList<>();
        List<Schedule.Group> waiting = new ArrayList<>(groups);
        while (!waiting.isEmpty()) {
            found.add(new TileRun(runs.take(waiting)));
        }
        return found;
    }

    /** Returns whether an instruction on tiles can compute a group. */
    static boolean goesByTiles(Schedule.Group group) {
        Expr root = group.root();
        // A broadcast over leading axes does not go row by row.
        return TileEmitter.isRowwise(root) && !(root.op() instanceof BroadcastTo);
    }

    /** Takes the first group that waits, and all that may run with it before the others. */
    private List<Schedule.Group> take(List<Schedule.Group> waiting) {
        Schedule.Group first = waiting.removeFirst();
        List<Schedule.Group> run = new ArrayList<>(List.of(first));
        if (!goesByTiles(first) || isApart(first)) {
            return run;
        }
        Dims rows = TileEmitter.rowAxes(first.root().shape());
        if (rows.axes().stream().allMatch(Dim.Fixed.class::isInstance)) {
            return run;
        }
        Set<Expr> here = new HashSet<>(roots(first));
        Set<Expr> later = new HashSet<>();
        for (Schedule.Group group : List.copyOf(waiting)) {
            if (goesByTiles(group)
                    && TileEmitter.rowAxes(group.root().shape()).equals(rows)
                    && !isApart(group)
                    && group.units().stream()
                            .flatMap(unit -> unit.reads().stream())
                            .allMatch(read -> !later.contains(read) && (!here.contains(read) || hasRows(read, rows)))) {
                run.add(group);
                waiting.remove(group);
                here.addAll(roots(group));
            } else {
                later.addAll(roots(group));
            }
        }
        return run;
    }

    private boolean isApart(Schedule.Group group) {
        return apart.test(group) || hasLargeWeights(group);
    }

    private static boolean hasLargeWeights(Schedule.Group group) {
        return group.units().getFirst() instanceof Unit.SumOfProducts sum
                && sum.products().stream()
                        .map(product -> product.operand(1).shape())
                        .anyMatch(weights -> (long) weights.fixed(0) * weights.fixed(1) > LARGE_WEIGHTS);
    }

    /** Returns whether a value is read row by row, so that a tile's rows suffice. */
    private static boolean hasRows(Expr expr, Dims rows) {
        return TileEmitter.rowAxes(expr.shape()).equals(rows) && expr.shape().rank() == rows.rank() + 1;
    }

    private static List<Expr> roots(Schedule.Group group) {
        return group.units().stream().map(Unit::root).toList();
    }
}
