package dev.sluice.core.engine;

import dev.sluice.core.graph.Expr;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** Scratch for the values between groups that run together: taken when a value is computed, given back after its last reader. */
final class RunScratch {
    private final TileEmitter.Places places;
    private final Map<Expr, Integer> lastReader = new HashMap<>();
    private final Map<Integer, Deque<Ref>> free = new HashMap<>();

    /**
     * Finds the values that no one reads outside of a run.
     *
     * @param uses of each value in the whole graph
     */
    RunScratch(TileRun run, Map<Expr, Integer> uses, TileEmitter.Places places) {
        this.places = places;
        Map<Expr, Integer> inside = new HashMap<>();
        for (int i = 0; i < run.groups().size(); i++) {
            for (Unit unit : run.groups().get(i).units()) {
                for (Expr read : unit.reads()) {
                    inside.merge(read, 1, Integer::sum);
                    lastReader.put(read, i);
                }
            }
        }
        lastReader.keySet().removeIf(value -> !Objects.equals(inside.get(value), uses.get(value)));
    }

    /** Returns whether a value of the run stays in it. */
    boolean holds(Expr value) {
        return lastReader.containsKey(value);
    }

    /** Room for so many columns in each row of a tile. */
    Ref take(int columns) {
        Deque<Ref> places = free.get(columns);
        return places == null || places.isEmpty() ? this.places.scratch(columns) : places.pop();
    }

    /** Gives back the room of values that group number {@code group} was the last to read, and removes these. */
    void giveReadUntil(int group, Map<Expr, Ref> held) {
        held.entrySet().removeIf(entry -> {
            boolean done = Objects.equals(lastReader.get(entry.getKey()), group);
            if (done) {
                Ref place = entry.getValue();
                free.computeIfAbsent(place.columns(), columns -> new ArrayDeque<>())
                        .push(place);
            }
            return done;
        });
    }
}
