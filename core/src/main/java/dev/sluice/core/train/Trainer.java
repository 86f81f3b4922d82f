package dev.sluice.core.train;

import dev.sluice.core.data.Batch;
import dev.sluice.core.data.Batches;
import dev.sluice.core.data.Example;
import dev.sluice.core.engine.EngineOptions;
import dev.sluice.core.model.Parameters;
import dev.sluice.core.tensor.Tensors;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.apiguardian.api.API;

/**
 * The training loop: an update for each batch, validation after each epoch, the best weights kept. The same config, task
 * and seed give the same bits.
 *
 * <pre>
 *   for each epoch
 *     for each batch, in an order that the seed decides
 *       (pieces but the last: states) → loss and gradients → norm → clip → optimizer → pruning
 *     scores of the validation data → best? → schedule → stop?
 * </pre>
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public final class Trainer {
    private final TrainingConfig config;
    private final EngineOptions engine;
    private final Optional<Replicas> replicas;

    /**
     * A trainer; it keeps no state between trainings.
     *
     * @param engine threads and kernels, which affect the speed and never the result
     * @throws IllegalArgumentException if the config is invalid ({@link TrainingConfig#checked})
     */
    public Trainer(TrainingConfig config, EngineOptions engine) {
        this(config, engine, Optional.empty());
    }

    private Trainer(TrainingConfig config, EngineOptions engine, Optional<Replicas> replicas) {
        this.config = config.checked();
        this.engine = engine;
        this.replicas = replicas;
    }

    /**
     * A trainer whose batches are computed by replicas of the training, shard by shard. It does not close them.
     *
     * @throws IllegalArgumentException if batches have one shard only
     */
    @API(status = API.Status.INTERNAL)
    public Trainer with(Replicas others) {
        if (!config.parallel().active()) {
            throw new IllegalArgumentException(
                    "replicas compute the shards of batches, but train.parallel.shards is 1; set it to 2 or more");
        }
        return new Trainer(config, engine, Optional.of(others));
    }

    /**
     * Rejects a task that this config cannot train, before anything is compiled.
     *
     * @throws IllegalArgumentException if network, losses and the way in which batches are cut do not go together
     */
    @API(status = API.Status.INTERNAL)
    public static void check(TrainingConfig config, TrainingTask task) {
        UpdateRules.check(config, task);
        if (task.trainingData().stream().isOn()) {
            Batches.sizes(task.trainingData(), config.batchSize());
        }
    }

    /**
     * Trains.
     *
     * @param listener receives the events
     * @param interrupted asked before each batch; when it returns true, training ends cleanly with the best weights so far
     * @throws TrainingDivergedException if loss or gradients are no longer finite
     */
    public TrainingResult train(TrainingTask task, TrainingListener listener, BooleanSupplier interrupted) {
        return train(task, TrainingState.initial(task.initial()), listener, interrupted);
    }

    /**
     * Continues a training of the same config and task; the result has the same bits as without the interruption.
     *
     * @param from a state from {@link TrainingEvent.Resumable}. Not modified.
     * @throws IllegalArgumentException if it belongs to another training
     */
    public TrainingResult train(
            TrainingTask task, TrainingState from, TrainingListener listener, BooleanSupplier interrupted) {
        return new Run(task, from, listener, interrupted).train();
    }

    /** One training. */
    private final class Run {
        private final TrainingTask task;
        private final TrainingListener listener;
        private final BooleanSupplier interrupted;
        private final Updates updates;
        private final Evaluator evaluator;
        private final Optional<TextJudge> writer;
        private final LearningRate rate;
        private final BestWeights best;
        private final BestWeights dense;
        private final List<EpochReport> history;
        private final Batches.Sizes sizes;
        private final int batches;
        private final EpochShares shares;
        private TrainingState.Position position;

        Run(TrainingTask task, TrainingState from, TrainingListener listener, BooleanSupplier interrupted) {
            this.task = task;
            this.listener = listener;
            this.interrupted = interrupted;
            sizes = Batches.sizes(task.trainingData(), config.batchSize());
            batches = sizes.batches();
            shares = new EpochShares(config, task, sizes);
            check(from);
            config.augment().check(task.training());
            long planned = (long) batches * config.epochs();
            updates = new Updates(config, task, engine, planned, from);
            evaluator = new Evaluator(task.inference(), config::objective, engine, config.truncatedBpttSteps());
            writer = config.writing().metrics().isEmpty()
                    ? Optional.empty()
                    : task.texts()
                            .map(texts -> texts.networks()
                                    .map(networks -> TextJudge.of(networks, texts.contract(), config.writing(), engine))
                                    .orElseGet(() -> TextJudge.of(
                                            task.inference(), texts.contract(), config.writing(), engine)));
            rate = new LearningRate(config, planned, batches);
            boolean largerIsBetter =
                    config.largerIsBetter(config.earlyStopping().metric());
            best = new BestWeights(largerIsBetter, from.best());
            dense = new BestWeights(largerIsBetter, from.dense());
            history = new ArrayList<>(from.history());
            position = from.position();
            history.forEach(report -> tellSchedule(report.trainingLoss(), report.validation()));
        }

        /** Sequences of an epoch: examples, or of a stream the rows of all pieces. */
        private int sequences() {
            return task.trainingData().stream().isOn()
                    ? sizes.rows() * batches
                    : task.trainingData().size();
        }

        private void check(TrainingState from) {
            Parameters.check(task.training().parameters(), from.parameters());
            int ended = from.history().size();
            if (ended > config.epochs() || from.position().batches() > batches) {
                throw new IllegalArgumentException(
                        "a training can be continued within its " + config.epochs() + " epochs of "
                                + batches + " batches, but this state is from after " + ended + " epochs and "
                                + from.position().batches() + " batches; it belongs to another training");
            }
        }

        TrainingResult train() {
            TrainingMemory memory = updates.memory(sizes.rows(), sizes.steps());
            memory.requireWithin(Runtime.getRuntime().maxMemory(), sizes.rows(), sizes.steps());
            listener.on(new TrainingEvent.Started(
                    config.epochs(), batches, sequences(), task.training().parameterCount(), memory, position.step()));
            if (task.fitted()
                    && validated()
                    && position.step() == 0
                    && !config.pruning().active()) {
                judgeInitial();
            }
            TrainingResult.Reason reason = epochs();
            if (best.isEmpty()) {
                // No epoch, or none with a figure: the weights as they are.
                best.keep(history.size(), updates.evaluated());
                if (reason != TrainingResult.Reason.INTERRUPTED) {
                    listener.on(new TrainingEvent.Improved(best.epoch(), best.weights()));
                }
            }
            listener.on(new TrainingEvent.Finished(reason, best.epoch()));
            return new TrainingResult(
                    best.weights(),
                    best.epoch(),
                    history,
                    reason,
                    new TrainingResult.Dense(dense.weights(), dense.epoch()));
        }

        private Scores validation() {
            Tensors weights = updates.evaluated();
            Scores scores = evaluator.evaluate(weights, task.validationData(), config.batchSize(), interrupted);
            return writer.isEmpty() || !validated() ? scores : scores.with(written(weights));
        }

        /** The figures of texts that the model writes about the first examples of the validation part. */
        private Map<String, Double> written(Tensors weights) {
            List<Example> examples = task.texts().orElseThrow().validation();
            int most = config.writing().examples() == 0
                    ? examples.size()
                    : config.writing().examples();
            return TextJudge.figures(
                    config.writing().metrics(), writer.orElseThrow().write(weights, examples, most, interrupted));
        }

        /** Weights that were fitted to the data may be better than any that training finds. */
        private void judgeInitial() {
            Scores validation = validation();
            if (!interrupted.getAsBoolean()
                    && best.offer(0, validation.figure(config.earlyStopping().metric()), updates.evaluated())) {
                listener.on(new TrainingEvent.Improved(0, best.weights()));
            }
        }

        /** Runs the remaining epochs. */
        private TrainingResult.Reason epochs() {
            for (int epoch = history.size() + 1; epoch <= config.epochs(); epoch++) {
                if (config.earlyStopping().isDue(best.waited())) {
                    return TrainingResult.Reason.STOPPED_EARLY;
                }
                Optional<EpochReport> report = epoch(epoch);
                if (report.isEmpty()) {
                    listener.on(resumable(TrainingEvent.Moment.INTERRUPTION));
                    return TrainingResult.Reason.INTERRUPTED;
                }
                history.add(report.get());
                position = position.nextEpoch();
                listener.on(new TrainingEvent.EpochEnded(report.get()));
                listener.on(resumable(TrainingEvent.Moment.EPOCH));
            }
            return TrainingResult.Reason.COMPLETED;
        }

        private TrainingEvent resumable(TrainingEvent.Moment moment) {
            return new TrainingEvent.Resumable(moment, history.size(), position.step(), this::state);
        }

        private TrainingState state() {
            return new TrainingState(
                    position,
                    updates.parameters(),
                    updates.optimizerState(),
                    updates.pruner().state(),
                    updates.carried(),
                    best.state(),
                    dense.state(),
                    history);
        }

        /** Runs the rest of one epoch; empty if it was interrupted. */
        private Optional<EpochReport> epoch(int epoch) {
            listener.on(new TrainingEvent.EpochStarted(epoch, config.epochs(), batches, position.sequences()));
            Batches plan = new EpochBatches(config, task).of(epoch);
            if (position.batches() == 0) {
                updates.restart();
            }
            while (position.batches() < batches) {
                if (interrupted.getAsBoolean()) {
                    return Optional.empty();
                }
                if (!update(epoch, plan.get(position.batches()))) {
                    return Optional.empty();
                }
                if (position.batches() < batches) {
                    listener.on(resumable(TrainingEvent.Moment.UPDATE));
                }
            }
            Scores validation = validation();
            if (interrupted.getAsBoolean()) {
                return Optional.empty();
            }
            return Optional.of(report(epoch, validation));
        }

        /** Makes an update; false if it was interrupted before. */
        private boolean update(int epoch, Batch batch) {
            int number = position.batches() + 1;
            long step = position.step() + 1;
            double scale = rate.scale(step);
            double learningRate = rate.at(scale);
            Optional<Updates.Gradient> computed = gradient(epoch, batch, step, scale);
            if (computed.isEmpty()) {
                return false;
            }
            Updates.Gradient gradient = computed.get();
            if (!gradient.finite()) {
                throw diverged(
                        Double.isFinite(gradient.loss())
                                ? "the gradients' norm became " + gradient.norm()
                                : "the loss became " + gradient.loss(),
                        epoch,
                        number,
                        learningRate);
            }
            updates.apply(gradient, scale, step);
            position = position.updated(gradient, batch.size(), shares.of(gradient, batch), learningRate);
            listener.on(new TrainingEvent.BatchEnded(
                    epoch,
                    number,
                    batches,
                    step,
                    position.sequences(),
                    gradient.loss(),
                    gradient.norm(),
                    learningRate));
            return true;
        }

        private Optional<Updates.Gradient> gradient(int epoch, Batch batch, long step, double scale) {
            if (replicas.isEmpty()) {
                return Optional.of(updates.gradient(batch, step));
            }
            ReplicaUpdate update = new ReplicaUpdate(epoch, position.batches(), step, scale);
            return replicas.get().sum(update, this::state, interrupted).map(updates::gradient);
        }

        private EpochReport report(int epoch, Scores validation) {
            double learningRate = position.learningRate();
            if (validated() && !Double.isFinite(validation.loss())) {
                throw diverged("the validation loss became " + validation.loss(), epoch, 0, learningRate);
            }
            if (!Double.isFinite(GradientNorm.of(updates.parameters().values()))) {
                throw diverged("a weight became infinite or NaN", epoch, 0, learningRate);
            }
            double trainingLoss = position.meanLoss();
            boolean better =
                    offer(epoch, validation.figure(config.earlyStopping().metric()));
            tellSchedule(trainingLoss, validation);
            if (better) {
                listener.on(new TrainingEvent.Improved(epoch, best.weights()));
            }
            return new EpochReport(
                    epoch,
                    trainingLoss,
                    validation.withoutClasses(),
                    learningRate,
                    position.normSum() / batches,
                    better);
        }

        private boolean validated() {
            return !task.validationData().isEmpty();
        }

        private void tellSchedule(double trainingLoss, Scores validation) {
            rate.epochEnded(validated() ? validation.loss() : trainingLoss);
        }

        /**
         * Keeps the weights if they are the best. While weights are being removed each epoch has fewer than the one
         * before and is no match for it: the last one is kept, and patience waits.
         *
         * @param figure that early stopping watches; means nothing if nothing was validated: then each epoch replaces the one before
         */
        private boolean offer(int epoch, double figure) {
            Tensors weights = updates.evaluated();
            Pruner pruner = updates.pruner();
            long step = position.step();
            if (config.pruning().active() && pruner.isDense(step)) {
                offer(dense, epoch, figure, weights);
            }
            if (pruner.isUnderWay(step)) {
                best.keep(epoch, weights);
                return true;
            }
            return offer(best, epoch, figure, weights);
        }

        private boolean offer(BestWeights to, int epoch, double figure, Tensors weights) {
            if (validated()) {
                return to.offer(epoch, figure, weights);
            }
            to.keep(epoch, weights);
            return true;
        }

        private TrainingDivergedException diverged(String what, int epoch, int batch, double learningRate) {
            boolean clipped = config.clip().active();
            String blamed =
                    Double.isNaN(position.loss()) ? "" : NanWeights.blame(updates.parameters(), config.optimizer());
            return new TrainingDivergedException(what + blamed, epoch, batch, position.loss(), learningRate, clipped);
        }
    }
}
