package dev.sluice.export.importer;

import dev.sluice.core.experiment.exchange.ImportException;
import dev.sluice.core.graph.Dim;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Gather;
import dev.sluice.core.graph.Graph;
import dev.sluice.core.model.ModelInput;
import dev.sluice.export.foreign.Printable;
import dev.sluice.export.importer.read.Flow;
import dev.sluice.export.importer.read.InputRole;
import dev.sluice.export.importer.read.OnnxImport;
import java.util.ArrayList;
import java.util.List;

/** The file's data inputs as model inputs, without lengths and states. */
final class FileInputs {
    private FileInputs() {}

    /**
     * The data inputs in the file's order.
     *
     * @param steps whether the file computes a single step; then rows without a time axis are the steps of a sequence
     * @throws ImportException if an input is of an unsupported kind
     */
    static List<ModelInput> of(OnnxImport file, boolean steps) {
        List<ModelInput> inputs = new ArrayList<>();
        file.inputs().forEach((name, flow) -> {
            InputRole role = file.role(name);
            if (role == InputRole.NUMBERS || role == InputRole.INDEX) {
                inputs.add(input(file, name, flow, steps));
            }
        });
        if (inputs.stream()
                .noneMatch(input -> input instanceof ModelInput.Tokens || input instanceof ModelInput.Features)) {
            throw new ImportException("a model to train must read a sequence, but the inputs of the file are "
                    + String.join(
                            ", ",
                            file.inputs().keySet().stream().map(Printable::of).toList()));
        }
        return inputs;
    }

    private static ModelInput input(OnnxImport file, String name, Flow flow, boolean steps) {
        boolean sequence = steps || flow.has(Dim.TIME);
        if (!flow.has(Dim.BATCH)) {
            throw new ImportException("a model to train must read all inputs with a batch axis, but '"
                    + Printable.of(name) + "' is " + flow.describe());
        }
        int size = size(flow);
        if (file.role(name) == InputRole.INDEX) {
            if (size != 1) {
                throw new ImportException("a model to train must look up one whole number at a time, but '"
                        + Printable.of(name) + "' has " + size);
            }
            int rows = rows(file, flow.expr());
            return sequence ? new ModelInput.Tokens(name, rows) : new ModelInput.Category(name, rows);
        }
        return sequence ? new ModelInput.Features(name, size) : new ModelInput.Static(name, size);
    }

    private static int size(Flow flow) {
        int size = 1;
        for (Dim dim : flow.expr().shape().axes()) {
            size *= dim instanceof Dim.Fixed(int features) ? features : 1;
        }
        return size;
    }

    private static int rows(OnnxImport file, Expr index) {
        return Graph.topological(
                        file.outputs().values().stream().map(Flow::expr).toList())
                .stream()
                .filter(expr -> expr.op() instanceof Gather
                        && Graph.topological(List.of(expr.operand(1))).contains(index))
                .mapToInt(expr -> expr.operand(0).shape().fixed(0))
                .min()
                .orElseThrow(() -> new ImportException("a table that the outputs do not read is looked up"));
    }
}
