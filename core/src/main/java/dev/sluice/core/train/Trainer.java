package dev.sluice.core.train;

import dev.sluice.core.data.Batch;
import dev.sluice.core.data.Batches;
import dev.sluice.core.engine.EngineOptions;
import dev.sluice.core.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
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
 *       loss and gradients → norm → clip → optimizer
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
        private final List<EpochReport> history = new ArrayList<>();
        private final int batches;
        private long step;
        private double lastLoss = Double.NaN;
        private double learningRate;

        Run(TrainingTask task, TrainingListener listener, BooleanSupplier interrupted) {
            this.task = task;
            this.listener = listener;
            this.interrupted = interrupted;
            updates = new Updates(config, task, engine);
            evaluator = new Evaluator(task.inference(), config::objective, engine);
            batches = Math.ceilDiv(task.trainingData().size(), config.batchSize());
            schedule = config.schedule().start((long) batches * config.epochs(), batches);
            best = new BestWeights(config.largerIsBetter(config.stopping().metric()));
        }

        TrainingResult train() {
            listener.on(new TrainingEvent.Started(
                    config.epochs(),
                    batches,
                    task.trainingData().size(),
                    task.training().parameterCount()));
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
            }
            listener.on(new TrainingEvent.Finished(reason, best.epoch()));
            return new TrainingResult(best.weights(), best.epoch(), history, reason);
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
                    evaluator.evaluate(updates.parameters(), task.validationData(), config.batchSize(), interrupted);
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
            boolean better = true;
            if (validated) {
                double figure = validation.figure(config.stopping().metric());
                better = best.offer(epoch, figure, updates.parameters());
            } else {
                best.keep(epoch, updates.parameters());
            }
            schedule.epochEnded(validated ? validation.loss() : trainingLoss);
            if (better) {
                listener.on(new TrainingEvent.Improved(epoch, live()));
            }
            return new EpochReport(epoch, trainingLoss, validation, learningRate, norm, better);
        }

        private Map<String, Tensor> live() {
            return new LinkedHashMap<>(updates.parameters());
        }

        private TrainingDivergedException diverged(String what, int epoch, int batch) {
            boolean clipped = !(config.clipping() instanceof Clipping.None);
            return new TrainingDivergedException(what, epoch, batch, lastLoss, learningRate, clipped);
        }
    }
}
