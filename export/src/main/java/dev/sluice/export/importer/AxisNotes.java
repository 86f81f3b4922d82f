package dev.sluice.export.importer;

import dev.sluice.core.graph.Dim;
import dev.sluice.export.foreign.Printable;
import dev.sluice.export.importer.read.Flow;
import dev.sluice.export.importer.read.OnnxImport;
import dev.sluice.export.onnx.proto.ValueInfoProto;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Notes on axes whose name in the file contradicts their use, and on axes that are merged here. */
final class AxisNotes {
    private static final List<String> BATCH = List.of("batch", "bsz");
    private static final List<String> TIME = List.of("time", "seq", "step", "frame");

    private AxisNotes() {}

    static List<String> of(OnnxImport file) {
        List<String> notes = new ArrayList<>();
        List<String> sequences = new ArrayList<>();
        List<String> lengths = new ArrayList<>();
        for (ValueInfoProto declared : file.model().proto().getGraph().getInputList()) {
            Flow flow = file.inputs().get(declared.getName());
            if (flow == null) {
                continue;
            }
            for (int axis = 0; axis < flow.rank(); axis++) {
                String name = declared.getType()
                        .getTensorType()
                        .getShape()
                        .getDim(axis)
                        .getDimParam();
                String word = name.toLowerCase(Locale.ROOT);
                if (flow.is(axis, Dim.TIME) && BATCH.stream().anyMatch(word::contains)) {
                    notes.add("axis " + axis + " of '" + Printable.of(declared.getName()) + "' is called '"
                            + Printable.of(name)
                            + "', but the layers run over it, so it is read as time. If that is not intended (a forgotten"
                            + " batch_first), the file itself is wrong");
                } else if (flow.is(axis, Dim.BATCH) && TIME.stream().anyMatch(word::contains)) {
                    notes.add("axis " + axis + " of '" + Printable.of(declared.getName()) + "' is called '"
                            + Printable.of(name)
                            + "', but the layers treat it as the batch, so it is read as the batch");
                }
                if (flow.is(axis, Dim.TIME)) {
                    sequences.add(declared.getName());
                    lengths.add(name);
                }
            }
        }
        if (sequences.size() > 1 && lengths.stream().distinct().count() > 1) {
            notes.add("the sequences " + Printable.list(sequences) + " may differ in length in the file ("
                    + String.join(", ", lengths.stream().map(Printable::of).toList())
                    + "); the imported model needs equal lengths, so the data must have them");
        }
        if (file.isForOneSequence()) {
            notes.add("the file takes one sequence without a batch axis; the imported model takes a batch of them");
        }
        file.outputs().forEach((name, output) -> {
            if (output.has(Dim.TIME) && !file.asFile().steps().of(output.expr()).isEmpty()) {
                notes.add("'" + Printable.of(name)
                        + "' has outputs at fewer steps than the file reads, because of strides; to"
                        + " train it, use data with one target per sequence and import.head: new");
            }
        });
        if (file.asFile().window() > 0) {
            notes.add("the file reads windows of " + file.asFile().window() + " steps; of a longer row the last "
                    + file.asFile().window() + " are read, and a shorter one has zeros before it");
        }
        if (file.isStep()) {
            notes.add("the file computes one step; the imported model runs over sequences and answers at every step");
        }
        return notes;
    }
}
