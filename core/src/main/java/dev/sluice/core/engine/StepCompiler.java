package dev.sluice.core.engine;

import dev.sluice.core.graph.Dim;
import dev.sluice.core.graph.Dims;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Graph;
import dev.sluice.core.graph.Op;
import dev.sluice.core.graph.Reshape;
import dev.sluice.core.graph.Scan;
import dev.sluice.core.graph.Step;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Compiles the step of a {@link Scan}. Sequences are read and outputs are written where they lie in memory,
 * {@code [T, B, columns]}; states and intermediate values are kept in the tile's scratch memory, whose places are
 * reused after the last read of their value.
 */
final class StepCompiler implements TileEmitter.Places {
    private final Step step;
    private final Memory memory;
    private final Map<Expr, Ref> rows = new HashMap<>();
    private final Map<Expr, Expr> captured = new HashMap<>();
    private final Map<Expr, Integer> lastUse = new HashMap<>();
    private final Map<Integer, Deque<Ref>> free = new HashMap<>();
    private final Set<Ref> recyclable = new HashSet<>();
    private final Map<Expr, Integer> sequences = new LinkedHashMap<>();
    private final List<InPlace.Pair> inPlace = new ArrayList<>();
    private final List<TileInstruction> repeated = new ArrayList<>();
    private int scratchColumns;

    private StepCompiler(Expr scanExpr, Scan scan, Memory memory) {
        this.step = scan.step();
        this.memory = memory;
        int inputs = step.inputs().size();
        int states = step.states().size();
        for (int i = 0; i < inputs; i++) {
            sequences.put(step.inputs().get(i), memory.slot(scanExpr.operand(i)));
            Expr input = step.inputs().get(i);
            rows.put(input, memory.sequence(scanExpr.operand(i), columns(input.shape())));
        }
        for (int i = 0; i < step.captures().size(); i++) {
            Expr outer = scanExpr.operand(inputs + states + i);
            Expr capture = step.captures().get(i);
            captured.put(capture, outer);
            if (hasRows(capture.shape())) {
                rows.put(capture, new Ref(Ref.Kind.ROWS, memory.slot(outer), columns(capture.shape())));
            }
        }
    }

    /** The values outside of a step. */
    interface Memory {
        /** The slot of a value. */
        int slot(Expr expr);

        /** The place of a sequence in a step. */
        Ref sequence(Expr expr, int columns);

        /** The slot of a weight packed for products. */
        int packed(Expr weight, boolean transposed);
    }

    /**
     * Compiles.
     *
     * @param resultSlot the slot of each result of the scan, or -1 if it is not read
     */
    static StepProgram compile(Expr scanExpr, Scan scan, Memory memory, ToIntFunction<Integer> resultSlot) {
        return new StepCompiler(scanExpr, scan, memory).compile(scanExpr, resultSlot);
    }

    private StepProgram compile(Expr scanExpr, ToIntFunction<Integer> resultSlot) {
        int inputs = step.inputs().size();
        int states = step.states().size();
        List<TileInstruction> load = new ArrayList<>();
        List<TileInstruction> store = new ArrayList<>();
        List<Ref> statePlaces = new ArrayList<>();
        for (int i = 0; i < states; i++) {
            Expr state = step.states().get(i);
            Ref place = newScratch(columns(state.shape()));
            rows.put(state, place);
            statePlaces.add(place);
            int initial = memory.slot(scanExpr.operand(inputs + i));
            load.add(new TileInstruction.Copy(new Ref(Ref.Kind.ROWS, initial, place.columns()), place));
            int last = resultSlot.applyAsInt(i);
            if (last >= 0) {
                store.add(new TileInstruction.Copy(place, new Ref(Ref.Kind.ROWS, last, place.columns())));
            }
        }
        TileEmitter emitter = new TileEmitter(this);
        Map<Expr, Integer> outputSlots = outputs(resultSlot, emitter);
        Set<Expr> kept = new LinkedHashSet<>(step.next());
        kept.addAll(outputSlots.keySet());
        emit(emitter, kept, outputSlots);
        List<TileInstruction> advance = advance(statePlaces);
        TileFrame.Room room = new TileFrame.Room(scratchColumns, emitter.chunks());
        return new StepProgram(load, emitter.once, emitter.body, advance, store, room, inPlace);
    }

    /** Outputs that are inputs or states themselves are copied at the start of the step; the others are computed in place. */
    private Map<Expr, Integer> outputs(ToIntFunction<Integer> resultSlot, TileEmitter emitter) {
        Map<Expr, Integer> slots = new HashMap<>();
        for (int i = 0; i < step.outputs().size(); i++) {
            Expr output = step.outputs().get(i);
            int slot = resultSlot.applyAsInt(step.states().size() + i);
            if (slot < 0) {
                continue;
            }
            if (output.op() instanceof Op.Leaf || slots.containsKey(output)) {
                // A capture given out at every step, or one expression given out twice.
                Ref target = new Ref(Ref.Kind.SEQUENCE, slot, columns(output.shape()));
                Integer first = slots.get(output);
                if (first == null) {
                    emitter.body.add(new TileInstruction.Copy(rows(output), target));
                } else {
                    repeated.add(new TileInstruction.Copy(new Ref(Ref.Kind.SEQUENCE, first, target.columns()), target));
                }
            } else {
                slots.put(output, slot);
            }
        }
        return slots;
    }

    private void emit(TileEmitter emitter, Set<Expr> kept, Map<Expr, Integer> outputSlots) {
        List<Expr> order = new ArrayList<>();
        // An output that nothing reads is not computed.
        for (Expr expr : Graph.topological(kept)) {
            order.add(expr);
        }
        Set<Expr> available = new LinkedHashSet<>(step.inputs());
        available.addAll(step.states());
        available.addAll(step.captures());
        List<Schedule.Group> groups = Schedule.of(order, kept, available);
        inPlace.addAll(InPlace.of(step, groups, sequences, outputSlots));
        for (int g = 0; g < groups.size(); g++) {
            for (Unit unit : groups.get(g).units()) {
                for (Expr read : unit.reads()) {
                    lastUse.put(Unit.origin(read), g);
                }
            }
        }
        kept.forEach(expr -> lastUse.put(Unit.origin(expr), Integer.MAX_VALUE));
        for (int g = 0; g < groups.size(); g++) {
            for (Unit unit : groups.get(g).visible()) {
                Expr root = unit.root();
                if (!hasRows(root.shape())) {
                    throw new IllegalArgumentException(
                            "the engine computes only values with a row for each sequence in a step, [B, ..], but "
                                    + root.describe() + " mixes rows or has none");
                }
                rows.put(root, newPlace(root, outputSlots.get(root)));
            }
            emitter.emit(groups.get(g));
            release(groups.get(g).units(), g);
        }
        emitter.body.addAll(repeated);
    }

    /** In another shape a value stays where it is, unless it is given out. */
    private Ref newPlace(Expr root, @Nullable Integer slot) {
        int columns = columns(root.shape());
        if (slot != null) {
            return new Ref(Ref.Kind.SEQUENCE, slot, columns);
        }
        return root.op() instanceof Reshape ? rows(root.operand(0)) : recycled(columns);
    }

    private void release(List<Unit> group, int number) {
        Set<Expr> candidates = new LinkedHashSet<>();
        for (Unit unit : group) {
            candidates.addAll(unit.reads());
            candidates.add(unit.root());
        }
        for (Expr expr : candidates) {
            Ref place = rows.get(expr);
            if (place != null
                    && recyclable.contains(place)
                    && lastUse.getOrDefault(Unit.origin(expr), number) <= number) {
                recyclable.remove(place);
                free.computeIfAbsent(place.columns(), c -> new ArrayDeque<>()).push(place);
            }
        }
    }

    private Ref recycled(int columns) {
        Deque<Ref> same = free.get(columns);
        Ref place = same == null || same.isEmpty() ? newScratch(columns) : same.pop();
        recyclable.add(place);
        return place;
    }

    /** Moves next states to the states' places; one that is itself another state's old value is saved first. */
    private List<TileInstruction> advance(List<Ref> statePlaces) {
        List<TileInstruction> saves = new ArrayList<>();
        List<TileInstruction> moves = new ArrayList<>();
        for (int i = 0; i < statePlaces.size(); i++) {
            Ref next = rows(step.next().get(i));
            Ref place = statePlaces.get(i);
            if (next.equals(place)) {
                continue;
            }
            if (statePlaces.contains(next)) {
                Ref saved = newScratch(next.columns());
                saves.add(new TileInstruction.Copy(next, saved));
                next = saved;
            }
            moves.add(new TileInstruction.Copy(next, place));
        }
        saves.addAll(moves);
        return saves;
    }

    private static boolean hasRows(Dims dims) {
        return dims.rank() >= 1
                && dims.axis(0).equals(Dim.BATCH)
                && dims.axes().stream().skip(1).allMatch(Dim.Fixed.class::isInstance);
    }

    /** All axes but the batch's; all axes of a value without. */
    @Override
    public int[] inner(Dims dims) {
        return dims.axes().stream()
                .skip(hasRows(dims) ? 1 : 0)
                .mapToInt(dim -> ((Dim.Fixed) dim).size())
                .toArray();
    }

    private Ref newScratch(int columns) {
        Ref place = new Ref(Ref.Kind.SCRATCH, scratchColumns, columns);
        scratchColumns += columns;
        return place;
    }

    @Override
    public Ref rows(Expr expr) {
        return Objects.requireNonNull(
                rows.get(expr), () -> expr.describe() + " is not [B, ..], which a step of the engine needs");
    }

    @Override
    public int fixed(Expr expr) {
        return memory.slot(Objects.requireNonNull(captured.get(expr), expr::describe));
    }

    @Override
    public Ref scratch(int columns) {
        return newScratch(columns);
    }

    @Override
    public int packed(Expr weight, boolean transposed) {
        Expr outer = captured.get(weight);
        if (outer == null) {
            throw new IllegalArgumentException("the engine multiplies by weights that are the same in every step, but "
                    + weight.describe() + " is computed in the step");
        }
        return memory.packed(outer, transposed);
    }

    @Override
    public boolean rowsStay() {
        return true;
    }

    @Override
    public Ref broadcast(Expr expr, Dims target) {
        throw new IllegalArgumentException(
                "the engine cannot broadcast " + expr.describe() + " to " + target + " inside a step");
    }
}
