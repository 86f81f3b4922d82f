package dev.sluice.core.engine;

import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Step;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds results of a scan that may overwrite one of its sequences, step by step: those that are computed after the last read
 * of the sequence in the step. A gate's derivative then takes the place of the gate, which halves the memory and cache that
 * a training step needs.
 */
final class InPlace {
    private final Map<Integer, Long> lastRead = new HashMap<>();
    private final List<Pair> pairs = new ArrayList<>();

    /**
     * A result that may overwrite an operand, if that is not used afterwards and has the same size.
     *
     * @param result its slot
     * @param operand its slot
     */
    record Pair(int result, int operand) {}

    private InPlace() {}

    /**
     * Finds the pairs.
     *
     * @param groups of the step, in order
     * @param sequences the slot of each of the step's inputs
     * @param results the slots of results that the groups compute
     */
    static List<Pair> of(
            Step step, List<Schedule.Group> groups, Map<Expr, Integer> sequences, Map<Expr, Integer> results) {
        InPlace found = new InPlace();
        found.reads(step, groups, sequences);
        found.writes(groups, results);
        return found.pairs;
    }

    private void reads(Step step, List<Schedule.Group> groups, Map<Expr, Integer> sequences) {
        sequences.values().forEach(slot -> lastRead.put(slot, -1L));
        for (int g = 0; g < groups.size(); g++) {
            List<Unit> units = groups.get(g).units();
            for (int u = 0; u < units.size(); u++) {
                for (Expr read : units.get(u).reads()) {
                    Integer slot = sequences.get(Unit.origin(read));
                    if (slot != null) {
                        lastRead.put(slot, position(g, u));
                    }
                }
            }
        }
        for (Expr root : step.roots()) {
            // Read at the end of the step, as a next state or an output.
            Integer slot = sequences.get(Unit.origin(root));
            if (slot != null) {
                lastRead.put(slot, Long.MAX_VALUE);
            }
        }
    }

    private void writes(List<Schedule.Group> groups, Map<Expr, Integer> results) {
        for (int g = 0; g < groups.size(); g++) {
            List<Unit> units = groups.get(g).units();
            for (int u = 0; u < units.size(); u++) {
                Unit unit = units.get(u);
                Integer result = results.get(unit.root());
                if (result != null) {
                    // An elementwise function may write where it reads; a product may not.
                    boolean elementwise = unit instanceof Unit.Single single && single.elementwise();
                    long latest = position(g, u) - (elementwise ? 0 : 1);
                    lastRead.forEach((slot, read) -> {
                        if (read <= latest) {
                            pairs.add(new Pair(result, slot));
                        }
                    });
                }
            }
        }
    }

    private static long position(int group, int unit) {
        return ((long) group << Integer.SIZE) + unit;
    }
}
