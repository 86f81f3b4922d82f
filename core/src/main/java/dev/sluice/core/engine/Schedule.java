package dev.sluice.core.engine;

import dev.sluice.core.graph.BinaryOp;
import dev.sluice.core.graph.Dims;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.MatMul;
import dev.sluice.core.graph.Op;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Orders expressions for execution: products are gathered into sums without intermediate values, and elementwise functions of
 * one shape are grouped, so that they run over a tile while it is in the cache.
 *
 * <p>The order depends on the graph alone, never on sizes or threads.
 */
final class Schedule {
    private final List<Expr> order;
    private final Set<Expr> kept;
    private final Map<Expr, Integer> uses = new HashMap<>();

    /**
     * @param order operands before users
     * @param kept expressions whose values are needed on their own
     */
    private Schedule(List<Expr> order, Set<Expr> kept) {
        this.order = order;
        this.kept = kept;
        for (Expr expr : order) {
            expr.operands().forEach(operand -> uses.merge(operand, 1, Integer::sum));
        }
    }

    /**
     * Units that run together.
     *
     * @param units one, or several elementwise functions over one shape
     * @param inner the values that nothing outside of the group reads
     */
    record Group(List<Unit> units, Set<Expr> inner) {
        /** The value of the first unit. */
        Expr root() {
            return units.getFirst().root();
        }

        /** The units whose values are read outside. */
        List<Unit> visible() {
            return units.stream().filter(unit -> !inner.contains(unit.root())).toList();
        }
    }

    /** Groups to run one after the other. */
    static List<Group> of(List<Expr> order, Set<Expr> kept, Set<Expr> available) {
        Schedule schedule = new Schedule(order, kept);
        return schedule.group(schedule.units(available), new HashSet<>(available)).stream()
                .map(units -> new Group(units, schedule.inner(units)))
                .toList();
    }

    private Set<Expr> inner(List<Unit> units) {
        Map<Expr, Integer> usesInside = new HashMap<>();
        units.forEach(unit -> unit.reads().forEach(read -> usesInside.merge(read, 1, Integer::sum)));
        Set<Expr> inner = new HashSet<>();
        for (Unit unit : units) {
            Expr root = unit.root();
            if (elementwise(unit) && !kept.contains(root) && Objects.equals(uses.get(root), usesInside.get(root))) {
                inner.add(root);
            }
        }
        return inner;
    }

    private List<Unit> units(Set<Expr> available) {
        List<Unit> units = new ArrayList<>();
        Set<Expr> absorbed = new HashSet<>();
        for (Expr expr : order.reversed()) {
            if (absorbed.contains(expr) || available.contains(expr) || expr.op() instanceof Op.Leaf) {
                continue;
            }
            Unit.SumOfProducts sum = sumOfProducts(expr, absorbed);
            units.add(sum != null ? sum : new Unit.Single(expr));
        }
        return units.reversed();
    }

    private Unit.@Nullable SumOfProducts sumOfProducts(Expr root, Set<Expr> absorbed) {
        List<Expr> terms = new ArrayList<>();
        List<Expr> products = new ArrayList<>();
        Set<Expr> inside = new HashSet<>();
        collect(root, root, terms, products, inside);
        if (products.isEmpty() || !fits(root.shape(), terms)) {
            return null;
        }
        absorbed.addAll(inside);
        return new Unit.SumOfProducts(root, terms, products);
    }

    private void collect(Expr root, Expr expr, List<Expr> terms, List<Expr> products, Set<Expr> inside) {
        boolean own = expr.equals(root) || (Integer.valueOf(1).equals(uses.get(expr)) && !kept.contains(expr));
        if (own
                && expr.op() instanceof MatMul product
                && !product.transposeLeft()
                && expr.shape().equals(root.shape())) {
            products.add(expr);
            inside.add(expr);
        } else if (own && expr.op() == BinaryOp.ADD && expr.shape().equals(root.shape())) {
            inside.add(expr);
            expr.operands().forEach(operand -> collect(root, operand, terms, products, inside));
        } else {
            terms.add(expr);
        }
    }

    /** Terms start the sum: each must have the sum's shape or be a bias that is the same for all rows. */
    private static boolean fits(Dims shape, List<Expr> terms) {
        return terms.stream()
                .allMatch(term -> Dims.broadcast(term.shape(), shape).equals(shape));
    }

    private List<List<Unit>> group(List<Unit> units, Set<Expr> ready) {
        List<List<Unit>> groups = new ArrayList<>();
        List<Unit> waiting = new ArrayList<>(units);
        while (!waiting.isEmpty()) {
            int before = waiting.size();
            takeSingles(waiting, ready, groups);
            takeElementwise(waiting, ready, groups);
            if (waiting.size() == before) {
                throw new IllegalStateException("no order exists for " + waiting);
            }
        }
        return groups;
    }

    private static void takeSingles(List<Unit> waiting, Set<Expr> ready, List<List<Unit>> groups) {
        for (Unit unit : List.copyOf(waiting)) {
            if (!elementwise(unit) && isReady(unit, ready)) {
                groups.add(List.of(unit));
                ready.add(unit.root());
                waiting.remove(unit);
            }
        }
    }

    private static void takeElementwise(List<Unit> waiting, Set<Expr> ready, List<List<Unit>> groups) {
        for (Unit first : List.copyOf(waiting)) {
            if (!waiting.contains(first) || !elementwise(first) || !isReady(first, ready)) {
                continue;
            }
            List<Unit> group = new ArrayList<>();
            Dims shape = first.root().shape();
            for (Unit unit : List.copyOf(waiting)) {
                if (elementwise(unit) && unit.root().shape().equals(shape) && isReady(unit, ready)) {
                    group.add(unit);
                    ready.add(unit.root());
                    waiting.remove(unit);
                }
            }
            groups.add(group);
        }
    }

    private static boolean elementwise(Unit unit) {
        return unit instanceof Unit.Single single && single.elementwise();
    }

    private static boolean isReady(Unit unit, Set<Expr> ready) {
        return unit.reads().stream().allMatch(read -> ready.contains(read) || read.op() instanceof Op.Leaf);
    }
}
