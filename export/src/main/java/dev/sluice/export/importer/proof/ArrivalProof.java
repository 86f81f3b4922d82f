package dev.sluice.export.importer.proof;

import dev.sluice.core.graph.Dim;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Graph;
import dev.sluice.core.graph.Parameter;
import dev.sluice.core.model.ParameterScope;
import dev.sluice.core.model.Parameters;
import dev.sluice.core.tensor.Shape;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.core.tensor.Tensors;
import dev.sluice.export.foreign.Printable;
import dev.sluice.export.importer.read.Flow;
import dev.sluice.export.importer.read.InputRole;
import dev.sluice.export.importer.read.OnnxImport;
import dev.sluice.export.lowering.FrontPadding;
import dev.sluice.export.metadata.ModelMetadata;
import dev.sluice.export.onnx.OnnxArray;
import dev.sluice.export.onnx.OnnxModel;
import dev.sluice.export.proof.Comparison;
import dev.sluice.export.proof.Tolerance;
import dev.sluice.export.runtime.OnnxRuntimeException;
import dev.sluice.export.runtime.OnnxRuntimeSession;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;

/**
 * Runs a file in ONNX Runtime and its imported graph in the engine on the same random inputs and compares the results.
 *
 * <p>A file with lengths is given ragged batches. A file without lengths is given full batches; the engine is also given
 * a ragged batch, and each of its rows must match the file's result for that row alone.
 */
public final class ArrivalProof {
    /** Files that need more steps than this are not run. */
    private static final long MOST_STEPS = 10_000;
    /** Limit on the elements of all nodes in one run: a quarter of a gigabyte each in ONNX Runtime and the engine. */
    private static final double MOST_NUMBERS = 1L << 26;

    private static final int MOST_TABLE_RUNS = 200;
    private static final int MOST_TABLE_ROWS = 16;
    private static final int MOST_TABLE_STEPS = 17;

    private static final List<Integer> BATCHES = List.of(1, 3);
    /** Steps added to the file's minimum. */
    private static final List<Integer> FURTHER_STEPS = List.of(0, 1, 16);

    private final OnnxImport imported;
    private final ArrivalInputs inputs;
    private final Comparison comparison;
    private final List<String> tried = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private final OnnxRuntimeSession session;
    /** Files written by Sluice may use padding in front of sequences. */
    private final FrontPadding padding;

    /** Minimum number of steps that leaves every layer at least one: ONNX Runtime may abort the process on none. */
    private final int fewest;

    private ArrivalInputs.Sweep sweep = ArrivalInputs.Sweep.NONE;

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
        Graph graph = new Graph(outputs);
        inputs = new ArrivalInputs(imported, graph, session);
        Tensors all = Parameters.initialize(declared.declared(), 0);
        Tensors parameters =
                Tensors.of(graph.parameters().stream().map(Parameter::label).toList(), all::get);
        comparison = new Comparison(graph, parameters, tolerance);
    }

    /**
     * Runs the proof.
     *
     * @throws OnnxRuntimeException if ONNX Runtime refuses the file
     */
    public static ArrivalReport run(OnnxImport imported, Tolerance tolerance) {
        OnnxModel free = FreeSizes.of(imported.model(), imported.asFile().branches());
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
            // A file for one sequence has no batch axis; batching in the engine is checked row by row.
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

    /** Looks up every row of every table that an input indexes. */
    private void tables() {
        for (Map.Entry<String, Flow> input : imported.inputs().entrySet()) {
            if (imported.role(input.getKey()) != InputRole.INDEX) {
                continue;
            }
            int rows = inputs.range(input.getKey(), input.getValue().expr());
            int time = input.getValue().has(Dim.TIME) ? MOST_TABLE_STEPS + fewest - 1 : 1;
            int batch = fits(MOST_TABLE_ROWS, time) ? MOST_TABLE_ROWS : 1;
            int perRun = batch * time;
            int from = 0;
            for (int run = 0; from < rows && run < MOST_TABLE_RUNS && fits(batch, time); run++) {
                sweep = new ArrivalInputs.Sweep(input.getKey(), from);
                rectangular(batch, time);
                from += perRun;
            }
            sweep = ArrivalInputs.Sweep.NONE;
            if (from < rows) {
                notes.add("of the " + rows + " rows that '" + Printable.of(input.getKey())
                        + "' looks up, only the first " + from + " were all tested");
            }
        }
    }

    /** Handles a file that declares free sizes but runs only with one batch size or length. */
    private void fixedSize(OnnxRuntimeException failure) {
        for (int batch : candidates(Dim.BATCH)) {
            for (int time : candidates(Dim.TIME)) {
                if ((long) batch * time > MOST_STEPS || time < fewest || !fits(batch, time)) {
                    continue;
                }
                try {
                    rectangular(batch, time);
                    notes.add("the file does not run with every batch size and length (it does with batch " + batch
                            + " and " + time
                            + " steps), so it was compared only at sizes where it runs; the imported network"
                            + " accepts any sizes, and sluice export FILE writes a file that accepts them too");
                    return;
                } catch (OnnxRuntimeException e) {
                    failure.addSuppressed(e);
                }
            }
        }
        throw failure;
    }

    /** Returns whether a run fits in memory: a small file may ask for gigabytes at every step. */
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
        int[] lengths = lengths(batch, time);
        String what = "batch " + batch + (imported.isStep() ? "" : ", " + time + " steps")
                + (imported.asFile().ragged() ? ", ragged" : "")
                + (sweep.equals(ArrivalInputs.Sweep.NONE)
                        ? ""
                        : ", rows from " + sweep.from() + " for " + Printable.of(sweep.input()));
        Map<String, Integer> sizes = Map.of("B", batch, "T", time);
        Tensors values = inputs.values(sizes, lengths, what, sweep);
        Map<String, OnnxArray> given = inputs.forFile(values, sizes);
        Map<String, OnnxArray> actual = padding.fromFile(session.run(padding.toFile(given)), given);
        imported.outputs().forEach((name, flow) -> {
            long[] found = Objects.requireNonNull(actual.get(name)).shape();
            long[] wanted = new FileLayout(flow, sizesOf(flow, sizes)).shape();
            if (!Arrays.equals(withoutOnes(found), withoutOnes(wanted))) {
                throw new OnnxRuntimeException("of " + what + " the file makes '" + Printable.of(name) + "' "
                        + Arrays.toString(found) + " and not " + Arrays.toString(wanted));
            }
        });
        Tensors graphInputs = inputs.forGraph(values, lengths);
        if (imported.outputs().values().stream()
                .allMatch(flow -> sizesOf(flow, sizes).equals(sizes))) {
            Map<String, float[]> numbers = new LinkedHashMap<>();
            imported.outputs()
                    .forEach((name, flow) -> numbers.put(
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

    /** The longest row is the first, which some files rely on, and the second in files that sort rows: else they would not move any. */
    private int[] lengths(int batch, int time) {
        int[] lengths = new int[batch];
        int first = imported.sortsRows() ? 1 : 0;
        for (int row = 0; row < batch; row++) {
            lengths[(first + row) % batch] =
                    imported.asFile().ragged() ? Math.max(fewest, time - row * time / batch) : time;
        }
        return lengths;
    }

    /** The sizes of an output, which may have fewer steps than the inputs. */
    private Map<String, Integer> sizesOf(Flow output, Map<String, Integer> sizes) {
        Map<String, Integer> own = new LinkedHashMap<>(sizes);
        own.computeIfPresent("T", (name, steps) -> imported.asFile().steps().of(output.expr(), steps));
        return own;
    }

    /** Removes axes of size 1: some files squeeze all of them, including a batch of 1. */
    private static long[] withoutOnes(long... shape) {
        return Arrays.stream(shape).filter(size -> size != 1).toArray();
    }

    /** Compares a ragged batch in the engine with each row alone in the file. */
    private void rowsAlone(List<Integer> rows) {
        int[] lengths = rows.stream().mapToInt(Integer::intValue).toArray();
        int time = Arrays.stream(lengths).max().orElse(1);
        String what = "rows of " + rows + " steps, each alone in the file";
        Map<String, Integer> sizes = Map.of("B", rows.size(), "T", time);
        Tensors values = inputs.values(sizes, lengths, what, sweep);
        Comparison.Outcome together = comparison.meaning(inputs.forGraph(values, lengths), rows.size(), time);
        for (int row = 0; row < lengths.length; row++) {
            Map<String, Integer> alone = Map.of("B", 1, "T", lengths[row]);
            Tensors.Builder one = Tensors.builder();
            for (Map.Entry<String, Flow> input : imported.inputs().entrySet()) {
                int[] positions = rowOf(input.getValue(), sizes, alone, row);
                one.put(input.getKey(), taken(values.get(input.getKey()), positions, input.getValue(), alone));
            }
            Map<String, OnnxArray> actual = session.run(inputs.forFile(one.build(), alone));
            for (Map.Entry<String, Flow> output : imported.outputs().entrySet()) {
                Map<String, Integer> own = sizesOf(output.getValue(), alone);
                float[] theirs = new FileLayout(output.getValue(), own)
                        .fromFile(Objects.requireNonNull(actual.get(output.getKey())));
                comparison.addPart(output.getKey(), theirs, rowOf(output.getValue(), sizes, own, row), together, what);
            }
        }
        tried.add(what);
    }

    /** The positions of one row's first steps in a batch: named axes come first, time before batch. */
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
}
