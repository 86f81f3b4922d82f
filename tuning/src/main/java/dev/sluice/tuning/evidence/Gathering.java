package dev.sluice.tuning.evidence;

import dev.sluice.core.search.Assignment;
import dev.sluice.core.search.Measurement;
import dev.sluice.core.search.Objective;
import dev.sluice.core.search.Outcome;
import dev.sluice.core.search.Trial;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** Gathers {@link Evidence} from trials. */
final class Gathering {
    private final List<Trial> trials;
    private final List<Objective> objectives;
    private final List<Trial> completed;
    /** Final losses of the completed trials by objective, sorted. */
    private final List<double[]> finals;
    /** By step: for each objective the median of final loss minus loss at the step; 0 if no completed trial has one. */
    private final Map<Integer, double[]> gains = new TreeMap<>();

    Gathering(List<Trial> trials, List<Objective> objectives) {
        this.trials = trials;
        this.objectives = objectives;
        completed = trials.stream()
                .filter(trial -> trial.outcome() instanceof Outcome.Completed)
                .toList();
        finals = IntStream.range(0, objectives.size())
                .mapToObj(i -> completed.stream()
                        .mapToDouble(trial -> finalLoss(trial, i))
                        .sorted()
                        .toArray())
                .toList();
    }

    Evidence gather() {
        List<Assignment> pending = new ArrayList<>();
        Map<Integer, Observation> known = new TreeMap<>();
        List<Trial> bad = new ArrayList<>();
        for (Trial trial : trials) {
            Optional<double[]> losses = losses(trial);
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
            List<Double> worst = worst(known.values().stream().toList());
            bad.forEach(trial -> known.put(trial.number(), new Observation(trial, worst, Quality.BAD)));
        }
        return new Evidence(List.copyOf(known.values()), pending);
    }

    /** Finite losses, measured or estimated; empty if they are unknown. */
    private Optional<double[]> losses(Trial trial) {
        return switch (trial.outcome()) {
            case Outcome.Completed done -> Optional.of(losses(done.values()));
            case Outcome.Pending running -> estimate(trial);
            case Outcome.Paused paused -> estimate(trial);
            case Outcome.Pruned pruned -> estimate(trial);
            case Outcome.Diverged diverged -> Optional.empty();
            case Outcome.Failed failed -> Optional.empty();
        };
    }

    private Optional<double[]> estimate(Trial trial) {
        if (trial.measurements().isEmpty()) {
            return Optional.empty();
        }
        Measurement last = trial.measurements().getLast();
        double[] losses = losses(last.values());
        double[] gain = gains.computeIfAbsent(last.step(), this::gain);
        for (int i = 0; i < objectives.size(); i++) {
            if (!completed.isEmpty()) {
                losses[i] = Double.isNaN(losses[i])
                        ? median(finals.get(i))
                        : Math.max(losses[i] + gain[i], finals.get(i)[0]);
            }
        }
        return Arrays.stream(losses).allMatch(Double::isFinite) ? Optional.of(losses) : Optional.empty();
    }

    private double[] gain(int step) {
        double[] gain = new double[objectives.size()];
        for (int i = 0; i < objectives.size(); i++) {
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

    private List<Double> worst(List<Observation> known) {
        return IntStream.range(0, objectives.size())
                .mapToObj(i -> known.stream()
                        .mapToDouble(each -> each.losses().get(i))
                        .max()
                        .orElseThrow())
                .toList();
    }

    private double finalLoss(Trial trial, int objective) {
        return loss(((Outcome.Completed) trial.outcome()).values(), objective);
    }

    private double loss(List<Double> values, int objective) {
        return objectives.get(objective).loss(values.get(objective));
    }

    private double[] losses(List<Double> values) {
        return IntStream.range(0, objectives.size())
                .mapToDouble(i -> loss(values, i))
                .toArray();
    }

    private static double median(double[] sorted) {
        int half = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[half] : sorted[half - 1] / 2 + sorted[half] / 2;
    }

    private static List<Double> boxed(double[] values) {
        return Arrays.stream(values).boxed().toList();
    }
}
