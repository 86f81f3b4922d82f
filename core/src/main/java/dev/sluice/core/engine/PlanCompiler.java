package dev.sluice.core.engine;

import dev.sluice.core.graph.Concat;
import dev.sluice.core.graph.Dim;
import dev.sluice.core.graph.Dims;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Graph;
import dev.sluice.core.graph.MatMul;
import dev.sluice.core.graph.Op;
import dev.sluice.core.graph.Pick;
import dev.sluice.core.graph.Reshape;
import dev.sluice.core.graph.Scan;
import dev.sluice.core.graph.Segments;
import dev.sluice.core.graph.SumTo;
import dev.sluice.core.kernel.Kernels;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.Set;

/** Turns a graph into instructions on numbered slots, each slot one value. */
final class PlanCompiler implements StepCompiler.Memory, TileEmitter.Places {
    private final Graph graph;
    private final Kernels kernels;
    private final Map<Expr, Integer> slots = new HashMap<>();
    private final Map<Pack, Integer> packs = new LinkedHashMap<>();
    private final Map<Broadcast, Integer> broadcasts = new HashMap<>();
    private final List<Dims> dims = new ArrayList<>();
    private final Map<Integer, Integer> fixedLength = new HashMap<>();
    private final List<CompiledPlan.Entry> entries = new ArrayList<>();
    private final Map<Expr, Map<Integer, Expr>> picks = new HashMap<>();
    private final Map<Expr, Integer> uses = new HashMap<>();
    /** Values that nothing but one loop reads, step by step. */
    private final Set<Expr> ofOneLoop = new HashSet<>();
    /** Those that the loop computes itself. */
    private final Map<Expr, CompiledPlan.Entry> leading = new HashMap<>();

    private final Set<Integer> leadingSlots = new HashSet<>();

    private final Set<Integer> reads = new LinkedHashSet<>();
    private final Set<Integer> writes = new LinkedHashSet<>();
    /** The places of values that the run of tiles being compiled keeps to itself. */
    private final Map<Expr, Ref> withinTiles = new LinkedHashMap<>();

    private int scratchColumns;

    PlanCompiler(Graph graph, Kernels kernels) {
        this.graph = graph;
        this.kernels = kernels;
    }

    CompiledPlan compile() {
        List<Expr> order = graph.expressions();
        Set<Expr> available = new LinkedHashSet<>();
        Map<Op.Leaf, Integer> leaves = new LinkedHashMap<>();
        for (Expr expr : order) {
            if (expr.op() instanceof Op.Leaf leaf) {
                Integer slot = leaves.get(leaf);
                if (slot == null) {
                    slot = newSlot(expr.shape());
                    leaves.put(leaf, slot);
                }
                slots.put(expr, slot);
                available.add(expr);
            } else if (expr.op() instanceof Pick pick) {
                picks.computeIfAbsent(expr.operand(0), s -> new LinkedHashMap<>())
                        .put(pick.index(), expr);
            }
        }
        countUses(order);
        findValuesOfOneLoop(order);
        List<Schedule.Group> groups =
                Schedule.of(order, new HashSet<>(graph.outputs().values()), available);
        TileRuns.of(groups, this::leads).forEach(this::compile);
        Map<String, Integer> outputs = new LinkedHashMap<>();
        graph.outputs().forEach((name, expr) -> outputs.put(name, slot(expr)));
        return new CompiledPlan(leaves, outputs, outputDims(), entries, dims, fixedLength);
    }

    private void countUses(List<Expr> order) {
        order.forEach(expr -> expr.operands().forEach(operand -> uses.merge(operand, 1, Integer::sum)));
        graph.outputs().values().forEach(output -> uses.merge(output, 1, Integer::sum));
    }

    private void findValuesOfOneLoop(List<Expr> order) {
        for (Expr expr : order) {
            if (expr.op() instanceof Scan scan) {
                for (Expr sequence :
                        expr.operands().subList(0, scan.step().inputs().size())) {
                    if (Integer.valueOf(1).equals(uses.get(sequence))) {
                        ofOneLoop.add(sequence);
                    }
                }
            }
        }
    }

    private Map<String, Dims> outputDims() {
        Map<String, Dims> shapes = new LinkedHashMap<>();
        graph.outputs().forEach((name, expr) -> shapes.put(name, expr.shape()));
        return shapes;
    }

    private void compile(TileRun run) {
        Expr root = run.root();
        switch (root.op()) {
            case Reshape reshape -> slots.put(root, slot(root.operand(0)));
            case Pick pick -> Objects.requireNonNull(slots.get(root));
            case Scan scan -> loop(root, scan);
            case Segments segments -> segments(root, segments);
            default -> {
                if (TileRuns.goesByTiles(run.groups().getFirst())) {
                    tiles(run);
                } else {
                    whole(root);
                }
            }
        }
    }

    /** Returns whether a group is a product that a loop may compute itself. */
    private boolean leads(Schedule.Group group) {
        Expr root = group.root();
        return ofOneLoop.contains(root)
                && TileEmitter.rowAxes(root.shape()).equals(Dims.of(Dim.TIME, Dim.BATCH))
                && group.units().getFirst() instanceof Unit.SumOfProducts sum
                && new TileEmitter(this).needsNoScratch(sum);
    }

    private void tiles(TileRun run) {
        scratchColumns = 0;
        int columns = 0;
        boolean leads = leads(run.groups().getFirst());
        TileEmitter emitter = new TileEmitter(this);
        RunScratch room = new RunScratch(run, uses, this);
        for (int i = 0; i < run.groups().size(); i++) {
            Schedule.Group group = run.groups().get(i);
            for (Unit unit : group.visible()) {
                Expr value = unit.root();
                if (room.holds(value)) {
                    withinTiles.put(value, room.take(columns(value.shape())));
                } else {
                    slots.put(value, newSlot(value.shape()));
                    writes.add(slot(value));
                    columns += columns(value.shape());
                }
            }
            if (leads) {
                leadingSlots.add(slot(run.root()));
            }
            emitter.emit(group);
            room.giveReadUntil(i, withinTiles);
        }
        add(new Instruction.Tiles(
                TileEmitter.rowAxes(run.root().shape()),
                emitter.once,
                emitter.body,
                new TileFrame.Room(scratchColumns, emitter.chunks()),
                run.rowsPerTile(columns + scratchColumns),
                run.widest()));
        if (leads) {
            leading.put(run.root(), entries.getLast());
        }
    }

    private void segments(Expr expr, Segments segments) {
        results(expr);
        List<Integer> operands = expr.operands().stream().map(this::slot).toList();
        reads.addAll(operands);
        Map<Integer, Integer> results = new LinkedHashMap<>();
        picks.getOrDefault(expr, Map.of()).forEach((number, pick) -> results.put(number, slot(pick)));
        add(new SegmentLoop(segments, new PlanCompiler(segments.body(), kernels).compile(), operands, results));
    }

    /** Assigns slots to those results of a loop that are read. */
    private Map<Integer, Expr> results(Expr expr) {
        Map<Integer, Expr> used = picks.getOrDefault(expr, Map.of());
        used.values().forEach(pick -> {
            int slot = newSlot(pick.shape());
            slots.put(pick, slot);
            writes.add(slot);
        });
        return used;
    }

    private void loop(Expr expr, Scan scan) {
        List<Instruction.Tiles> products = new ArrayList<>();
        for (Expr sequence : expr.operands().subList(0, scan.step().inputs().size())) {
            CompiledPlan.Entry entry = leading.get(sequence);
            if (entry != null) {
                products.add((Instruction.Tiles) entry.instruction());
                reads.addAll(entry.reads());
                // Results of the loop may take the places of these: they are there first.
                writes.addAll(entry.writes());
                entries.remove(entry);
            }
        }
        List<Integer> led = List.copyOf(writes);
        Map<Integer, Expr> used = results(expr);
        StepProgram program = StepCompiler.compile(expr, scan, this, result -> {
            Expr pick = used.get(result);
            return pick == null ? -1 : Objects.requireNonNull(slots.get(pick));
        });
        expr.operands().forEach(operand -> reads.add(slot(operand)));
        add(new Instruction.Loop(program, scan.reverse(), new LeadingProducts(products, led)));
    }

    private void whole(Expr expr) {
        Dims shape = expr.shape();
        int result = newSlot(shape);
        slots.put(expr, result);
        List<Integer> in = new ArrayList<>();
        expr.operands().forEach(operand -> in.add(slot(operand)));
        reads.addAll(in);
        writes.add(result);
        switch (expr.op()) {
            case MatMul product -> sumOfProducts(expr, in, result);
            case SumTo sum -> sum(expr, sum, in, result);
            case Concat concat -> {
                int at = 0;
                for (int i = 0; i < in.size(); i++) {
                    Dims part = expr.operand(i).shape();
                    reads.add(in.get(i));
                    writes.add(result);
                    add(new Instruction.CopyAxis(
                            in.get(i), part, 0, result, shape, at, concat.axis(), part.fixed(concat.axis()), false));
                    at += part.fixed(concat.axis());
                }
            }
            default -> add(WholeValues.instruction(expr, in, result));
        }
    }

    private void sumOfProducts(Expr expr, List<Integer> in, int result) {
        Dims left = expr.operand(0).shape();
        int n = expr.operand(1).shape().fixed(-1);
        addSum(left.without(-1), new RowSums.Term(OptionalInt.of(in.get(0)), in.get(1), left.fixed(-1), n, result));
    }

    private void sum(Expr expr, SumTo sum, List<Integer> in, int result) {
        Dims from = expr.operand(0).shape();
        Dims target = sum.target();
        boolean bias = target.rank() > 0
                && target.axis(-1).equals(from.axis(-1))
                && from.axis(-1) instanceof Dim.Fixed
                && target.without(-1).axes().stream().allMatch(Dim.of(1)::equals);
        if (bias) {
            addSum(from.without(-1), new RowSums.Term(OptionalInt.empty(), in.getFirst(), 1, from.fixed(-1), result));
        } else {
            add(WholeValues.instruction(expr, in, result));
        }
    }

    /** Adds a sum over rows to the latest that has the same rows, if what it reads is there by then. */
    private void addSum(Dims rowAxes, RowSums.Term term) {
        Set<Integer> later = new HashSet<>();
        for (int i = entries.size() - 1; i >= 0 && Collections.disjoint(later, reads); i--) {
            CompiledPlan.Entry entry = entries.get(i);
            if (entry.instruction() instanceof RowSums sums && sums.rowAxes().equals(rowAxes)) {
                if (Collections.disjoint(entry.writes(), reads)) {
                    entries.set(i, entry.with(sums.with(term), reads, writes));
                    reads.clear();
                    writes.clear();
                    return;
                }
            }
            later.addAll(entry.writes());
        }
        add(new RowSums(rowAxes, List.of(term)));
    }

    private void add(Instruction instruction) {
        entries.add(new CompiledPlan.Entry(instruction, List.copyOf(reads), List.copyOf(writes)));
        reads.clear();
        writes.clear();
    }

    private int newSlot(Dims shape) {
        dims.add(shape);
        return dims.size() - 1;
    }

    @Override
    public int slot(Expr expr) {
        return Objects.requireNonNull(slots.get(expr), expr::describe);
    }

    @Override
    public Ref rows(Expr expr) {
        Ref within = withinTiles.get(expr);
        if (within != null) {
            return within;
        }
        int slot = slot(expr);
        reads.add(slot);
        return new Ref(
                leadingSlots.contains(slot) ? Ref.Kind.LEADING : Ref.Kind.ROWS,
                slot,
                TileEmitter.columns(expr.shape()));
    }

    @Override
    public Ref sequence(Expr expr, int columns) {
        int slot = slot(expr);
        return new Ref(leadingSlots.contains(slot) ? Ref.Kind.LEADING : Ref.Kind.SEQUENCE, slot, columns);
    }

    @Override
    public int fixed(Expr expr) {
        int slot = slot(expr);
        reads.add(slot);
        return slot;
    }

    @Override
    public Ref scratch(int columns) {
        Ref place = new Ref(Ref.Kind.SCRATCH, scratchColumns, columns);
        scratchColumns += columns;
        return place;
    }

    @Override
    public int[] inner(Dims dims) {
        return TileEmitter.inner(dims);
    }

    @Override
    public boolean rowsStay() {
        return false;
    }

    @Override
    public int packed(Expr weight, boolean transposed) {
        Integer known = packs.get(new Pack(weight, transposed));
        if (known == null) {
            int k = weight.shape().fixed(transposed ? 1 : 0);
            int n = weight.shape().fixed(transposed ? 0 : 1);
            known = newSlot(weight.shape());
            fixedLength.put(known, kernels.products().packedLength(k, n));
            packs.put(new Pack(weight, transposed), known);
            int source = slot(weight);
            entries.add(new CompiledPlan.Entry(
                    new Instruction.Pack(source, known, k, n, transposed), List.of(source), List.of(known)));
        }
        reads.add(known);
        return known;
    }

    @Override
    public Ref broadcast(Expr expr, Dims target) {
        Integer known = broadcasts.get(new Broadcast(expr, target));
        if (known == null) {
            int source = slot(expr);
            known = newSlot(target);
            broadcasts.put(new Broadcast(expr, target), known);
            entries.add(new CompiledPlan.Entry(
                    new Instruction.Broadcasting(source, known, expr.shape(), target, false),
                    List.of(source),
                    List.of(known)));
        }
        reads.add(known);
        return new Ref(Ref.Kind.ROWS, known, TileEmitter.columns(target));
    }

    private record Pack(Expr weight, boolean transposed) {}

    private record Broadcast(Expr expr, Dims target) {}
}
