package dev.sluice.core.model;

import dev.sluice.core.graph.BroadcastTo;
import dev.sluice.core.graph.Constant;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Graph;
import dev.sluice.core.graph.Notation;
import dev.sluice.core.graph.Op;
import dev.sluice.core.graph.Reshape;
import dev.sluice.core.graph.Transpose;
import dev.sluice.core.graph.UnaryOp;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Decides which parts of a step get a line of their own, and their names. A next state is called {@code h'}; the function
 * of a gate's parameters has the gate's name; what is used several times and is more than a few operations gets a letter.
 */
final class EquationNames {
    private static final Pattern GATE_PARAMETER = Pattern.compile("(W|U|b|bh)_(.+)");
    private static final String LETTERS = "abdefgjklmnopqrstuvw";
    private static final int FEW_OPERATIONS = 3;
    /** Functions that turn a sum into a gate; others are intermediate steps. */
    private static final Set<UnaryOp> GATES = EnumSet.of(UnaryOp.SIGMOID, UnaryOp.TANH, UnaryOp.RELU, UnaryOp.EXP);

    private final Map<Expr, String> names = new HashMap<>();
    private final Set<String> taken = new LinkedHashSet<>(Set.of("x"));
    private final List<Expr> next;
    private final List<String> states;
    private final List<String> gates;
    private final List<String> again = new ArrayList<>();
    private final String prefix;

    EquationNames(CellSignature signature, List<Expr> next) {
        this.next = next;
        prefix = signature.name().isEmpty() ? "" : signature.name() + ".";
        states = signature.states().stream().map(CellSignature.State::name).toList();
        gates = signature.gates().stream().map(CellSignature.Gate::name).toList();
        taken.addAll(states);
        signature.extraInputs().forEach(extra -> taken.add(extra.name()));
        for (int i = 0; i < next.size(); i++) {
            Expr value = shapeless(next.get(i));
            String name = states.get(i) + "'";
            if (value.op() instanceof Op.Leaf || names.containsKey(value)) {
                again.add(name);
            } else {
                names.put(value, name);
            }
        }
    }

    /** The value outside the step that a placeholder stands for: a parameter, or a function of parameters alone. */
    void capture(Expr placeholder, Expr outside) {
        String text = new Notation(Map.of()).of(outside).replace(prefix, "");
        boolean simple =
                outside.op() instanceof Op.Leaf || outside.op() instanceof UnaryOp || outside.op() instanceof Transpose;
        names.put(placeholder, simple ? text : "(" + text + ")");
    }

    /** An extra input of the cell goes by its own name. */
    void extraInput(Expr placeholder, String name) {
        names.put(placeholder, name);
    }

    private static Expr shapeless(Expr value) {
        return value.op() instanceof Reshape ? shapeless(value.operand(0)) : value;
    }

    /** One line for each named part, operands before users. */
    List<String> equations(List<Expr> roots) {
        List<Expr> order = name(roots);
        Notation notation = new Notation(names);
        List<String> lines = new ArrayList<>();
        for (Expr expr : inOrderOfDeclaration(order)) {
            lines.add(names.get(expr) + " = " + notation.formula(expr));
        }
        for (String name : again) {
            Expr value = next.get(states.indexOf(name.substring(0, name.length() - 1)));
            lines.add(name + " = " + notation.of(value));
        }
        Expr output = roots.getLast();
        if (!output.equals(next.getFirst())) {
            lines.add("y = " + notation.of(output));
        }
        return lines;
    }

    /** The functions of gates' parameters by the gates' names, in the cell's order. */
    Map<String, Expr> gates(List<Expr> roots) {
        Set<Expr> used = new HashSet<>(name(roots));
        Map<String, Expr> found = new LinkedHashMap<>();
        for (String gate : gates) {
            names.forEach((expr, name) -> {
                if (name.equals(gate) && used.contains(expr) && !(expr.op() instanceof Op.Leaf)) {
                    found.put(gate, expr);
                }
            });
        }
        return found;
    }

    /** Names what is worth a name, and returns all expressions, operands before users. */
    private List<Expr> name(List<Expr> roots) {
        List<Expr> order = Graph.topological(roots);
        Map<Expr, Integer> uses = new HashMap<>();
        order.forEach(expr -> expr.operands().forEach(operand -> uses.merge(operand, 1, Integer::sum)));
        for (Expr expr : order) {
            if (!names.containsKey(expr)) {
                String name = nameFor(expr, uses.getOrDefault(expr, 0));
                if (name != null) {
                    names.put(expr, name);
                    taken.add(name);
                }
            }
        }
        return order;
    }

    /** The named parts, operands before users and otherwise gates in the cell's order. */
    private List<Expr> inOrderOfDeclaration(List<Expr> order) {
        List<Expr> waiting = new ArrayList<>(order.stream()
                .filter(expr -> names.containsKey(expr) && !(expr.op() instanceof Op.Leaf))
                .toList());
        waiting.sort(Comparator.comparingInt(expr -> {
            int gate = gates.indexOf(names.get(expr));
            return gate < 0 ? gates.size() : gate;
        }));
        List<Expr> ordered = new ArrayList<>();
        while (!waiting.isEmpty()) {
            Expr ready = waiting.stream()
                    .filter(expr -> parts(expr).stream()
                            .flatMap(part -> part.operands().stream())
                            .noneMatch(waiting::contains))
                    .findFirst()
                    .orElseThrow();
            ordered.add(ready);
            waiting.remove(ready);
        }
        return ordered;
    }

    private @Nullable String nameFor(Expr expr, int uses) {
        if (expr.op() instanceof Op.Leaf || expr.op() instanceof BroadcastTo || expr.op() instanceof Reshape) {
            return null;
        }
        boolean function = expr.op() instanceof UnaryOp op && GATES.contains(op);
        String gate = function ? gate(expr) : null;
        if (gate != null && !taken.contains(gate)) {
            return gate;
        }
        boolean worth = gate != null || (uses > 1 && operations(expr) > FEW_OPERATIONS);
        return worth ? letter() : null;
    }

    private String letter() {
        return LETTERS.chars()
                .mapToObj(Character::toString)
                .filter(letter -> !taken.contains(letter))
                .findFirst()
                .orElse("v" + taken.size());
    }

    /** The gate whose parameters an expression is a function of, without looking into named parts; a bias decides. */
    private @Nullable String gate(Expr expr) {
        String found = null;
        for (Expr part : parts(expr)) {
            Matcher matcher = GATE_PARAMETER.matcher(names.getOrDefault(part, ""));
            if (part.op() instanceof Op.Leaf && matcher.matches()) {
                boolean bias = matcher.group(1).equals("b");
                if (bias || found == null) {
                    found = matcher.group(2);
                }
            }
        }
        return found;
    }

    private int operations(Expr expr) {
        return (int) parts(expr).stream()
                .filter(part -> !(part.op() instanceof Op.Leaf))
                .count();
    }

    /** The expression and all below it, down to named parts and leaves. */
    private Set<Expr> parts(Expr expr) {
        Set<Expr> parts = new LinkedHashSet<>();
        collect(expr, parts);
        return parts;
    }

    private void collect(Expr expr, Set<Expr> parts) {
        if (parts.add(expr)) {
            for (Expr operand : expr.operands()) {
                if (operand.op() instanceof Op.Leaf || !names.containsKey(operand)) {
                    if (!(operand.op() instanceof Constant)) {
                        collect(operand, parts);
                    }
                }
            }
        }
    }
}
