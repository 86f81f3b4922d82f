package dev.sluice.core.experiment;

import dev.sluice.core.data.DataContract;
import dev.sluice.core.data.TargetEncoding;
import dev.sluice.core.experiment.yaml.ConfigException;
import dev.sluice.core.model.Network;
import dev.sluice.core.train.Objective;
import dev.sluice.core.train.TrainingConfig;
import java.util.List;
import java.util.Map;

/** How an experiment wants its model trained and judged; what is wrong with that is said before an epoch is spent. */
final class TrainingSetup {
    private TrainingSetup() {}

    /** How the experiment says that a model is trained, with the usual metrics where it names none. */
    static TrainingConfig of(ExperimentConfig config) {
        TrainingConfig train = config.train();
        TrainingConfig measured = train.withMetrics(UsualMetrics.of(train.loss(), train.metrics()));
        for (Map.Entry<String, Objective> head : train.heads().entrySet()) {
            Objective own = head.getValue();
            measured = measured.withHead(head.getKey(), own.withMetrics(UsualMetrics.of(own.loss(), own.metrics())));
        }
        try {
            return measured.checked();
        } catch (IllegalArgumentException e) {
            throw new ConfigException("train: " + e.getMessage());
        }
    }

    /** The same with metrics that know the answers: what their columns are called, or in what units they are. */
    static TrainingConfig measuring(TrainingConfig training, DataContract contract) {
        TrainingConfig measuring = training;
        for (Map.Entry<String, TargetEncoding> target : contract.targets().entrySet()) {
            Objective objective = training.objective(target.getKey());
            Objective knowing = switch (target.getValue().columns()) {
                case TargetEncoding.Classes classes ->
                    forLabels(objective, classes.labels().names());
                case TargetEncoding.Numbers numbers -> objective.inUnits(numbers.scaler());
                case TargetEncoding.EveryStep steps -> objective;
            };
            measuring = measuring.withHead(target.getKey(), knowing);
        }
        return measuring;
    }

    private static Objective forLabels(Objective objective, List<String> labels) {
        try {
            return objective.forLabels(labels);
        } catch (IllegalArgumentException e) {
            throw new ConfigException("train.metrics: " + e.getMessage());
        }
    }

    /** What names parameters can be judged only when the network is there. */
    static void checkSelections(TrainingConfig training, Network network) {
        try {
            training.scales(network.parameters());
            training.pruning().selected(network.parameters());
        } catch (IllegalArgumentException e) {
            throw new ConfigException("train: " + e.getMessage());
        }
    }

    /** Before an epoch is spent: whether each answer is one that its loss and metrics can judge. */
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
