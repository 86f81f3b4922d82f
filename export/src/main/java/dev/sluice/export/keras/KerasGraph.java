package dev.sluice.export.keras;

import dev.sluice.core.experiment.exchange.ImportException;
import dev.sluice.core.tensor.Shape;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.export.foreign.LayerFile;
import dev.sluice.export.foreign.Printable;
import dev.sluice.export.foreign.Refusal;
import dev.sluice.export.foreign.UnsupportedPartException;
import dev.sluice.export.onnx.OnnxDim;
import dev.sluice.export.onnx.OnnxModel;
import dev.sluice.export.onnx.OnnxValue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Writes a model's layers as an ONNX graph with Keras's semantics. */
final class KerasGraph {
    private final KerasModel model;
    private final String source;
    private final LayerFile file = new LayerFile("keras");
    private final LayerWriter writer;
    private final Map<KerasModel.Ref, OnnxValue> values = new LinkedHashMap<>();
    private final Set<KerasModel.Ref> masked = new HashSet<>();
    private final KerasNotes notes;
    private final List<String> problems = new ArrayList<>();

    private KerasGraph(KerasModel model, String source, KerasNotes notes) {
        this.model = model;
        this.source = source;
        this.notes = notes;
        this.writer = new LayerWriter(file, notes);
    }

    /**
     * Writes a model.
     *
     * @throws ImportException naming every layer whose weights or inputs do not fit
     */
    static OnnxModel write(KerasModel model, String source, KerasNotes notes) {
        return new KerasGraph(model, source, notes).write();
    }

    private OnnxModel write() {
        for (KerasModel.Layer layer : model.layers()) {
            try {
                add(layer);
            } catch (UnsupportedPartException e) {
                problems.add(new Refusal(layer.type(), "'" + Printable.of(layer.name()) + "'", e.why(), e.remedy())
                        .describe());
            }
        }
        Map<String, OnnxValue> outputs = outputs();
        if (!problems.isEmpty()) {
            throw ImportException.of(source, problems);
        }
        try {
            return file.build(outputs);
        } catch (IllegalArgumentException e) {
            throw new ImportException(
                    source + " cannot be imported: " + Printable.of(String.valueOf(e.getMessage()))
                            + "; give the layers other names",
                    e);
        }
    }

    private Map<String, OnnxValue> outputs() {
        Map<String, OnnxValue> outputs = new LinkedHashMap<>();
        for (KerasModel.Ref ref : model.outputs()) {
            OnnxValue value = values.get(ref);
            if (value != null) {
                outputs.put(model.outputs().size() == 1 ? single(value) : Printable.of(ref.layer()), value);
            } else if (problems.isEmpty()) {
                problems.add("output " + ref.index() + " of '" + Printable.of(ref.layer()) + "' is not supported");
            }
        }
        if (outputs.isEmpty() && problems.isEmpty()) {
            problems.add("the model has no outputs");
        }
        return outputs;
    }

    private String single(OnnxValue value) {
        String name = value.shape().rank() == 3 ? "sequence" : "outputs";
        return values.values().stream().anyMatch(other -> other.name().equals(name)) ? name + "_1" : name;
    }

    private void add(KerasModel.Layer layer) {
        KerasModel.Ref ref = new KerasModel.Ref(layer.name(), 0);
        if (values.containsKey(ref)) {
            throw new UnsupportedPartException("two layers have this name");
        }
        if (layer.meaning() instanceof LayerMeaning.Input input) {
            values.put(ref, input(layer, input));
            return;
        }
        List<OnnxValue> inputs = new ArrayList<>();
        for (KerasModel.Ref input : layer.inputs()) {
            OnnxValue value = values.get(input);
            if (value == null && problems.isEmpty()) {
                throw new UnsupportedPartException(
                        "it reads output " + input.index() + " of '" + Printable.of(input.layer())
                                + "', which is not there; only the first output of a layer is taken",
                        "");
            }
            if (value == null) {
                return;
            }
            inputs.add(value);
        }
        boolean under = layer.inputs().stream().anyMatch(masked::contains);
        OnnxValue value = writer.write(layer, inputs, under);
        values.put(ref, value);
        // A mask carries over as long as the value is a sequence.
        if (value.shape().rank() == 3 && (under || notes.isMasking(layer.name()))) {
            masked.add(ref);
        }
    }

    private OnnxValue input(KerasModel.Layer layer, LayerMeaning.Input input) {
        KerasModel.Ref ref = new KerasModel.Ref(layer.name(), 0);
        String name = Printable.of(layer.name());
        boolean tokens = model.layers().stream()
                .anyMatch(reader -> reader.inputs().contains(ref) && reader.meaning() instanceof LayerMeaning.Table);
        if (tokens) {
            return file.tokens(name);
        }
        int axes = input.sizes().size();
        if (axes != 0 && axes != 2) {
            throw new UnsupportedPartException(
                    "a sequence must be [batch, time, features], or [batch, time] where an Embedding reads it,"
                            + " but this input has " + (axes + 1) + " axes");
        }
        int features = axes == 2 ? input.sizes().get(1).orElse(0) : 0;
        int width = features > 0 ? features : firstRows(ref);
        boolean flat = model.layers().stream().anyMatch(reader -> reader.meaning() instanceof LayerMeaning.Flatten);
        // The number of steps matters only where steps become features; otherwise any length is accepted.
        return flat && axes == 2 && input.sizes().get(0).isPresent()
                ? file.window(name, input.sizes().get(0).getAsInt(), width)
                : file.features(name, width);
    }

    /** The number of input features according to the first weights that read it, for inputs of open shape. */
    private int firstRows(KerasModel.Ref ref) {
        KerasModel.Ref at = ref;
        for (KerasModel.Layer layer : model.layers()) {
            if (layer.inputs().contains(at)) {
                if (!layer.weights().isEmpty()
                        && layer.weights().getFirst().values().shape().rank() == 2) {
                    return layer.weights().getFirst().values().shape().size(0);
                }
                if (layer.meaning() instanceof LayerMeaning.Convolution convolution
                        && !layer.weights().isEmpty()
                        && layer.weights().getFirst().values().shape().rank() == 3) {
                    return layer.weights().getFirst().values().shape().size(1) * convolution.groups();
                }
                at = new KerasModel.Ref(layer.name(), 0);
            }
        }
        throw new UnsupportedPartException("the number of its features is not in the file");
    }

    /** The number of features of a value. */
    static int features(OnnxValue x) {
        if (x.shape().dim(x.shape().rank() - 1) instanceof OnnxDim.Fixed(long size)) {
            return Math.toIntExact(size);
        }
        throw new UnsupportedPartException("it must read features, but reads " + x.shape());
    }

    static Tensor filled(int size, float value) {
        float[] values = new float[size];
        Arrays.fill(values, value);
        return Tensor.wrap(Shape.of(size), values);
    }
}
