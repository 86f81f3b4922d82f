package dev.sluice.export.variant;

import dev.sluice.core.data.TargetEncoding;
import dev.sluice.core.experiment.exchange.TrainedModel;
import dev.sluice.core.experiment.yaml.ConfigException;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Scan;
import dev.sluice.core.graph.WholeSequence;
import dev.sluice.core.model.BranchOptions;
import dev.sluice.core.model.Direction;
import dev.sluice.core.model.ForecastOptions;
import dev.sluice.core.model.ModelConfig;
import dev.sluice.core.model.ModelInput;
import dev.sluice.core.model.Network;
import dev.sluice.core.model.Pooling;
import dev.sluice.core.option.OptionKey;
import dev.sluice.core.train.structure.SequenceForm;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Checks whether a network can run step by step: its encoders must run forward, and its outputs must not look back. */
public final class Streamable {
    private final List<String> findings = new ArrayList<>();
    private final boolean answersAtTheEnd;

    private Streamable(Network network) {
        answersAtTheEnd = network.heads().values().stream().anyMatch(head -> !head.everyStep());
    }

    /**
     * Throws unless the network can run step by step.
     *
     * @throws ConfigException naming all encoders that need the end of a sequence
     */
    public static void require(TrainedModel model, Network network) {
        ModelConfig config = model.config();
        Streamable check = new Streamable(network);
        if (model.contract().target() instanceof TargetEncoding.Horizon
                && config.forecast().normalize() != ForecastOptions.Normalize.NONE) {
            check.findings.add("model.forecast.normalize is "
                    + OptionKey.written(config.forecast().normalize()) + ", which needs the whole window; take none");
        }
        if (config.inputs().isEmpty()) {
            check.encoder("model.", config.encoder().direction(), config.pooling());
        } else {
            config.inputs().forEach((name, branch) -> {
                if (!isStatic(network, name, branch)) {
                    check.encoder("model.inputs." + name + ".", branch.encoder().direction(), branch.pooling());
                }
            });
        }
        if (check.findings.isEmpty() && runsBackward(network)) {
            check.findings.add("a layer of the imported file runs backward, which begins at the end of a sequence");
        }
        if (network.graph().expressions().stream().anyMatch(WholeSequence::isNeededBy)) {
            check.findings.add(
                    "a convolution or a pooling reads steps ahead or has a stride, or the file counts steps; take"
                            + " padding: causal and no stride");
        }
        if (network.inputs().stream().anyMatch(ModelInput.Characters.class::isInstance)) {
            check.findings.add(
                    "model.embedding.characters is on, and a step has one number for a word; leave them out");
        }
        if (model.forms().values().stream().anyMatch(SequenceForm.class::isInstance)) {
            check.findings.add("the loss judges whole sequences; take one of single steps, such as cross-entropy");
        }
        if (!check.findings.isEmpty()) {
            throw new ConfigException(check.findings.stream()
                    .collect(Collectors.joining(
                            "; ",
                            "export.streaming needs a network that runs forward and answers from its last state, but ",
                            ", or export.streaming: false")));
        }
    }

    private void encoder(String place, Direction direction, Pooling pooling) {
        if (direction != Direction.FORWARD) {
            findings.add(place + "encoder.direction is " + OptionKey.written(direction)
                    + ", which begins at the end of a sequence; take forward");
        }
        if (answersAtTheEnd && pooling != Pooling.LAST) {
            findings.add(place + "pooling is " + OptionKey.written(pooling) + ", which needs all steps; take last");
        }
    }

    private static boolean isStatic(Network network, String name, BranchOptions branch) {
        List<String> reads = branch.reads().isEmpty() ? List.of(name) : branch.reads();
        return network.inputs().stream()
                .anyMatch(input -> (input instanceof ModelInput.Static || input instanceof ModelInput.Category)
                        && reads.contains(input.name()));
    }

    private static boolean runsBackward(Network network) {
        for (Expr expr : network.graph().expressions()) {
            if (expr.op() instanceof Scan scan && scan.reverse()) {
                return true;
            }
        }
        return false;
    }
}
