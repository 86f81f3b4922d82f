package dev.sluice.export.importer.proof;

import dev.sluice.core.graph.Dim;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Gather;
import dev.sluice.core.graph.Graph;
import dev.sluice.core.graph.Input;
import dev.sluice.core.graph.Parameter;
import dev.sluice.core.kernel.CounterRandom;
import dev.sluice.core.model.ParameterScope;
import dev.sluice.core.model.Parameters;
import dev.sluice.core.tensor.Shape;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.core.tensor.Tensors;
import dev.sluice.export.foreign.Printable;
import dev.sluice.export.importer.file.OldOpset;
import dev.sluice.export.importer.file.TakenBranches;
import dev.sluice.export.importer.file.TimeFirst;
import dev.sluice.export.importer.read.Flow;
import dev.sluice.export.importer.read.InputRole;
import dev.sluice.export.importer.read.OnnxImport;
import dev.sluice.export.lowering.FrontPadding;
import dev.sluice.export.metadata.ModelMetadata;
import dev.sluice.export.onnx.OnnxArray;
import dev.sluice.export.onnx.OnnxModel;
import dev.sluice.export.onnx.OnnxProjectedLstm;
import dev.sluice.export.onnx.proto.ModelProto;
import dev.sluice.export.onnx.proto.TensorShapeProto;
import dev.sluice.export.onnx.proto.ValueInfoProto;
import dev.sluice.export.proof.Comparison;
import dev.sluice.export.proof.Tolerance;
import dev.sluice.export.runtime.OnnxRuntimeException;
import dev.sluice.export.runtime.OnnxRuntimeSession;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Runs a file in ONNX Runtime and what was made of it in our engine, on the same random inputs.
 *
 * <p>A file that takes lengths is given ragged batches. One that does not is given full batches; then the engine is given a
 * ragged batch, and each of its rows must be what the file says of that row alone.
 */
public final class ArrivalProof {
    private static final long SEED = 20_261_121;
    /** A file that only runs with more is not run. */
    private static final long MOST_STEPS = 10_000;
    /** Numbers of one run, all nodes together: in ONNX Runtime and in our engine a quarter of a gigabyte each. */
    private static final double MOST_NUMBERS = 1L << 26;

    /** Whole numbers that look up nothing are below. */
    private static final int SMALL = 10;

    private static final int MOST_TABLE_RUNS = 200;
    private static final int MOST_TABLE_ROWS = 16;
    private static final int MOST_TABLE_STEPS = 17;

    private static final List<Integer> BATCHES = List.of(1, 3);
    /** Steps beyond the fewest that the file takes. */
    private static final List<Integer> FURTHER_STEPS = List.of(0, 1, 16);

    private final OnnxImport imported;
    private final Graph graph;
    private final Comparison comparison;
    private final List<String> tried = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private final OnnxRuntimeSession session;
    /** Files of Sluice may take and give their rows with padding in front. */
    private final FrontPadding padding;

    /** Steps that a sequence must have so that ONNX Runtime, which may abort, never runs a layer over none. */
    private final int fewest;

    private Sweep sweep = Sweep.NONE;

    private ArrivalProof(
            OnnxImport imported, ParameterScope declared, OnnxRuntimeSession session, Tolerance tolerance) {
        this.imported = imported;
        this.session = session;
        fewest = imported.asFile().steps().fewest();
        padding = imported.model().metadata().containsKey("sluice.contract")
                ? ModelMetadata.of(imported.model().metadata()).padding()
                : FrontPadding.NONE;
        Map<String, Expr> outputs = new LinkedHashMap<>();
        imported.outputs().forEach((name, flow) -> outputs.put(name, flow.expr()));
        graph = new Graph(outputs);
        Tensors all = Parameters.initialize(declared.declared(), 0);
        Tensors parameters =
                Tensors.of(graph.parameters().stream().map(Parameter::label).toList(), all::get);
        comparison = new Comparison(graph, parameters, tolerance);
    }

    /**
     * Compares.
     *
     * @throws OnnxRuntimeException if ONNX Runtime refuses the file
     */
    public static ArrivalReport run(OnnxImport imported, Tolerance tolerance) {
        OnnxModel free = relaxed(imported.model(), imported.asFile().branches());
        try (OnnxRuntimeSession session = OnnxRuntimeSession.of(free)) {
            ArrivalProof proof = new ArrivalProof(imported, imported.asFile().scope(), session, tolerance);
            proof.all();
            return new ArrivalReport(
                    OnnxRuntimeSession.version(), proof.tried, proof.notes, proof.comparison.differences());
        }
    }

    private void all() {
        boolean step = imported.isStep();
        try {
            // A file for one sequence takes no batch; that ours does is shown row by row.
            for (int b : imported.isForOneSequence() ? List.of(1) : BATCHES) {
                for (int further : step ? List.of(0) : FURTHER_STEPS) {
                    if (fits(b, fewest + further)) {
                        rectangular(b, fewest + further);
                    }
                }
            }
            List<Integer> rows = List.of(fewest + 6, fewest + 2, fewest);
            if (!step && !imported.asFile().ragged() && fits(rows.size(), rows.getFirst())) {
                rowsAlone(rows);
            }
            tables();
        } catch (OnnxRuntimeException e) {
            fixedSize(e);
        }
    }

    /** Looks up every row of every table that an input is a number of. */
    private void tables() {
        for (Map.Entry<String, Flow> input : imported.inputs().entrySet()) {
            if (imported.role(input.getKey()) != InputRole.INDEX) {
                continue;
            }
            int rows = range(input.getKey(), input.getValue().expr());
            int time = input.getValue().has(Dim.TIME) ? MOST_TABLE_STEPS + fewest - 1 : 1;
            int batch = fits(MOST_TABLE_ROWS, time) ? MOST_TABLE_ROWS : 1;
            int perRun = batch * time;
            int from = 0;
            for (int run = 0; from < rows && run < MOST_TABLE_RUNS && fits(batch, time); run++) {
                sweep = new Sweep(input.getKey(), from);
                rectangular(batch, time);
                from += perRun;
            }
            sweep = Sweep.NONE;
            if (from < rows) {
                notes.add("of the " + rows + " rows that '" + Printable.of(input.getKey())
                        + "' looks up, only the first " + from + " were all tried");
            }
        }
    }

    /** An input that runs through its whole range, and where this run begins. */
    private record Sweep(String input, int from) {
        static final Sweep NONE = new Sweep("", 0);
    }

    /** The file says that it takes any batch and length, or does not, and runs with one alone. */
    private void fixedSize(OnnxRuntimeException failure) {
        for (int batch : candidates(Dim.BATCH)) {
            for (int time : candidates(Dim.TIME)) {
                if ((long) batch * time > MOST_STEPS || time < fewest || !fits(batch, time)) {
                    continue;
                }
                try {
                    rectangular(batch, time);
                    notes.add(
                            "the file itself does not run with every batch and length (it does with batch " + batch
                                    + " and " + time
                                    + " steps), so it was compared where it runs; the network here takes any, the written file is as it was; sluice export FILE writes one that"
                                    + " takes any");
                    return;
                } catch (OnnxRuntimeException e) {
                    failure.addSuppressed(e);
                }
            }
        }
        throw failure;
    }

    /** A few bytes of a file may ask for gigabytes at every step. */
    private boolean fits(int batch, int time) {
        return imported.asFile().budget().flowing(batch, time) <= MOST_NUMBERS;
    }

    private List<Integer> candidates(Dim dim) {
        OptionalLong written = imported.written(dim);
        return written.isPresent()
                ? List.of((int) Math.min(written.getAsLong(), Integer.MAX_VALUE))
                : List.of(5, 2, 1, 3, 4, 8, 10, 16, 32);
    }

    private void rectangular(int batch, int time) {
        int[] lengths = new int[batch];
        for (int row = 0; row < batch; row++) {
            lengths[row] = imported.asFile().ragged() ? Math.max(fewest, time - row * time / batch) : time;
        }
        String what = "batch " + batch + (imported.isStep() ? "" : ", " + time + " steps")
                + (imported.asFile().ragged() ? ", ragged" : "")
                + (sweep.equals(Sweep.NONE)
                        ? ""
                        : ", rows from " + sweep.from() + " for " + Printable.of(sweep.input()));
        Map<String, Integer> sizes = Map.of("B", batch, "T", time);
        Tensors values = inputs(sizes, lengths, what);
        Map<String, OnnxArray> given = file(values, sizes);
        Map<String, OnnxArray> actual = padding.fromFile(session.run(padding.toFile(given)), given);
        imported.outputs().forEach((name, flow) -> {
            long[] found = Objects.requireNonNull(actual.get(name)).shape();
            long[] wanted = new FileLayout(flow, sizesOf(flow, sizes)).shape();
            if (!Arrays.equals(withoutOnes(found), withoutOnes(wanted))) {
                throw new OnnxRuntimeException("of " + what + " the file makes '" + Printable.of(name) + "' "
                        + Arrays.toString(found) + " and not " + Arrays.toString(wanted));
            }
        });
        Tensors graphInputs = graphInputs(values, lengths);
        if (imported.outputs().values().stream()
                .allMatch(flow -> sizesOf(flow, sizes).equals(sizes))) {
            Map<String, float[]> numbers = new LinkedHashMap<>();
            imported.outputs().forEach((name, flow) -> numbers.put(
                    name, new FileLayout(flow, sizes).fromFile(Objects.requireNonNull(actual.get(name)))));
            comparison.add(new Comparison.Run(graphInputs, numbers, batch, time, what));
        } else {
            Comparison.Outcome whole = comparison.meaning(graphInputs, batch, time);
            imported.outputs().forEach((name, flow) -> {
                Map<String, Integer> own = sizesOf(flow, sizes);
                float[] theirs = new FileLayout(flow, own).fromFile(Objects.requireNonNull(actual.get(name)));
                comparison.addPart(name, theirs, rowOf(flow, sizes, own, 0), whole, what);
            });
        }
        tried.add(what);
    }

    /** The sizes of an output, which may have fewer steps than the inputs. */
    private Map<String, Integer> sizesOf(Flow output, Map<String, Integer> sizes) {
        Map<String, Integer> own = new LinkedHashMap<>(sizes);
        own.computeIfPresent("T", (name, steps) -> imported.asFile().steps().of(output.expr(), steps));
        return own;
    }

    /** Where a file drops all axes of size 1, a batch of 1 loses its axis too. */
    private static long[] withoutOnes(long... shape) {
        return Arrays.stream(shape).filter(size -> size != 1).toArray();
    }

    /** A ragged batch here against each row alone in the file. */
    private void rowsAlone(List<Integer> rows) {
        int[] lengths = rows.stream().mapToInt(Integer::intValue).toArray();
        int time = Arrays.stream(lengths).max().orElse(1);
        String what = "rows of " + rows + " steps, each alone in the file";
        Map<String, Integer> sizes = Map.of("B", rows.size(), "T", time);
        Tensors values = inputs(sizes, lengths, what);
        Comparison.Outcome together = comparison.meaning(graphInputs(values, lengths), rows.size(), time);
        for (int row = 0; row < lengths.length; row++) {
            Map<String, Integer> alone = Map.of("B", 1, "T", lengths[row]);
            Tensors.Builder one = Tensors.builder();
            for (Map.Entry<String, Flow> input : imported.inputs().entrySet()) {
                int[] positions = rowOf(input.getValue(), sizes, alone, row);
                one.put(input.getKey(), taken(values.get(input.getKey()), positions, input.getValue(), alone));
            }
            Map<String, OnnxArray> actual = session.run(file(one.build(), alone));
            for (Map.Entry<String, Flow> output : imported.outputs().entrySet()) {
                Map<String, Integer> own = sizesOf(output.getValue(), alone);
                float[] theirs = new FileLayout(output.getValue(), own)
                        .fromFile(Objects.requireNonNull(actual.get(output.getKey())));
                comparison.addPart(output.getKey(), theirs, rowOf(output.getValue(), sizes, own, row), together, what);
            }
        }
        tried.add(what);
    }

    /** Where the numbers of one row and its first steps stand in a batch: named axes stand first, time before batch. */
    private static int[] rowOf(Flow flow, Map<String, Integer> from, Map<String, Integer> to, int row) {
        int[] wanted = flow.expr().shape().sizes(to);
        int[] whole = flow.expr().shape().sizes(from);
        int[] positions = new int[Shape.of(wanted).elements()];
        int batchAxis = flow.expr().shape().axes().indexOf(Dim.BATCH);
        for (int i = 0; i < positions.length; i++) {
            int rest = i;
            int at = 0;
            int stride = 1;
            for (int axis = wanted.length - 1; axis >= 0; axis--) {
                int index = rest % wanted[axis] + (axis == batchAxis ? row : 0);
                rest /= wanted[axis];
                at += index * stride;
                stride *= whole[axis];
            }
            positions[i] = at;
        }
        return positions;
    }

    private static Tensor taken(Tensor value, int[] positions, Flow flow, Map<String, Integer> sizes) {
        Tensor part = Tensor.zeros(Shape.of(flow.expr().shape().sizes(sizes)));
        for (int i = 0; i < positions.length; i++) {
            part.array()[i] = value.array()[positions[i]];
        }
        return part;
    }

    private Tensors inputs(Map<String, Integer> sizes, int[] lengths, String what) {
        Tensors.Builder values = Tensors.builder();
        imported.inputs().forEach((name, flow) -> {
            CounterRandom random = CounterRandom.of(SEED, name + "/" + what, 0);
            Tensor value = Tensor.zeros(Shape.of(flow.expr().shape().sizes(sizes)));
            int range = range(name, flow.expr());
            for (int i = 0; i < value.array().length; i++) {
                value.array()[i] = imported.role(name) == InputRole.LENGTHS
                        ? lengths[i]
                        : name.equals(sweep.input())
                                ? (sweep.from() + i) % range
                                : flow.whole() ? random.below(i, range) : random.normal(i);
            }
            values.put(name, value);
        });
        return values.build();
    }

    /** Whole numbers of an input are below this: what it looks up, and what its type holds. */
    private int range(String name, Expr input) {
        int rows = indices(input);
        return switch (Objects.requireNonNull(session.inputs().get(name)).type()) {
            case BOOL -> Math.min(rows, 2);
            case INT8 -> Math.min(rows, Byte.MAX_VALUE);
            case UINT8 -> Math.min(rows, 2 * Byte.MAX_VALUE);
            default -> rows;
        };
    }

    /** How many rows the smallest table has that an input looks up; small numbers where it looks up none. */
    private int indices(Expr input) {
        int range = Integer.MAX_VALUE;
        for (Expr expr : graph.expressions()) {
            if (expr.op() instanceof Gather
                    && Graph.topological(List.of(expr.operand(1))).contains(input)) {
                range = Math.min(range, expr.operand(0).shape().fixed(0));
            }
        }
        return range == Integer.MAX_VALUE ? SMALL : range;
    }

    private Map<String, OnnxArray> file(Tensors values, Map<String, Integer> sizes) {
        Map<String, OnnxArray> arrays = new LinkedHashMap<>();
        imported.inputs().forEach((name, flow) -> {
            FileLayout layout = new FileLayout(flow, sizes);
            float[] numbers = layout.toFile(values.get(name));
            arrays.put(
                    name,
                    switch (Objects.requireNonNull(session.inputs().get(name)).type()) {
                        case INT64 -> {
                            long[] longs = new long[numbers.length];
                            Arrays.setAll(longs, i -> (long) numbers[i]);
                            yield OnnxArray.longs(longs, layout.shape());
                        }
                        case INT32 -> {
                            int[] ints = new int[numbers.length];
                            Arrays.setAll(ints, i -> (int) numbers[i]);
                            yield OnnxArray.ints(ints, layout.shape());
                        }
                        case UINT8, INT8, BOOL -> {
                            byte[] bytes = new byte[numbers.length];
                            for (int i = 0; i < bytes.length; i++) {
                                bytes[i] = (byte) (int) numbers[i];
                            }
                            yield OnnxArray.ofBytes(session.inputs().get(name).type(), bytes, layout.shape());
                        }
                        default -> OnnxArray.floats(numbers, layout.shape());
                    });
        });
        return arrays;
    }

    private Tensors graphInputs(Tensors inputs, int... lengths) {
        Tensors.Builder values = Tensors.builder();
        for (Input input : graph.inputs()) {
            if (input.label().equals(OnnxImport.LENGTHS)) {
                float[] rows = new float[lengths.length];
                for (int i = 0; i < rows.length; i++) {
                    rows[i] = lengths[i];
                }
                values.put(input.label(), Tensor.wrap(Shape.of(rows.length), rows));
            } else {
                values.put(input.label(), inputs.get(input.label()));
            }
        }
        return values.build();
    }

    /**
     * The file with every size of an input or output left open that batch or time could be, and without the functions that it
     * defines: no node that was taken uses them, but ONNX Runtime would read them. Only the one that has a reader stays, if it is
     * the function that the reader takes it for.
     */
    private static OnnxModel relaxed(OnnxModel model, Map<String, Boolean> branches) {
        ModelProto.Builder proto = model.proto().toBuilder().clearFunctions().clearTrainingInfo();
        model.proto().getFunctionsList().stream()
                .filter(OnnxProjectedLstm::isDefinedBy)
                .forEach(proto::addFunctions);
        var graph = proto.getGraphBuilder();
        graph.clearValueInfo();
        TakenBranches.only(graph, branches);
        Set<String> weights = new HashSet<>();
        graph.getInitializerList().forEach(weight -> weights.add(weight.getName()));
        for (ValueInfoProto.Builder input : graph.getInputBuilderList()) {
            if (!weights.contains(input.getName())) {
                relax(input);
            }
        }
        for (ValueInfoProto.Builder output : graph.getOutputBuilderList()) {
            relax(output);
        }
        return new OnnxModel(OldOpset.upgraded(TimeFirst.of(proto.build())));
    }

    private static void relax(ValueInfoProto.Builder value) {
        if (value.getType().hasTensorType() && value.getType().getTensorType().hasShape()) {
            TensorShapeProto.Builder shape =
                    value.getTypeBuilder().getTensorTypeBuilder().getShapeBuilder();
            for (int i = 0; i < shape.getDimCount(); i++) {
                shape.setDim(i, TensorShapeProto.Dimension.newBuilder().setDimParam(value.getName() + "_" + i));
            }
        }
    }
}
