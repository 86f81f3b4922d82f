package dev.sluice.core.experiment;

import dev.sluice.core.baseline.BaselineTask;
import dev.sluice.core.data.DataContract;
import dev.sluice.core.data.Example;
import dev.sluice.core.data.PreparedData;
import dev.sluice.core.data.Sampling;
import dev.sluice.core.data.SamplingConfig;
import dev.sluice.core.data.Target;
import dev.sluice.core.data.TranscriptEncoding;
import dev.sluice.core.data.Weighing;
import dev.sluice.core.evaluation.Yardsticks;
import dev.sluice.core.experiment.exchange.TrainedModel;
import dev.sluice.core.experiment.record.Checkpoint;
import dev.sluice.core.experiment.record.Checksum;
import dev.sluice.core.experiment.record.DataRecord;
import dev.sluice.core.experiment.record.Provenance;
import dev.sluice.core.experiment.record.Run;
import dev.sluice.core.experiment.record.RunFolder;
import dev.sluice.core.experiment.record.RunRecorder;
import dev.sluice.core.experiment.yaml.ConfigException;
import dev.sluice.core.model.EncoderDecoder;
import dev.sluice.core.model.ImportedModel;
import dev.sluice.core.model.Network;
import dev.sluice.core.model.Parameters;
import dev.sluice.core.model.StepRows;
import dev.sluice.core.tensor.Tensors;
import dev.sluice.core.train.TextTask;
import dev.sluice.core.train.TrainingConfig;
import dev.sluice.core.train.TrainingMemory;
import dev.sluice.core.train.TrainingTask;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Everything that a training needs before its first batch.
 *
 * @param config the experiment
 * @param folder of the run
 * @param data to train and measure with
 * @param imported the model of another program that it begins with
 * @param start the run whose weights it begins with
 * @param task networks and first weights
 * @param training settings, with metrics that know the data's classes or units
 */
record PreparedTraining(
        ExperimentConfig config,
        RunFolder folder,
        PreparedData data,
        Optional<ImportedModel> imported,
        Optional<StartingPoint> start,
        TrainingTask task,
        TrainingConfig training) {
    /**
     * Builds the networks.
     *
     * @param training settings of the experiment
     * @throws ConfigException if something in the experiment does not fit the data
     */
    static PreparedTraining of(
            ResolvedExperiment experiment,
            TrainingConfig training,
            Optional<StartingPoint> start,
            PreparedData prepared,
            RunFolder folder,
            RunObserver observer)
            throws IOException {
        ExperimentConfig config = experiment.config();
        PreparedData data = beside(config, prepared);
        Optional<ImportedModel> imported = Imports.take(experiment, data.contract(), folder, observer);
        boolean pieces = config.carriesStates();
        // A model is measured with states where sequences come in pieces.
        Network inference = network(config, data, imported, pieces ? Network.Mode.WITH_STATES : Network.Mode.INFERENCE);
        TrainingSetup.checkSelections(training, inference);
        TrainingMemory.requireRoomFor(inference);
        Optional<LinearStart> linear =
                start.isPresent() ? Optional.empty() : LinearStart.of(config.model(), data, inference);
        EmbeddingStart vectors = new EmbeddingStart(config.model(), data.contract());
        Tensors random = Parameters.initialize(inference.parameters(), config.seed());
        Tensors initial = start.isPresent()
                ? start.get().parameters(inference, data.contract())
                : vectors.fitted(
                        inference,
                        linear.map(fit -> fit.fitted(data, random, observer)).orElse(random),
                        VectorFiles.of(experiment),
                        observer);
        TrainingTask task = new TrainingTask(
                vectors.frozen(network(
                        config, data, imported, pieces ? Network.Mode.TRAINING_WITH_STATES : Network.Mode.TRAINING)),
                inference,
                initial,
                data.training(),
                data.validation(),
                config.seed(),
                linear.isPresent(),
                sampling(config, data),
                texts(config, data));
        TrainingConfig measuring = TrainingSetup.measuring(config, training, data.contract());
        TrainingSetup.checkObjectives(measuring, inference);
        TrainingSetup.checkTraining(measuring, task);
        Intervals.check(config.train(), data);
        ChosenThresholds.check(config.train(), data);
        new DefinedFigures(measuring, data.contract()).check(data.validation(), observer);
        return new PreparedTraining(config, folder, data, imported, start, task, measuring);
    }

    private static Optional<TextTask> texts(ExperimentConfig config, PreparedData data) {
        Optional<EncoderDecoder> networks =
                ModelMistakes.told(config.model(), () -> TrainedModel.encoderDecoder(config.model(), data.contract()));
        boolean transcribes =
                data.contract().targets().values().stream().anyMatch(TranscriptEncoding.class::isInstance);
        return networks.isPresent() || transcribes
                ? Optional.of(new TextTask(
                        networks,
                        data.contract(),
                        data.split().validation(),
                        config.model().decoder().scheduledSampling()))
                : Optional.empty();
    }

    private static Optional<Sampling> sampling(ExperimentConfig config, PreparedData data) {
        SamplingConfig sampling = config.data().sampling();
        if (sampling.isActive() && data.training().stream().isOn()) {
            throw new ConfigException(
                    "data.sampling: draws single examples, but data.stream reads them one after the other;"
                            + " leave out one of them");
        }
        return sampling.isActive()
                ? Optional.of(new Sampling(sampling, data.split().training()))
                : Optional.empty();
    }

    /** Data beside naive forecasts to measure errors by, where they are windows of series. */
    static PreparedData beside(ExperimentConfig config, PreparedData data) {
        return data.contract().targets().size() == 1
                ? Yardsticks.beside(
                        data,
                        task(
                                config,
                                data,
                                data.contract(),
                                data.contract().targets().keySet().iterator().next()))
                : data;
    }

    /** One target of a contract as a task for baselines. */
    static BaselineTask task(ExperimentConfig config, PreparedData data, DataContract contract, String target) {
        return new BaselineTask(
                target,
                contract,
                labelled(data.split().training(), target),
                labelled(data.split().validation(), target),
                data.test().size(),
                config.model().forecast().season());
    }

    /** The examples that have a target: a baseline learns nothing from others. */
    private static List<Example> labelled(List<Example> examples, String target) {
        List<Example> labelled =
                examples.stream().filter(example -> has(example, target)).toList();
        return labelled.size() == examples.size() ? examples : labelled;
    }

    private static boolean has(Example example, String target) {
        Target given = example.targets().get(target);
        return given != null && !Weighing.isMissing(given);
    }

    /** The network that a model is measured with. */
    Network inference() {
        return task.inference();
    }

    /** A listener that writes the progress of the training into the run's folder. */
    RunRecorder recorder() throws IOException {
        return new RunRecorder(
                folder, inference(), TrainingRecipe.of(new Run(folder.path())).sha256());
    }

    /** The origin of the training, for its checkpoints; computed when it is first needed. */
    Supplier<Checkpoint.Seal> seal(Provenance provenance, DataRecord record) {
        return Lazy.of(() -> {
            try {
                return new Checkpoint.Seal(
                        new Run(folder.path()).experiment(),
                        record,
                        provenance.plugins(),
                        Checksum.of("", task.initial()));
            } catch (IOException e) {
                throw new UncheckedIOException(
                        "the run's experiment in " + folder.path() + " cannot be read: " + e.getMessage(), e);
            }
        });
    }

    /** The model with given weights. */
    TrainedModel model(Tensors parameters) {
        return new TrainedModel(
                config.model(),
                imported,
                TrainedModel.inputs(data.contract()),
                data.contract(),
                TrainedModels.activations(config.train(), data.contract()),
                TrainedModels.forms(config.train(), data.contract()),
                Intervals.of(config.train(), data.contract()),
                parameters,
                origin());
    }

    private Map<String, String> origin() {
        Map<String, String> origin = new LinkedHashMap<>();
        origin.put("experiment", config.name());
        origin.put("run", folder.id());
        origin.put("seed", Long.toString(config.seed()));
        origin.put("sluice", Provenance.version());
        return origin;
    }

    /** The network of an experiment for its data. */
    static Network network(
            ExperimentConfig config, PreparedData data, Optional<ImportedModel> imported, Network.Mode mode) {
        Network network = ModelMistakes.told(
                config.model(),
                () -> StepRows.kept(TrainedModel.network(
                        config.model(),
                        imported,
                        data.contract(),
                        TrainedModels.activations(config.train(), data.contract()),
                        TrainedModels.forms(config.train(), data.contract()),
                        mode)));
        return TrainedModels.balanced(config.train(), network);
    }
}
