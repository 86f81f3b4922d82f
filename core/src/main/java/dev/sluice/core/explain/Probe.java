package dev.sluice.core.explain;

import dev.sluice.core.data.Batch;
import dev.sluice.core.data.EncodedInputs;
import dev.sluice.core.data.InputEncoding;
import dev.sluice.core.data.Sequence;
import dev.sluice.core.data.TextConfig;
import dev.sluice.core.engine.EngineOptions;
import dev.sluice.core.engine.Plan;
import dev.sluice.core.engine.RandomKey;
import dev.sluice.core.experiment.exchange.TrainedModel;
import dev.sluice.core.graph.Dim;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Graph;
import dev.sluice.core.graph.Input;
import dev.sluice.core.graph.Parameter;
import dev.sluice.core.model.InnerValues;
import dev.sluice.core.model.Network;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.core.tensor.Tensors;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A trained network that can be asked for any expression of it. */
record Probe(TrainedModel model, Network network, InnerValues inner) {
    /** The network for inference. */
    static Probe of(TrainedModel model) {
        Network network = model.network(Network.Mode.INFERENCE);
        return new Probe(model, network, InnerValues.of(network));
    }

    /** Returns whether an expression is an input of the network. */
    static boolean isInput(Expr expr, String name) {
        return expr.op() instanceof Input input && input.label().equals(name);
    }

    /** Values of a graph. */
    Tensors run(Graph graph, Tensors inputs) {
        Tensors.Builder values = Tensors.builder();
        for (Parameter parameter : graph.parameters()) {
            values.put(parameter.label(), model.parameters().get(parameter.label()));
        }
        for (Input input : graph.inputs()) {
            values.put(input.label(), inputs.get(input.label()));
        }
        return Plan.compile(graph, EngineOptions.defaults().withThreads(1)).run(values.build(), RandomKey.NONE);
    }

    /** Examples as a batch, {@code [T, B, ..]}. */
    Tensors batch(List<Map<String, Sequence>> examples) {
        List<EncodedInputs> encoded = new ArrayList<>();
        for (Map<String, Sequence> example : examples) {
            encoded.add(model.contract().encode(example));
        }
        return Batch.inputs(encoded);
    }

    /**
     * The inputs that a graph reads, with a single example in so many rows.
     *
     * @param inputs of one row; those that are not among them are left out
     */
    static Tensors repeated(Graph graph, Tensors inputs, int rows) {
        Tensors.Builder values = Tensors.builder();
        for (Input input : graph.inputs()) {
            inputs.find(input.label())
                    .ifPresent(tensor -> values.put(
                            input.label(), repeated(tensor, input.dims().axis(0).equals(Dim.TIME), rows)));
        }
        return values.build();
    }

    /** {@code [T, 1, ..]} or {@code [1, ..]} in so many rows. */
    static Tensor repeated(Tensor tensor, boolean overTime, int rows) {
        int[] sizes = tensor.shape().toArray();
        int outer = overTime ? sizes[0] : 1;
        int width = tensor.array().length / outer;
        sizes[overTime ? 1 : 0] = rows;
        Tensor whole = Tensor.zeros(sizes);
        for (int t = 0; t < outer; t++) {
            for (int row = 0; row < rows; row++) {
                System.arraycopy(tensor.array(), t * width, whole.array(), (t * rows + row) * width, width);
            }
        }
        return whole;
    }

    /** What to write for each step of an example: the symbols of its text, or numbers from 1. */
    List<String> labels(Map<String, Sequence> example, int steps) {
        for (Map.Entry<String, InputEncoding> input : model.contract().inputs().entrySet()) {
            Sequence sequence = example.get(input.getKey());
            if (sequence != null && input.getValue() instanceof InputEncoding.Text text) {
                TextConfig config = text.config();
                List<String> symbols = config.symbols(sequence);
                if (symbols.size() == steps) {
                    return symbols;
                }
            }
        }
        List<String> numbers = new ArrayList<>();
        for (int t = 1; t <= steps; t++) {
            numbers.add(String.valueOf(t));
        }
        return numbers;
    }
}
