package dev.sluice.core.experiment;

import dev.sluice.core.data.DataContract;
import dev.sluice.core.data.TargetEncoding;
import dev.sluice.core.experiment.yaml.ConfigException;
import dev.sluice.core.model.Network;
import dev.sluice.core.option.Choice;
import dev.sluice.core.train.Objective;
import dev.sluice.core.train.ParameterGroups;
import dev.sluice.core.train.TrainingConfig;
import dev.sluice.core.train.metric.Metric;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The training and the judgement that an experiment asks for; what is wrong with them is said before an epoch is spent. */
final class TrainingSetup {
    private TrainingSetup() {}

    /** The training of an experiment. */
    static TrainingConfig of(ExperimentConfig config) {
        TrainConfig train = config.train();
        Map<String, Objective> heads = new LinkedHashMap<>();
        train.heads().forEach((name, head) -> heads.put(name, head.objective()));
        try {
            return new TrainingConfig(
                    train.epochs(),
                    train.batchSize(),
                    train.loss(),
                    UsualMetrics.of(train.loss(), train.metrics()),
                    train.optimizer(),
                    new ParameterGroups(train.decayVectors(), train.groups()),
                    train.pruning(),
                    train.schedule(),
                    train.clip().clipping(),
                    train.earlyStopping().rule(),
                    train.truncatedBpttSteps(),
                    config.seed(),
                    train.recompute(),
                    heads);
        } catch (IllegalArgumentException e) {
            throw new ConfigException("train: " + e.getMessage());
        }
    }

    /** The same with metrics that know the targets: their classes, or their units. */
    static TrainingConfig measuring(ExperimentConfig config, TrainingConfig training, DataContract contract) {
        TrainingConfig measuring = training;
        for (Map.Entry<String, TargetEncoding> target : contract.targets().entrySet()) {
            Objective objective = fitting(config, training, target.getKey(), target.getValue().columns());
            try {
                measuring = measuring.withHead(target.getKey(), objective.forTarget(target.getValue()));
            } catch (IllegalArgumentException e) {
                throw new ConfigException("train.metrics: " + e.getMessage());
            }
        }
        return measuring;
    }

    /** The usual share of the three likeliest says nothing where there are no more classes than that. */
    private static Objective fitting(
            ExperimentConfig config, TrainingConfig training, String head, TargetEncoding target) {
        Objective objective = training.objective(head);
        TrainConfig.HeadTraining own = config.train().heads().get(head);
        List<Choice<Metric>> chosen = own == null ? config.train().metrics() : own.metrics();
        boolean watched = training.stopping().metric().endsWith(UsualMetrics.TOP_3);
        if (!chosen.isEmpty() || watched || target.size() > UsualMetrics.TOP) {
            return objective;
        }
        Map<String, Metric> metrics = new LinkedHashMap<>(objective.metrics());
        metrics.remove(UsualMetrics.TOP_3);
        return new Objective(objective.loss(), objective.weight(), metrics);
    }

    /** Checks the selections of parameters by name, once there is a network. */
    static void checkSelections(TrainingConfig training, Network network) {
        try {
            training.groups().scales(network.parameters());
            training.pruning().selected(network.parameters());
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
