package dev.sluice.core.experiment;

import dev.sluice.core.baseline.Baseline;
import dev.sluice.core.experiment.exchange.Exporter;
import dev.sluice.core.experiment.tracking.Tracker;
import dev.sluice.core.model.ConvOptions;
import dev.sluice.core.model.Direction;
import dev.sluice.core.model.EncoderOptions;
import dev.sluice.core.model.ModelConfig;
import dev.sluice.core.model.Pooling;
import dev.sluice.core.option.Choice;
import dev.sluice.core.option.Default;
import dev.sluice.core.option.Description;
import dev.sluice.core.option.OptionKey;
import dev.sluice.core.option.Range;
import dev.sluice.core.option.Shorthand;
import dev.sluice.core.train.TrainingConfig;
import java.util.ArrayList;
import java.util.List;

/**
 * A complete and checked experiment: the values of a YAML file, and defaults for the rest. The same experiment on the same
 * data gives the same bits.
 */
public record ExperimentConfig(
        @Description("The experiment's name, which is part of the names of its runs")
        String name,

        @Description("Seed of all random numbers: the same seed gives the same bits") @Default("1")
        long seed,

        @Description("Number of runs of the experiment as one group, with this seed and the following ones; lists and"
                + " reports show mean and spread")
        @Default("1")
        @Range(min = 1, max = 1000)
        int repeat,

        @Description("Whether all folds or origins of data.split.rounds are run, as one group") @Default("false")
        boolean allRounds,

        @Description("Folder that relative paths in this file refer to; itself relative to the file") @Default(".")
        String folder,

        @Description("Additional plugin jars, besides those in ./plugins and on the class path") @Default("[]")
        List<String> plugins,

        @Description("The data to learn from") DataConfig data,

        @Description("The model: embedding, recurrent encoder, pooling, head")
        ModelConfig model,

        @Description("The training") @Default("{}") TrainingConfig train,

        @Description(
                "Trackers that receive the record of the run while it is written; 'sluice help trackers' lists them")
        @Default("[]")
        @Shorthand
        List<Choice<Tracker>> tracking,

        @Description(
                "Baselines that are evaluated on the test part besides the model; by default, the usual ones for the"
                        + " task; 'none' for no baselines")
        @Default("[]")
        @Shorthand
        List<Choice<Baseline>> baselines,

        @Description("Whether plots of training and test are drawn at the end") @Default("true")
        boolean pictures,

        @Description("The export of the model for use elsewhere; 'none' for no export") @Default("onnx") @Shorthand
        Exporter export) {
    /** Checks the name. */
    public ExperimentConfig {
        if (name.isBlank() || name.length() > 100) {
            throw new IllegalArgumentException("'name' must have 1 to 100 characters, but has " + name.length()
                    + (name.isBlank() ? " blank" : ""));
        }
        if (name.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException(
                    "'name' must be one line of visible characters, but holds a control character such as a line break");
        }
        if (allRounds && data.split().rounds().count() == 1) {
            throw new IllegalArgumentException(
                    "'all_rounds' runs every fold or origin of 'data.split.rounds', which has"
                            + " neither; give folds or origins there");
        }
        plugins = List.copyOf(plugins);
        tracking = List.copyOf(tracking);
        baselines = List.copyOf(baselines);
        if (train.truncatedBpttSteps() > 0 && data.stream().isOn()) {
            throw new IllegalArgumentException("'data.stream' has pieces of "
                    + data.stream().steps()
                    + " steps, each an update; 'train.truncated_bptt_steps' cuts single examples: leave"
                    + " it at 0");
        }
        if (train.truncatedBpttSteps() > 0 && train.sparseEmbeddings()) {
            throw new IllegalArgumentException("'train.sparse_embeddings' updates rows after each batch, but"
                    + " 'train.truncated_bptt_steps' sums gradients over pieces; set one of them off");
        }
        if (data.stream().isOn() && train.augment().active()) {
            throw new IllegalArgumentException(
                    "'train.augment' changes single examples, of which a stream has none; leave it out");
        }
        boolean spelled = model.embedding().characters().isOn()
                || model.inputs().values().stream()
                        .anyMatch(branch -> branch.embedding().characters().isOn());
        if (data.next() && spelled) {
            throw new IllegalArgumentException(
                    "'model.embedding.characters' reads the characters of words that are given, but"
                            + " 'data.next' is for models that write, word by word; leave the characters out");
        }
        if (train.truncatedBpttSteps() > 0) {
            requireForward("'train.truncated_bptt_steps'", "0", model);
        } else if (data.next()) {
            requireForward("'data.next'", "next: false", model);
        } else if (data.stream().isOn()) {
            requireForward("'data.stream'", "steps: 0", model);
        }
    }

    /** Refuses what needs whole sequences: pieces of one come one after the other. */
    private static void requireForward(String key, String off, ModelConfig model) {
        List<String> findings = new ArrayList<>();
        if (model.inputs().isEmpty()) {
            requireForward(key, off, "model.", model.conv(), model.encoder(), model.pooling(), findings);
        } else {
            model.inputs()
                    .forEach((name, input) -> requireForward(
                            key,
                            off,
                            "model.inputs." + name + ".",
                            input.conv(),
                            input.encoder(),
                            input.pooling(),
                            findings));
        }
        if (!findings.isEmpty()) {
            throw new IllegalArgumentException(String.join("; and ", findings));
        }
    }

    private static void requireForward(
            String key,
            String off,
            String place,
            List<ConvOptions> conv,
            EncoderOptions encoder,
            Pooling pooling,
            List<String> findings) {
        for (int i = 0; i < conv.size(); i++) {
            if (!conv.get(i).looksBack()) {
                findings.add(key + " gives a sequence in pieces, but '" + place + "conv[" + i
                        + "]' reads across their borders; take padding causal, stride 1 and no pooling, or "
                        + off + " for whole sequences");
            }
        }
        if (encoder.direction() != Direction.FORWARD) {
            findings.add(key + " carries states forward, but '" + place + "encoder.direction' is "
                    + OptionKey.written(encoder.direction())
                    + ", which begins at the end; take forward, or " + off + " for whole sequences");
        }
        if (pooling != Pooling.LAST) {
            findings.add(key + " keeps no outputs of earlier pieces, but '" + place
                    + "pooling' is " + OptionKey.written(pooling)
                    + ", which needs them all; take last, or " + off + " for whole sequences");
        }
    }

    /** Returns whether sequences come in pieces, and states are carried from each to the next. */
    boolean carriesStates() {
        return train.truncatedBpttSteps() > 0 || data.stream().isOn();
    }
}
