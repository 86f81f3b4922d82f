package dev.sluice.export.model;

import dev.sluice.core.experiment.exchange.Answer;
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
import dev.sluice.export.lowering.Standardization;
import dev.sluice.export.metadata.Standardizations;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A network that gives the {@linkplain Answer answers} of each head in place of its outputs, in the units of the data: {@code y ·
 * deviation + mean} after the last layer of each regression trained on standardized numbers, if float32 has enough digits;
 * otherwise the file does this in float64. Everything else is unchanged.
 *
 * @param graph the graph, with state inputs and outputs
 * @param parameters the model's parameters, and the means and deviations of its answers
 * @param means names of the mean parameters
 */
public record MeasuredNetwork(Graph graph, Tensors parameters, Set<String> means) {
    static MeasuredNetwork of(TrainedModel model, Network network) {
        return new Building(model, network).build();
    }

    /** What is collected while the answers are written. */
    private static final class Building {
        private final TrainedModel model;
        private final Network network;
        private final Map<String, Standardization> standardizations;
        private final Tensors.Builder parameters;
        private final Set<String> means = new LinkedHashSet<>();
        private final Map<String, Expr> constants = new LinkedHashMap<>();

        Building(TrainedModel model, Network network) {
            this.model = model;
            this.network = network;
            this.standardizations = Standardizations.ofAnswers(model);
            this.parameters = model.parameters().toBuilder();
        }

        MeasuredNetwork build() {
            Map<String, Expr> outputs = new LinkedHashMap<>();
            network.graph().outputs().forEach((name, value) -> {
                Network.Head head = network.heads().get(name);
                if (head == null) {
                    outputs.put(name, value);
                } else {
                    answers(name, head, outputs);
                }
            });
            return new MeasuredNetwork(new Graph(outputs), parameters.build(), means);
        }

        private void answers(String name, Network.Head head, Map<String, Expr> outputs) {
            List<Answer> answers =
                    model.answers(name, head, margins -> constant("answers." + name + ".margin", margins));
            answers.forEach(answer -> {
                @Nullable Standardization by = standardizations.get(answer.name(name));
                boolean inGraph = by != null && !by.isWide();
                Expr value = by == null || by.isWide() ? answer.value() : measured(name, answer, by);
                // Values past a row's length are zeros, not means or what the last layer says of zeros.
                boolean clears = head.everyStep() && (inGraph || answers.size() > 1);
                outputs.put(answer.name(name), clears ? cleared(head, value) : value);
            });
        }

        private Expr measured(String head, Answer answer, Standardization by) {
            Expr scaled = answer.value()
                    .mul(constant("answers." + head + ".deviation", by.scaler().deviation()));
            if (by.scaler().mean().stream().allMatch(mean -> mean == 0)) {
                return scaled;
            }
            String mean = "answers." + head + ".mean";
            means.add(mean);
            return scaled.add(constant(mean, by.scaler().mean()));
        }

        private static Expr cleared(Network.Head head, Expr value) {
            Expr lengths = Expr.of(new Input(head.lengths(), Dims.of(Dim.BATCH), Input.Kind.LENGTH));
            return Exprs.select(Exprs.validSteps(lengths), value, Exprs.constant(0));
        }

        private Expr constant(String label, List<Double> values) {
            return constants.computeIfAbsent(label, added -> {
                Tensor tensor = Tensor.zeros(values.size());
                for (int i = 0; i < values.size(); i++) {
                    tensor.array()[i] = values.get(i).floatValue();
                }
                parameters.put(added, tensor);
                return Expr.of(new Parameter(added, Dims.of(values.size())));
            });
        }
    }
}
