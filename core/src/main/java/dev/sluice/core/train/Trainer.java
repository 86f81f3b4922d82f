package dev.sluice.core.train;

import dev.sluice.core.data.Batch;
import dev.sluice.core.data.Batches;
import dev.sluice.core.data.EncodedExample;
import dev.sluice.core.engine.EngineOptions;
import dev.sluice.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
     */
    public Trainer(TrainingConfig config, EngineOptions engine) {
        this.config = config;
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
        return new Run(task, listener, interrupted).train();
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
        private final List<EpochReport> history = new ArrayList<>();
        private final int batches;
        private long step;
        private double lastLoss = Double.NaN;
        private double learningRate;

        Run(TrainingTask task, TrainingListener listener, BooleanSupplier interrupted) {
            this.task = task;
            this.listener = listener;
            this.interrupted = interrupted;
            batches = Math.ceilDiv(task.trainingData().size(), config.batchSize());
            long planned = (long) batches * config.epochs();
            updates = new Updates(config, task, engine, planned);
            evaluator = new Evaluator(task.inference(), config::objective, engine, config.truncation());
            schedule = config.schedule().start(Math.max(1, planned), batches);
            boolean largerIsBetter = config.largerIsBetter(config.stopping().metric());
            best = new BestWeights(largerIsBetter);
            dense = new BestWeights(largerIsBetter);
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
                    memory));
            TrainingResult.Reason reason = TrainingResult.Reason.COMPLETED;
            for (int epoch = 1; epoch <= config.epochs(); epoch++) {
                Optional<EpochReport> report = epoch(epoch);
                if (report.isEmpty()) {
                    reason = TrainingResult.Reason.INTERRUPTED;
                    break;
                }
                history.add(report.get());
                listener.on(new TrainingEvent.EpochEnded(report.get()));
                if (best.waited() >= config.stopping().patience() && epoch < config.epochs()) {
                    reason = TrainingResult.Reason.STOPPED_EARLY;
                    break;
                }
            }
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

        /** One epoch; empty if it was interrupted. */
        private Optional<EpochReport> epoch(int epoch) {
            listener.on(new TrainingEvent.EpochStarted(epoch, config.epochs(), batches));
            double lossSum = 0;
            double normSum = 0;
            int sequences = 0;
            int number = 0;
            for (Batch batch : Batches.shuffled(task.trainingData(), config.batchSize(), config.seed(), epoch)) {
                if (interrupted.getAsBoolean()) {
                    return Optional.empty();
                }
                number++;
                Updates.Gradient gradient = update(epoch, number, batch);
                lossSum += gradient.loss() * batch.size();
                normSum += gradient.norm();
                sequences += batch.size();
                listener.on(new TrainingEvent.BatchEnded(
                        epoch, number, batches, step, sequences, gradient.loss(), gradient.norm(), learningRate));
            }
            Scores validation =
                    evaluator.evaluate(updates.evaluated(), task.validationData(), config.batchSize(), interrupted);
            if (interrupted.getAsBoolean()) {
                return Optional.empty();
            }
            return Optional.of(report(epoch, lossSum / sequences, normSum / batches, validation));
        }

        private Updates.Gradient update(int epoch, int number, Batch batch) {
            step++;
            double scale = schedule.scale(step);
            learningRate = config.optimizer().learningRate() * scale;
            Updates.Gradient gradient = updates.gradient(batch.values(), step);
            if (!gradient.finite()) {
                throw diverged(
                        Double.isFinite(gradient.loss())
                                ? "the gradients' norm became " + gradient.norm()
                                : "the loss became " + gradient.loss(),
                        epoch,
                        number);
            }
            lastLoss = gradient.loss();
            updates.apply(gradient, scale, step);
            return gradient;
        }

        private EpochReport report(int epoch, double trainingLoss, double norm, Scores validation) {
            boolean validated = !task.validationData().isEmpty();
            if (validated && !Double.isFinite(validation.loss())) {
                throw diverged("the validation loss became " + validation.loss(), epoch, 0);
            }
            if (!Double.isFinite(GradientNorm.of(updates.parameters().values()))) {
                throw diverged("a weight became infinite or NaN", epoch, 0);
            }
            boolean better =
                    offer(epoch, validated ? validation.figure(config.stopping().metric()) : Double.NaN);
            schedule.epochEnded(validated ? validation.loss() : trainingLoss);
            if (better) {
                listener.on(new TrainingEvent.Improved(epoch, updates.evaluated()));
            }
            return new EpochReport(epoch, trainingLoss, validation, learningRate, norm, better);
        }

        /**
         * Keeps the weights if they are the best. While weights are being removed each epoch has fewer than the one
         * before and is no match for it: the last one is kept, and patience waits.
         *
         * @param figure NaN if nothing was validated
         */
        private boolean offer(int epoch, double figure) {
            Map<String, Tensor> weights = updates.evaluated();
            Pruner pruner = updates.pruner();
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

        private TrainingDivergedException diverged(String what, int epoch, int batch) {
            boolean clipped = !(config.clipping() instanceof Clipping.None);
            return new TrainingDivergedException(what, epoch, batch, lastLoss, learningRate, clipped);
        }
    }
}
