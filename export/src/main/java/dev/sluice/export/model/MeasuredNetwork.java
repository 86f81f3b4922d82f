package dev.sluice.export.model;

import dev.sluice.core.data.Scaler;
import dev.sluice.core.data.TargetEncoding;
import dev.sluice.core.experiment.exchange.TrainedModel;
import dev.sluice.core.graph.Dim;
import dev.sluice.core.graph.Dims;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Exprs;
import dev.sluice.core.graph.Graph;
import dev.sluice.core.graph.Input;
import dev.sluice.core.graph.Parameter;
import dev.sluice.core.model.Network;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.core.tensor.Tensors;
import dev.sluice.export.metadata.Standardizations;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * A network with outputs in the units of the data: {@code y · deviation + mean} after the last layer of each regression
 * trained on standardized numbers, if float32 has enough digits; otherwise the file does this in float64. Everything else
 * is unchanged.
 *
 * @param graph the graph, with state inputs and outputs
 * @param parameters the model's parameters, and the means and deviations of its outputs
 * @param means names of the mean parameters
 */
public record MeasuredNetwork(Graph graph, Tensors parameters, Set<String> means) {
    static MeasuredNetwork of(TrainedModel model, Network network) {
        Map<String, Expr> outputs = new LinkedHashMap<>(network.graph().outputs());
        Tensors.Builder parameters = model.parameters().toBuilder();
        Set<String> means = new LinkedHashSet<>();
        network.heads().forEach((name, head) -> {
            TargetEncoding columns =
                    Objects.requireNonNull(model.contract().targets().get(name)).columns();
            if (columns instanceof TargetEncoding.Numeric numbers
                    && !numbers.scaler().isIdentity()
                    && !Standardizations.of(numbers.scaler()).isWide()) {
                outputs.put(name, measured(name, head, numbers.scaler(), parameters));
                means.add(mean(name));
            }
        });
        return new MeasuredNetwork(new Graph(outputs), parameters.build(), means);
    }

    private static String mean(String answer) {
        return "answers." + answer + ".mean";
    }

    private static Expr measured(String name, Network.Head head, Scaler scaler, Tensors.Builder parameters) {
        Expr deviation = parameter("answers." + name + ".deviation", scaler.deviation(), parameters);
        Expr mean = parameter(mean(name), scaler.mean(), parameters);
        Expr measured = head.outputs().mul(deviation).add(mean);
        if (!head.everyStep()) {
            return measured;
        }
        // Values past a row's length are zeros, not means.
        Expr lengths = Expr.of(new Input(head.lengths(), Dims.of(Dim.BATCH), Input.Kind.LENGTH));
        return Exprs.select(Exprs.validSteps(lengths), measured, Exprs.constant(0));
    }

    private static Expr parameter(String label, List<Double> values, Tensors.Builder parameters) {
        Tensor tensor = Tensor.zeros(values.size());
        for (int i = 0; i < values.size(); i++) {
            tensor.array()[i] = values.get(i).floatValue();
        }
        parameters.put(label, tensor);
        return Expr.of(new Parameter(label, Dims.of(values.size())));
    }
}
