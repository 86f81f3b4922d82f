package dev.sluice.core.model;

import dev.sluice.core.error.Suggestions;
import java.util.List;
import java.util.Map;

/** Refuses models that cannot write a text as they are. */
final class WritingChecks {
    private WritingChecks() {}

    /**
     * Checks a model.
     *
     * @throws ModelConfigException if it cannot
     */
    static void check(
            ModelConfig config, Wiring wiring, Map<String, HeadSize> outputs, HeadTasks tasks, Network.Mode mode) {
        if (tasks.texts().isEmpty()) {
            return;
        }
        if (outputs.size() > 1) {
            throw new ModelConfigException(
                    "heads: a model that writes a text has no other answers, but the data have the" + " targets "
                            + outputs.keySet() + "; leave the others out");
        }
        if (config.ensemble() > 1) {
            throw new ModelConfigException(
                    "ensemble: a text is written by one network, but there are " + config.ensemble() + "; take 1");
        }
        if (mode.carriesStates()) {
            throw new ModelConfigException(
                    "decoder: a text is written when all of the input has been read, so it cannot be"
                            + " learned in pieces; set train.truncated_bptt_steps: 0");
        }
        attended(config, wiring)
                .fewerSteps()
                .filter(layer -> config.decoder().attention() != DecoderOptions.Attention.NONE)
                .ifPresent(layer -> {
                    throw new ModelConfigException("decoder.attention: each step of the data can be looked at, but "
                            + layer + " leaves fewer; take stride 1, no pooling, and padding same or causal");
                });
    }

    /** The encoder whose steps are looked at. */
    static Branch attended(ModelConfig config, Wiring wiring) {
        String reads = config.decoder().reads();
        List<Branch> branches = wiring.branches();
        if (reads.isEmpty() && branches.size() == 1) {
            return branches.getFirst();
        }
        List<String> names = branches.stream().map(Branch::name).toList();
        return branches.stream()
                .filter(branch -> branch.name().equals(reads))
                .findFirst()
                .orElseThrow(() -> new ModelConfigException("decoder.reads: must be one of " + String.join(", ", names)
                        + ", whose steps it looks at, but was '" + reads + "'" + Suggestions.question(reads, names)));
    }
}
