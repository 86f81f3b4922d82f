package dev.sluice.core.train;

import dev.sluice.core.data.Batch;
import dev.sluice.core.data.Batches;
import dev.sluice.core.data.EncodedExample;
import dev.sluice.core.engine.EngineOptions;
import dev.sluice.core.model.Parameters;
import dev.sluice.core.tensor.Tensors;
import dev.sluice.core.train.schedule.Schedule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

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
public final class Trainer {
    private final TrainingConfig config;
    private final EngineOptions engine;

    /**
     * A trainer; it keeps no state between trainings.
     *
     * @param engine threads and kernels, which change how fast training is and never what comes out
     * @throws IllegalArgumentException if the config is not as it must be
     */
    public Trainer(TrainingConfig config, EngineOptions engine) {
        this.config = config.checked();
        this.engine = engine;
    }

    /**
     * Trains.
     *
     * @param listener hears what happens
     * @param interrupted is asked before each batch; once true, training ends cleanly with the best weights so far
     * @throws TrainingDivergedException if loss or gradients are no longer finite
     */
    public TrainingResult train(TrainingTask task, TrainingListener listener, BooleanSupplier interrupted) {
        return train(task, TrainingState.initial(task.initial()), listener, interrupted);
    }

    /**
     * Trains from where a training of the same config and task stood, to the bits that it would have ended with.
     *
     * @param from what {@link TrainingEvent.Resumable} gave. Not modified.
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
        private final Schedule.Run schedule;
        private final BestWeights best;
        private final BestWeights dense;
        private final List<EpochReport> history;
        private final int batches;
        private TrainingState.Position position;

        Run(TrainingTask task, TrainingState from, TrainingListener listener, BooleanSupplier interrupted) {
            this.task = task;
            this.listener = listener;
            this.interrupted = interrupted;
            batches = Math.ceilDiv(task.trainingData().size(), config.batchSize());
            check(from);
            long planned = (long) batches * config.epochs();
            updates = new Updates(config, task, engine, planned, from);
            evaluator = new Evaluator(task.inference(), config::objective, engine, config.truncatedBpttSteps());
            schedule = config.schedule().start(Math.max(1, planned), batches);
            boolean largerIsBetter = config.largerIsBetter(config.earlyStopping().metric());
            best = new BestWeights(largerIsBetter, from.best());
            dense = new BestWeights(largerIsBetter, from.dense());
            history = new ArrayList<>(from.history());
            position = from.position();
            history.forEach(report -> tellSchedule(report.trainingLoss(), report.validation()));
        }

        private void check(TrainingState from) {
            Parameters.check(task.training().parameters(), from.parameters());
            int ended = from.history().size();
            if (ended > config.epochs() || from.position().batches() > batches) {
                throw new IllegalArgumentException("a training goes on within its " + config.epochs() + " epochs of "
                        + batches + " batches, but was left after " + ended + " epochs and "
                        + from.position().batches() + " batches; it belongs to another one");
            }
        }

        TrainingResult train() {
            int largest = Math.min(config.batchSize(), task.trainingData().size());
            int longest = task.trainingData().examples().stream()
                    .mapToInt(EncodedExample::length)
                    .max()
                    .orElse(0);
            TrainingMemory memory = updates.memory(largest, longest);
            memory.requireWithin(Runtime.getRuntime().maxMemory(), largest, longest);
            listener.on(new TrainingEvent.Started(
                    config.epochs(),
                    batches,
                    task.trainingData().size(),
                    task.training().parameterCount(),
                    memory,
                    position.step()));
            TrainingResult.Reason reason = epochs();
            if (best.epoch() == 0) {
                best.keep(0, updates.parameters());
                if (reason == TrainingResult.Reason.COMPLETED) {
                    listener.on(new TrainingEvent.Improved(0, updates.parameters()));
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

        /** The epochs that are left. */
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
                    best.state(),
                    dense.state(),
                    history);
        }

        /** What is left of one epoch; empty if it was interrupted. */
        private Optional<EpochReport> epoch(int epoch) {
            listener.on(new TrainingEvent.EpochStarted(epoch, config.epochs(), batches, position.sequences()));
            Batches plan = Batches.shuffled(task.trainingData(), config.batchSize(), task.seed(), epoch);
            while (position.batches() < batches) {
                if (interrupted.getAsBoolean()) {
                    return Optional.empty();
                }
                update(epoch, plan.get(position.batches()));
                if (position.batches() < batches) {
                    listener.on(resumable(TrainingEvent.Moment.UPDATE));
                }
            }
            Scores validation =
                    evaluator.evaluate(updates.evaluated(), task.validationData(), config.batchSize(), interrupted);
            if (interrupted.getAsBoolean()) {
                return Optional.empty();
            }
            return Optional.of(report(epoch, validation));
        }

        private void update(int epoch, Batch batch) {
            int number = position.batches() + 1;
            long step = position.step() + 1;
            double scale = schedule.scale(step);
            double learningRate = config.optimizer().learningRate() * scale;
            Updates.Gradient gradient = updates.gradient(batch.values(), step);
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
            position = position.updated(gradient, batch.size(), learningRate);
            listener.on(new TrainingEvent.BatchEnded(
                    epoch,
                    number,
                    batches,
                    step,
                    position.sequences(),
                    gradient.loss(),
                    gradient.norm(),
                    learningRate));
        }

        private EpochReport report(int epoch, Scores validation) {
            double learningRate = position.learningRate();
            if (validated() && !Double.isFinite(validation.loss())) {
                throw diverged("the validation loss became " + validation.loss(), epoch, 0, learningRate);
            }
            if (!Double.isFinite(GradientNorm.of(updates.parameters().values()))) {
                throw diverged("a weight became infinite or NaN", epoch, 0, learningRate);
            }
            double trainingLoss = position.lossSum() / position.sequences();
            boolean better = offer(
                    epoch, validated() ? validation.figure(config.earlyStopping().metric()) : Double.NaN);
            tellSchedule(trainingLoss, validation);
            if (better) {
                listener.on(new TrainingEvent.Improved(epoch, updates.evaluated()));
            }
            return new EpochReport(epoch, trainingLoss, validation, learningRate, position.normSum() / batches, better);
        }

        private boolean validated() {
            return !task.validationData().isEmpty();
        }

        private void tellSchedule(double trainingLoss, Scores validation) {
            schedule.epochEnded(validated() ? validation.loss() : trainingLoss);
        }

        /**
         * Keeps the weights if they are the best. While weights are being removed each epoch has fewer than the one
         * before and is no match for it: the last one is kept, and patience waits.
         *
         * @param figure NaN if nothing was validated
         */
        private boolean offer(int epoch, double figure) {
            Tensors weights = updates.evaluated();
            Pruner pruner = updates.pruner();
            long step = position.step();
            if (config.pruning().active() && pruner.isDense(step)) {
                if (Double.isNaN(figure)) {
                    dense.keep(epoch, weights);
                } else {
                    dense.offer(epoch, figure, weights);
                }
            }
            if (Double.isNaN(figure) || pruner.isUnderWay(step)) {
                best.keep(epoch, weights);
                return true;
            }
            return best.offer(epoch, figure, weights);
        }

        private TrainingDivergedException diverged(String what, int epoch, int batch, double learningRate) {
            boolean clipped = config.clip().active();
            return new TrainingDivergedException(what, epoch, batch, position.loss(), learningRate, clipped);
        }
    }
}
