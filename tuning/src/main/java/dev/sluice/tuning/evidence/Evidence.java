package dev.sluice.tuning.evidence;

import dev.sluice.core.search.Assignment;
import dev.sluice.core.search.Measurement;
import dev.sluice.core.search.Outcome;
import dev.sluice.core.search.SearchHistory;
import dev.sluice.core.search.Trial;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * What a history says of its objectives, made even for samplers that want a finite loss for each trial.
 *
 * <p>A trial that was pruned or paused after step {@code s} at a loss {@code v} gets {@code v} plus the median of what
 * completed trials still gained after {@code s}, but no better than the best completed trial: an estimate never becomes the
 * best result. An objective that is not known before the end gets the median of the completed trials. A trial that diverged
 * or failed gets the worst loss of all the others.
 *
 * @param observations of all trials but pending ones, by trial
 * @param pending assignments of pending trials; those paused at a measurement are observations even when they go on
 */
public record Evidence(List<Observation> observations, List<Assignment> pending) {
    /** Copies the lists. */
    public Evidence {
        observations = List.copyOf(observations);
        pending = List.copyOf(pending);
    }

    /** The evidence of a history. No trial is an observation unless some trial has a finite loss for each objective. */
    public static Evidence of(SearchHistory history) {
        return new Gathering(history).gather();
    }

    /** Losses of the objective at a place, by observation. */
    public double[] losses(int objective) {
        return observations.stream()
                .mapToDouble(each -> each.losses().get(objective))
                .toArray();
    }

    private static final class Gathering {
        private final SearchHistory history;
        private final int objectives;
        private final List<Trial> completed;
        /** By step: for each objective the median of final loss minus loss at the step, 0 if no completed trial has one. */
        private final Map<Integer, double[]> gains = new TreeMap<>();

        Gathering(SearchHistory history) {
            this.history = history;
            objectives = history.objectives().size();
            completed = history.trials().stream()
                    .filter(trial -> trial.outcome() instanceof Outcome.Completed)
                    .toList();
        }

        Evidence gather() {
            List<Assignment> pending = new ArrayList<>();
            Map<Integer, Observation> known = new TreeMap<>();
            List<Trial> bad = new ArrayList<>();
            for (Trial trial : history.trials()) {
                Optional<double[]> losses =
                        switch (trial.outcome()) {
                            case Outcome.Completed done -> Optional.of(losses(done.values()));
                            case Outcome.Pending running -> trial.measurements().isEmpty() ? Optional.empty() : estimate(trial);
                            case Outcome.Paused paused -> estimate(trial);
                            case Outcome.Pruned pruned -> estimate(trial);
                            case Outcome.Diverged diverged -> Optional.empty();
                            case Outcome.Failed failed -> Optional.empty();
                        };
                if (losses.isPresent()) {
                    Quality quality = trial.outcome() instanceof Outcome.Completed ? Quality.FINAL : Quality.ESTIMATED;
                    known.put(trial.number(), new Observation(trial, boxed(losses.get()), quality));
                } else if (trial.isPending()) {
                    pending.add(trial.assignment());
                } else {
                    bad.add(trial);
                }
            }
            if (!known.isEmpty()) {
                double[] worst = new double[objectives];
                Arrays.fill(worst, Double.NEGATIVE_INFINITY);
                for (Observation each : known.values()) {
                    for (int i = 0; i < objectives; i++) {
                        worst[i] = Math.max(worst[i], each.losses().get(i));
                    }
                }
                bad.forEach(trial -> known.put(trial.number(), new Observation(trial, boxed(worst), Quality.BAD)));
            }
            return new Evidence(List.copyOf(known.values()), pending);
        }

        /** Empty if no measurement is finite where one is needed. */
        private Optional<double[]> estimate(Trial trial) {
            if (trial.measurements().isEmpty()) {
                return Optional.empty();
            }
            Measurement last = trial.measurements().getLast();
            double[] losses = losses(last.values());
            double[] gain = gains.computeIfAbsent(last.step(), this::gain);
            for (int i = 0; i < objectives; i++) {
                double[] finals = finals(i);
                if (finals.length > 0) {
                    losses[i] = Double.isFinite(losses[i])
                            ? Math.max(losses[i] + gain[i], finals[0])
                            : Double.isNaN(losses[i]) ? median(finals) : losses[i];
                }
                if (!Double.isFinite(losses[i])) {
                    return Optional.empty();
                }
            }
            return Optional.of(losses);
        }

        private double[] gain(int step) {
            double[] gain = new double[objectives];
            for (int i = 0; i < objectives; i++) {
                int which = i;
                double[] gained = completed.stream()
                        .filter(trial -> trial.upTo(step).isPresent())
                        .mapToDouble(trial -> finalLoss(trial, which)
                                - loss(trial.upTo(step).orElseThrow().values(), which))
                        .filter(Double::isFinite)
                        .sorted()
                        .toArray();
                gain[i] = gained.length == 0 ? 0 : median(gained);
            }
            return gain;
        }

        private final Map<Integer, double[]> finals = new TreeMap<>();

        /** Final losses of the completed trials, sorted. */
        private double[] finals(int objective) {
            return finals.computeIfAbsent(
                    objective,
                    which -> completed.stream()
                            .mapToDouble(trial -> finalLoss(trial, which))
                            .sorted()
                            .toArray());
        }

        private double finalLoss(Trial trial, int objective) {
            return loss(((Outcome.Completed) trial.outcome()).values(), objective);
        }

        private double loss(List<Double> values, int objective) {
            return history.objectives().get(objective).loss(values.get(objective));
        }

        private double[] losses(List<Double> values) {
            return IntStream.range(0, objectives).mapToDouble(i -> loss(values, i)).toArray();
        }

        private static double median(double[] sorted) {
            int half = sorted.length / 2;
            return sorted.length % 2 == 1 ? sorted[half] : sorted[half - 1] / 2 + sorted[half] / 2;
        }

        private static List<Double> boxed(double[] values) {
            return Arrays.stream(values).boxed().toList();
        }
    }
}
