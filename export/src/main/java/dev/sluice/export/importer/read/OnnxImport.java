package dev.sluice.export.importer.read;

import dev.sluice.core.experiment.exchange.ImportException;
import dev.sluice.core.graph.Dim;
import dev.sluice.core.graph.Dims;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Graph;
import dev.sluice.core.graph.Input;
import dev.sluice.core.model.Initialization;
import dev.sluice.core.model.ParameterScope;
import dev.sluice.export.foreign.Printable;
import dev.sluice.export.foreign.Refusal;
import dev.sluice.export.importer.file.FileGraph;
import dev.sluice.export.importer.file.FileNode;
import dev.sluice.export.onnx.OnnxFormatException;
import dev.sluice.export.onnx.OnnxModel;
import dev.sluice.export.onnx.proto.ValueInfoProto;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** A file whose nodes have all been translated and whose input axes are all identified. */
public final class OnnxImport {
    /** Limit on repeated readings, above the number of axes of any real file; more would be an endless loop. */
    private static final int MOST_LESSONS = 200;
    /** Key of a fact that only files of Sluice have. */
    private static final String RUN = "sluice.run";

    private final OnnxModel model;
    private final FileGraph file;
    private final InputAxes axes;
    private final Tracer tracer;

    private OnnxImport(OnnxModel model, FileGraph file, InputAxes axes, Tracer tracer) {
        this.model = model;
        this.file = file;
        this.axes = axes;
        this.tracer = tracer;
    }

    /**
     * Reads a model without external references.
     *
     * @throws ImportException naming every unsupported node, or the file's defect
     */
    public static OnnxImport of(OnnxModel model, String source) {
        FileGraph file;
        try {
            file = FileGraph.of(model);
        } catch (OnnxFormatException e) {
            throw new ImportException(source + ": " + e.getMessage(), e);
        }
        InputAxes axes = new InputAxes();
        ReadingBudget budget = new ReadingBudget(file.numbers());
        for (int lesson = 0; lesson < MOST_LESSONS; lesson++) {
            Tracer tracer =
                    new Tracer(file, axes, budget, new FileBinding(), ParameterScope.root(Initialization.defaults()));
            try {
                tracer.run();
                if (tracer.refusals().isEmpty()) {
                    settle(file, tracer, axes);
                    axes.settleRepeats();
                }
            } catch (AxisIdentified learned) {
                axes.learn(learned);
                continue;
            }
            OnnxImport imported = new OnnxImport(model, file, axes, tracer);
            imported.check(source);
            return imported;
        }
        throw new ImportException(source + " contradicts itself about its axes; export it again");
    }

    /** Settles axes that no node identified: the size in the file, or the batch. */
    private static void settle(FileGraph file, Tracer tracer, InputAxes axes) {
        for (ValueInfoProto input : file.inputs()) {
            if (tracer.value(input.getName()).orElse(null) instanceof Flow flow) {
                flow.axes().stream()
                        .flatMap(List::stream)
                        .filter(InputAxes::isOpen)
                        .findFirst()
                        .ifPresent(open -> {
                            OptionalLong size = axes.written(open);
                            throw new AxisIdentified(
                                    open,
                                    size.isPresent()
                                            ? Dim.of((int) Math.min(size.getAsLong(), Integer.MAX_VALUE))
                                            : Dim.BATCH);
                        });
            }
        }
    }

    private void check(String source) {
        boolean own = model.metadata().containsKey(RUN);
        // What else a foreign file could hold cannot be had of a file that Sluice writes in one way.
        List<String> problems = new ArrayList<>(tracer.refusals().stream()
                .map(refusal -> own ? refusal.withoutRemedy() : refusal)
                .map(Refusal::describe)
                .toList());
        if (problems.isEmpty()) {
            for (String output : file.outputs()) {
                if (!(tracer.value(output).orElse(null) instanceof Flow flow)) {
                    problems.add("output '" + Printable.of(output) + "': it does not depend on the inputs");
                } else if (flow.reversed() && flow.has(Dim.TIME)) {
                    problems.add("output '" + Printable.of(output)
                            + "': its steps are in reverse order; reverse them in the model");
                } else if (Graph.topological(List.of(flow.expr())).stream().anyMatch(Positions::is)) {
                    problems.add("output '" + Printable.of(output)
                            + "': it is computed from step numbers, which are supported only in masks and tables");
                }
            }
            if (tracer.layers().isEmpty() && !isStep()) {
                problems.add("the file has no GRU, LSTM, RNN or loop, and Sluice trains recurrent models");
            }
        }
        if (!problems.isEmpty()) {
            if (own) {
                problems.add("Sluice wrote this file, as the model of a run; to go on from its weights take the run:"
                        + " train.start_from in an experiment file");
            }
            throw ImportException.of(source, problems);
        }
    }

    /** The same file with a network's inputs. */
    public Tracer trace(InputBinding binding, ParameterScope scope) {
        Tracer again = new Tracer(file, axes, new ReadingBudget(file.numbers()), binding, scope);
        again.run();
        if (!again.refusals().isEmpty()) {
            throw ImportException.of(
                    "as a network",
                    again.refusals().stream().map(Refusal::describe).toList());
        }
        return again;
    }

    public OnnxModel model() {
        return model;
    }

    /** The reading with the file's own inputs. */
    public Tracer asFile() {
        return tracer;
    }

    /** The nodes, topologically sorted. */
    public List<FileNode> nodes() {
        return file.nodes();
    }

    /** Output names in the file's order. */
    List<String> outputNames() {
        return file.outputs();
    }

    public Map<String, Flow> outputs() {
        return outputs(tracer);
    }

    public Map<String, Flow> outputs(Tracer of) {
        Map<String, Flow> outputs = new LinkedHashMap<>();
        for (String name : file.outputs()) {
            if (of.value(name).orElse(null) instanceof Flow flow) {
                outputs.put(name, flow);
            }
        }
        return outputs;
    }

    /** The file's inputs by name. */
    public Map<String, Flow> inputs() {
        Map<String, Flow> inputs = new LinkedHashMap<>();
        file.inputs()
                .forEach(input -> inputs.put(input.getName(), (Flow)
                        Objects.requireNonNull(tracer.value(input.getName()).orElse(null))));
        return inputs;
    }

    /** The role of an input. */
    public InputRole role(String input) {
        return tracer.role(input);
    }

    /** Returns whether the file sorts rows by length for its layers, which here keep the order of the inputs. */
    public boolean sortsRows() {
        return model.proto().getGraph().getNodeList().stream()
                .anyMatch(node -> node.getOpType().equals("TopK"));
    }

    /** Returns whether the file has no batch axis, so that one is added here. */
    public boolean isForOneSequence() {
        return inputs().values().stream().anyMatch(flow -> flow.axes().contains(List.of(Dim.TIME, Dim.BATCH)));
    }

    /** Returns whether the file computes a single step, with states as inputs and outputs. */
    public boolean isStep() {
        return inputs().values().stream().noneMatch(flow -> flow.has(Dim.TIME))
                && inputs().keySet().stream().anyMatch(name -> role(name) == InputRole.STATE);
    }

    /** The size that the file fixes for batch or time. */
    public OptionalLong written(Dim dim) {
        return axes.written(dim);
    }

    /** Binds the file's own inputs. */
    private static final class FileBinding implements InputBinding {
        private final Map<String, Expr> inputs = new LinkedHashMap<>();

        @Override
        public Expr input(String name, Dims dims, InputRole role) {
            return inputs.computeIfAbsent(name, key -> Expr.of(new Input(key, dims, role.kind())));
        }

        @Override
        public Optional<Expr> table(String name, int size, Expr indices) {
            return Optional.empty();
        }

        @Override
        public Expr lengths() {
            return inputs.computeIfAbsent(
                    LENGTHS, key -> Expr.of(new Input(key, Dims.of(Dim.BATCH), Input.Kind.LENGTH)));
        }

        @Override
        public Expr initial(String name, Dims dims, @Nullable Expr inFile) {
            return inFile != null ? inFile : dev.sluice.core.graph.Exprs.zeros(dims);
        }
    }

    /** Name of the lengths input for files that have none. */
    public static final String LENGTHS = "sluice.lengths";
}
