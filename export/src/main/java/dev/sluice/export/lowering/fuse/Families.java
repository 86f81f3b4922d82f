package dev.sluice.export.lowering.fuse;

import dev.sluice.core.graph.BinaryOp;
import dev.sluice.core.graph.Concat;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.MatMul;
import dev.sluice.core.graph.UnaryOp;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Decides which values of a graph to compute side by side. A family consists of rows, each with the same operation of all
 * members; joined, a row is one node. A family is joined if that saves at least {@value #WORTH_OF_A_SPLIT} nodes per
 * {@code Split} that separates its members again, counted after ONNX Runtime's fusion: a product, its addend and the
 * sigmoid, tanh or relu of it are one.
 */
final class Families {
    /**
     * Measured in ONNX Runtime 1.28 with one sequence and 64 features: joining two gates that are sigmoids of products
     * gives 0.88 times the speed, three 0.96, four 1.15; two gates with one more function before the sigmoid 1.10.
     */
    private static final int WORTH_OF_A_SPLIT = 3;

    private final SimilarValues alike;
    private final List<Expr> roots;
    private final SumsOverParts sums;
    private final Map<Expr, List<Expr>> users = new HashMap<>();
    private final Map<Integer, List<Expr>> byForm = new HashMap<>();
    private final Map<Expr, List<Expr>> rows = new HashMap<>();

    Families(List<Expr> expressions, List<Expr> roots, SimilarValues alike, SumsOverParts sums) {
        this.alike = alike;
        this.roots = roots;
        this.sums = sums;
        for (Expr expr : expressions) {
            expr.operands().forEach(operand -> users(operand).add(expr));
            if (alike.form(expr) != SimilarValues.NONE && !alike.isFree(expr)) {
                byForm.computeIfAbsent(alike.form(expr), form -> new ArrayList<>())
                        .add(expr);
            }
        }
        for (Expr expr : expressions.reversed()) {
            if (expr.op() instanceof Concat concat && concat.axis() == -1) {
                take(expr.operands());
            }
        }
        for (Expr expr : expressions.reversed()) {
            take(byForm.getOrDefault(alike.form(expr), List.of()).stream()
                    .filter(member -> !rows.containsKey(member))
                    .toList());
        }
    }

    /** The row of a value, in joining order; empty if it is computed alone. */
    Optional<List<Expr>> row(Expr expr) {
        return Optional.ofNullable(rows.get(expr));
    }

    private List<Expr> users(Expr expr) {
        return users.computeIfAbsent(expr, key -> new ArrayList<>());
    }

    private void take(List<Expr> top) {
        boolean fits = top.size() > 1
                && new HashSet<>(top).size() == top.size()
                && top.stream()
                        .allMatch(member -> alike.form(member) != SimilarValues.NONE
                                && !alike.isFree(member)
                                && !rows.containsKey(member)
                                && alike.form(member) == alike.form(top.getFirst()));
        Set<List<Expr>> family = new LinkedHashSet<>();
        if (fits && collect(top, family)) {
            widen(family);
            if (isWorthIt(family)) {
                family.forEach(row -> row.forEach(member -> rows.put(member, row)));
            }
        }
    }

    /** Adds a row and the rows it is computed from; false if a member already belongs elsewhere. Modified: family. */
    private boolean collect(List<Expr> row, Set<List<Expr>> family) {
        if (family.contains(row) || row.stream().allMatch(alike::isFree)) {
            return true;
        }
        boolean taken = row.stream()
                .anyMatch(member ->
                        rows.containsKey(member) || family.stream().anyMatch(other -> other.contains(member)));
        if (taken || new HashSet<>(row).size() < row.size()) {
            return false;
        }
        family.add(row);
        return operands(row).stream().allMatch(operands -> collect(operands, family));
    }

    /** The rows from which a row is computed, without operands that all members share. */
    static List<List<Expr>> operands(List<Expr> row) {
        Expr first = row.getFirst();
        List<List<Expr>> rows = new ArrayList<>();
        for (int i = 0; i < first.operands().size() && !(first.op() instanceof MatMul); i++) {
            if (!SimilarValues.isShared(first.operand(i))) {
                int place = i;
                rows.add(row.stream().map(member -> member.operand(place)).toList());
            }
        }
        return rows;
    }

    /** Adds rows computed from the family that are not on the way to its top. Modified: family. */
    private void widen(Set<List<Expr>> family) {
        List<List<Expr>> open = new ArrayList<>(family);
        while (!open.isEmpty()) {
            List<Expr> row = open.removeLast();
            for (Expr user : users(row.getFirst())) {
                List<Expr> beside = beside(user, row);
                Set<List<Expr>> wider = new LinkedHashSet<>(family);
                if (!beside.isEmpty() && !family.contains(beside) && collect(beside, wider)) {
                    family.addAll(wider);
                    open.add(beside);
                }
            }
        }
    }

    /** A corresponding user for each member of a row; empty if a member has none. */
    private List<Expr> beside(Expr user, List<Expr> row) {
        List<Expr> found = new ArrayList<>();
        for (Expr member : row) {
            users(member).stream()
                    .filter(other -> alike.form(other) != SimilarValues.NONE && alike.form(other) == alike.form(user))
                    .filter(other -> !found.contains(other))
                    .findFirst()
                    .ifPresent(found::add);
        }
        return found.size() == row.size() ? found : List.of();
    }

    private boolean isWorthIt(Set<List<Expr>> family) {
        Set<Expr> members = new HashSet<>();
        family.forEach(members::addAll);
        int saved = 0;
        int splits = 0;
        for (List<Expr> row : family) {
            boolean apart = row.stream().anyMatch(member -> isNeededApart(member, row, members));
            splits += apart ? 1 : 0;
            saved += isOneNodeWithItsOperand(row.getFirst()) ? 0 : row.size() - 1;
            // A function after a product is fused with it, unless a Split comes between.
            saved -= (int) row.stream()
                    .flatMap(member -> users(member).stream())
                    .filter(user -> !members.contains(user) && isOneNodeWithItsOperand(user))
                    .count();
        }
        return saved > 0 && saved >= WORTH_OF_A_SPLIT * splits;
    }

    private boolean isNeededApart(Expr member, List<Expr> row, Set<Expr> members) {
        return roots.contains(member)
                || users(member).stream()
                        .anyMatch(user -> !members.contains(user) && !isJoin(user, row) && !sums.isOver(user, row));
    }

    /** Returns whether it concatenates exactly these values, in this order. */
    static boolean isJoin(Expr expr, List<Expr> row) {
        return expr.op() instanceof Concat concat
                && concat.axis() == -1
                && expr.operands().equals(row);
    }

    /** Returns whether it is a sum with a product, or a function that ONNX Runtime fuses with its operand. */
    private boolean isOneNodeWithItsOperand(Expr expr) {
        if (expr.op() == BinaryOp.ADD) {
            return expr.operands().stream().anyMatch(this::isProduct);
        }
        boolean function = expr.op() == UnaryOp.SIGMOID || expr.op() == UnaryOp.TANH || expr.op() == UnaryOp.RELU;
        Expr of = expr.operands().isEmpty() ? expr : expr.operand(0);
        return function && users(of).size() == 1 && (isProduct(of) || isOneNodeWithItsOperand(of));
    }

    private boolean isProduct(Expr expr) {
        return expr.op() instanceof MatMul
                && expr.shape().rank() == 2
                && users(expr).size() == 1;
    }
}
