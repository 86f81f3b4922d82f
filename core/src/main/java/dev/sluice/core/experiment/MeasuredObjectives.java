package dev.sluice.core.experiment;

import dev.sluice.core.data.DataContract;
import dev.sluice.core.data.PreparedData;
import dev.sluice.core.error.Suggestions;
import dev.sluice.core.experiment.yaml.ConfigException;
import dev.sluice.core.option.Choice;
import dev.sluice.core.search.Objective;
import dev.sluice.core.train.Scores;
import dev.sluice.core.train.TrainingConfig;
import dev.sluice.core.train.metric.DecidedMetric;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Finds objectives that no trial measures, given the data: which figures there are depends on the targets, and a trial without a
 * value of its objective would look as if it had diverged.
 */
public final class MeasuredObjectives {
    /** Open values below these may change what is measured from trial to trial. */
    private static final List<String> DECIDING =
            List.of("data.source", "data.next", "train.loss", "train.metrics", "train.writing", "train.heads");

    private MeasuredObjectives() {}

    /**
     * Checks the objectives of an experiment; not if its open values decide what is measured.
     *
     * @throws ConfigException if one of them is not measured, with those that are
     * @throws IOException if the data cannot be read
     */
    public static void require(OpenExperiment open, SharedData shared) throws IOException {
        if (!DECIDING.stream().allMatch(open::isSettled)) {
            return;
        }
        ResolvedExperiment sample = open.sample();
        PreparedData data = shared.load(sample).data();
        for (Objective objective : open.objectives()) {
            if (Quantity.of(objective.name()).orElse(null) instanceof Quantity.OfValidation validation) {
                require(validation, sample.config(), data);
            }
        }
    }

    private static void require(Quantity.OfValidation wanted, ExperimentConfig config, PreparedData data) {
        TrainingConfig training = TrainingSetup.measuring(config, TrainingSetup.of(config), data.contract());
        Set<String> measured = figures(training, data.contract());
        if (!measured.contains(wanted.figure())) {
            List<String> names = measured.stream()
                    .map(figure -> new Quantity.OfValidation(figure).name())
                    .toList();
            throw new ConfigException("tune.objective: trials are compared by what they measure, but '" + wanted.name()
                    + "' is not measured on these data" + reason(wanted.figure(), config, data.contract())
                    + Suggestions.question(wanted.name(), names) + " Take one of those that are ("
                    + String.join(", ", names) + "), or add a metric that suits the target to train.metrics"
                    + " [Sluice/NotMeasured]");
        }
        if (data.validation().isEmpty()) {
            throw new ConfigException("tune.objective: '" + wanted.name() + "' is measured on the validation part, but"
                    + " these data have none; give it a share in data.split.validation [Sluice/NotMeasured]");
        }
    }

    private static String reason(String figure, ExperimentConfig config, DataContract contract) {
        boolean ofTexts = TrainingSetup.of(config).writing().metrics().stream()
                .anyMatch(metric -> metric.name().equals(figure));
        return ofTexts && !TrainingSetup.hasTexts(contract)
                ? ": it judges texts that a model writes, and no target is one."
                : ".";
    }

    /** The names of the figures, as in {@link Scores}. */
    private static Set<String> figures(TrainingConfig training, DataContract contract) {
        Set<String> figures = new LinkedHashSet<>();
        figures.add(Scores.LOSS);
        Set<String> targets = contract.targets().keySet();
        boolean several = targets.size() > 1;
        for (String target : targets) {
            String prefix = several ? target + "." : "";
            if (several) {
                figures.add(prefix + Scores.LOSS);
            }
            training.objective(target).metrics().forEach(metric -> figures.add(prefix + metric.name()));
        }
        if (several
                && targets.stream()
                        .allMatch(target -> training.objective(target).metrics().stream()
                                .map(Choice::component)
                                .anyMatch(DecidedMetric::isExactMatch))) {
            figures.add("exact-match");
        }
        if (TrainingSetup.hasTexts(contract)) {
            training.writing().metrics().forEach(metric -> figures.add(metric.name()));
        }
        return figures;
    }
}
