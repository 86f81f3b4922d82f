package dev.sluice.core.experiment;

import dev.sluice.core.data.DataContract;
import dev.sluice.core.data.TargetEncoding;
import dev.sluice.core.data.TranscriptEncoding;
import dev.sluice.core.data.WrittenEncoding;
import dev.sluice.core.evaluation.Measures;
import dev.sluice.core.experiment.yaml.ConfigException;
import dev.sluice.core.model.ModelConfigException;
import dev.sluice.core.model.Network;
import dev.sluice.core.option.Choice;
import dev.sluice.core.train.Objective;
import dev.sluice.core.train.Trainer;
import dev.sluice.core.train.TrainingConfig;
import dev.sluice.core.train.TrainingTask;
import dev.sluice.core.train.metric.DecidedMetric;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The training and the judgement that an experiment asks for; what is wrong with them is said before an epoch is spent. */
final class TrainingSetup {
    private TrainingSetup() {}

    /** The training of an experiment, with the usual metrics where it names none. */
    static TrainingConfig of(ExperimentConfig config) {
        TrainingConfig train = config.train();
        TrainingConfig measured = train.withMetrics(
                UsualMetrics.of(train.loss(), train.metrics(), config.data().next()));
        if (train.writing().metrics().isEmpty()) {
            boolean transcribes = train.loss().ofTranscripts()
                    || train.heads().values().stream()
                            .anyMatch(head -> head.loss().ofTranscripts());
            measured = measured.withWriting(train.writing().withMetrics(UsualMetrics.ofTexts(transcribes)));
        }
        for (Map.Entry<String, Objective> head : train.heads().entrySet()) {
            Objective own = head.getValue();
            measured = measured.withHead(
                    head.getKey(),
                    own.withMetrics(UsualMetrics.of(
                            own.loss(), own.metrics(), config.data().next())));
        }
        try {
            return measured.checked();
        } catch (IllegalArgumentException e) {
            throw new ConfigException("train: " + e.getMessage());
        }
    }

    /** The same with metrics that know the targets: their classes, or their units. */
    static TrainingConfig measuring(ExperimentConfig config, TrainingConfig training, DataContract contract) {
        TrainingConfig measuring =
                hasTexts(contract) || !config.train().writing().metrics().isEmpty() ? training : withoutTexts(training);
        for (Map.Entry<String, TargetEncoding> target : contract.targets().entrySet()) {
            Objective objective = fitting(config, training, target.getKey(), target.getValue());
            try {
                Objective bound = objective.forTarget(target.getValue());
                measuring = measuring.withHead(
                        target.getKey(), contract.weighing().containsKey(target.getKey()) ? bound.weighed() : bound);
            } catch (IllegalArgumentException e) {
                throw new ConfigException("train.metrics: " + e.getMessage());
            }
        }
        return measuring;
    }

    /** Returns whether a target is a text that a model writes or reads off the steps. */
    static boolean hasTexts(DataContract contract) {
        return contract.targets().values().stream()
                .anyMatch(target -> target instanceof WrittenEncoding || target instanceof TranscriptEncoding);
    }

    /** Without the usual figures of texts, which nothing can be judged by where no target is a text. */
    private static TrainingConfig withoutTexts(TrainingConfig training) {
        try {
            return training.withWriting(training.writing().withMetrics(List.of()))
                    .checked();
        } catch (IllegalArgumentException e) {
            throw new ConfigException("train: " + e.getMessage());
        }
    }

    /** The metrics of each target for answers in the units of the data, such as baselines give. */
    static Map<String, Measures> inUnits(ExperimentConfig config, DataContract contract) {
        TrainingConfig training = of(config);
        Map<String, Measures> measures = new LinkedHashMap<>();
        contract.targets().forEach((name, target) -> {
            Objective objective = fitting(config, training, name, target);
            measures.put(
                    name,
                    new Measures(
                            objective.metrics().stream()
                                    .map(metric -> new Choice<>(
                                            metric.name(),
                                            DecidedMetric.of(
                                                    metric.component().forTarget(target.columns()), target.columns())))
                                    .toList(),
                            objective.loss().family()));
        });
        return measures;
    }

    /** The usual share of the three likeliest says nothing where there are no more classes than that. */
    private static Objective fitting(
            ExperimentConfig config, TrainingConfig training, String head, TargetEncoding target) {
        Objective objective = training.objective(head);
        boolean watched = training.earlyStopping().metric().endsWith(UsualMetrics.TOP_3);
        boolean chosen = !config.train().objective(head).metrics().isEmpty();
        return chosen || watched || target.size() > UsualMetrics.TOP
                ? objective
                : objective.withMetrics(objective.metrics().stream()
                        .filter(metric -> !metric.name().equals(UsualMetrics.TOP_3))
                        .toList());
    }

    /** Checks the selections of parameters by name, once there is a network. */
    static void checkSelections(TrainingConfig training, Network network) {
        try {
            training.scales(network.parameters());
            training.pruning().selected(network.parameters());
            training.augment().check(network);
        } catch (IllegalArgumentException e) {
            throw new ConfigException("train: " + e.getMessage());
        }
    }

    /** Checks that the network can be trained by its losses, in the shards or pieces that batches are cut into. */
    static void checkTraining(TrainingConfig training, TrainingTask task) {
        try {
            Trainer.check(training, task);
        } catch (ModelConfigException e) {
            throw new ConfigException("model." + e.getMessage());
        } catch (IllegalArgumentException e) {
            throw new ConfigException("train: " + e.getMessage());
        }
    }

    /** Checks that each head is one that its loss and metrics can judge. */
    static void checkObjectives(TrainingConfig training, Network network) {
        network.heads().forEach((name, head) -> {
            try {
                training.objective(name).check(name, head);
            } catch (IllegalArgumentException e) {
                throw new ConfigException(
                        (network.heads().size() > 1 ? "train.heads." + name : "train") + ": " + e.getMessage());
            }
        });
    }
}
