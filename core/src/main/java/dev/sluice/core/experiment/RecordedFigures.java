package dev.sluice.core.experiment;

import dev.sluice.core.data.DataException;
import dev.sluice.core.data.DataReport;
import dev.sluice.core.data.Example;
import dev.sluice.core.engine.EngineOptions;
import dev.sluice.core.experiment.exchange.TrainedModel;
import dev.sluice.core.experiment.record.DataRecord;
import dev.sluice.core.experiment.record.Provenance;
import dev.sluice.core.experiment.record.Run;
import dev.sluice.core.experiment.record.RunException;
import dev.sluice.core.model.Network;
import dev.sluice.core.plugin.LoadedPlugin;
import dev.sluice.core.train.EpochReport;
import dev.sluice.core.train.Evaluator;
import dev.sluice.core.train.TrainingConfig;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Checks that a run's model, built with the plugins of today, still reaches the loss that the run recorded. Weights fit any cell
 * with the same shapes: one whose equations have changed would otherwise pass for the one that was trained.
 */
final class RecordedFigures {
    /** Relative. Another version of the engine may round otherwise; another function is further away. */
    private static final double TOLERANCE = 1e-4;

    private final Run run;
    private final ResolvedExperiment experiment;
    private final TrainedModel model;

    RecordedFigures(Run run, ResolvedExperiment experiment, TrainedModel model) {
        this.run = run;
        this.experiment = experiment;
        this.model = model;
    }

    /**
     * Does nothing if the plugins are those of the run.
     *
     * @param observer notes that plugins have changed without effect
     * @throws RunException if the model is no longer the one that was trained, or that cannot be told
     */
    void require(RunObserver observer) throws IOException {
        Optional<Provenance> recorded = run.provenance();
        List<String> changes = recorded.isEmpty()
                ? List.of()
                : PluginChanges.between(recorded.get().plugins(), experiment.registry());
        if (changes.isEmpty()) {
            return;
        }
        String found = String.join("; ", changes);
        Optional<EpochReport> best =
                run.metrics().stream().filter(EpochReport::best).reduce((first, second) -> second);
        try {
            double before = best.map(report -> report.validation().loss()).orElse(Double.NaN);
            if (!Double.isFinite(before)) {
                throw new DataException("the run recorded no validation loss");
            }
            double now = validationLoss(recorded.get());
            if (Math.abs(now - before) > TOLERANCE * Math.max(Math.abs(before), TOLERANCE)) {
                throw new RunException(String.format(
                        Locale.ROOT,
                        "a run must be used with the plugins that it was trained with, but with those of today its validation"
                                + " loss is %.6g instead of %.6g: %s; put the same jars back, or train again with"
                                + " 'sluice run' [Sluice/PluginChanged]",
                        now,
                        before,
                        found));
            }
            observer.note(String.format(
                    Locale.ROOT,
                    "Plugins have changed since %s was trained, but its validation loss is still %.6g: %s",
                    run.id(),
                    now,
                    found));
        } catch (DataException | IOException e) {
            requireBundled(recorded.get(), found, String.valueOf(e.getMessage()), observer);
        }
    }

    private double validationLoss(Provenance recorded) throws IOException {
        ExperimentConfig config = experiment.config();
        List<Example> examples = DataReading.of(experiment, new DataReport());
        if (recorded.data() == null || !DataRecord.of(examples).isOfSame(recorded.data())) {
            throw new DataException("the data have changed");
        }
        TrainingConfig training = TrainingSetup.measuring(config, TrainingSetup.of(config), model.contract());
        int truncation = config.train().truncatedBpttSteps();
        Network network = model.network(config.carriesStates() ? Network.Mode.WITH_STATES : Network.Mode.INFERENCE);
        return new Evaluator(network, training::objective, EngineOptions.defaults(), truncation)
                .evaluate(
                        model.parameters(),
                        DataReading.encoded(experiment, examples, model.contract())
                                .validation()
                                .asStream(config.data().stream()),
                        config.train().batchSize())
                .loss();
    }

    /** Sluice's own plugins change with each version, which their tests answer for; others are not known to be the same. */
    private void requireBundled(Provenance recorded, String found, String why, RunObserver observer) {
        List<String> bundled = experiment.registry().plugins().stream()
                .filter(LoadedPlugin::bundled)
                .map(LoadedPlugin::id)
                .toList();
        boolean allBundled = recorded.plugins().stream()
                .filter(plugin -> !PluginChanges.between(List.of(plugin), experiment.registry())
                        .isEmpty())
                .allMatch(plugin -> bundled.contains(plugin.id()));
        String finding = "whether " + run.id() + " is still the model that was trained cannot be checked (" + why + ")";
        if (!allBundled) {
            throw new RunException("a run must be used with the plugins that it was trained with, but " + found + "; "
                    + finding + "; put the same jars or the data back [Sluice/PluginChanged]");
        }
        observer.note("Sluice has changed since, and " + finding);
    }
}
