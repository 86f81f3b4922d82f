package dev.sluice.core.data.prepare;

import dev.sluice.core.data.Example;
import dev.sluice.core.data.Split;
import dev.sluice.core.data.Target;
import dev.sluice.core.data.Weighing;
import dev.sluice.core.data.split.Division;
import dev.sluice.core.data.split.Portion;
import dev.sluice.core.data.split.Portions;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.RandomAccess;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * The windows of recordings, each made when it is asked for: two numbers are kept for each. A window has steps of one part of the data alone. A
 * recording that is shorter than a window is one by itself; steps behind the last whole window are left out.
 */
public final class RecordingWindows extends AbstractList<Example> implements RandomAccess {
    private final Portions portions;
    private final WindowsConfig config;
    private final int[] portion;
    private final int[] start;

    private RecordingWindows(Portions portions, WindowsConfig config) {
        this.portions = portions;
        this.config = config;
        List<int[]> windows = new ArrayList<>();
        for (int p = 0; p < portions.size(); p++) {
            Portion from = portions.get(p);
            long first = from.from();
            do {
                windows.add(new int[] {p, (int) first});
                first += config.step();
            } while (first + config.length() <= from.to());
        }
        portion = windows.stream().mapToInt(window -> window[0]).toArray();
        start = windows.stream().mapToInt(window -> window[1]).toArray();
    }

    /** Windows of the parts. */
    public static Split of(Division division, WindowsConfig config) {
        return new Split(
                new RecordingWindows(division.training(), config),
                new RecordingWindows(division.validation(), config),
                new RecordingWindows(division.test(), config));
    }

    /** A window of an example, as far as its form matters. */
    public static Example form(Example example, WindowsConfig config) {
        return window(example, 0, Math.min(config.length(), example.steps()), config.label());
    }

    @Override
    public int size() {
        return portion.length;
    }

    @Override
    public Example get(int window) {
        Portion of = portions.get(portion[window]);
        int end = start[window] + Math.min(config.length(), of.to() - start[window]);
        return window(of.example(), start[window], end, config.label());
    }

    private static Example window(Example example, int from, int to, WindowsConfig.Label label) {
        Example cut = example.steps(from, to);
        if (label == WindowsConfig.Label.STEPS) {
            return cut;
        }
        Map<String, Target> targets = new LinkedHashMap<>();
        double weight = 1;
        for (Map.Entry<String, Target> target : cut.targets().entrySet()) {
            if (target.getValue() instanceof Target.Steps steps) {
                int[] given = given(steps);
                targets.put(target.getKey(), one(steps, given, label));
                if (!steps.weights().isEmpty()) {
                    weight = weight(steps, given, label);
                }
            } else {
                targets.put(target.getKey(), target.getValue());
            }
        }
        return cut.with(cut.inputs(), targets).weighing(cut.weight() * weight);
    }

    /** The steps that have a target. */
    private static int[] given(Target.Steps steps) {
        return IntStream.range(0, steps.steps().size())
                .filter(step -> !Weighing.isMissing(steps.steps().get(step)))
                .toArray();
    }

    /** The weight of the step whose target a window has, or the mean of those of all its steps with a target. */
    private static double weight(Target.Steps steps, int[] given, WindowsConfig.Label label) {
        if (given.length == 0) {
            return 1;
        }
        return switch (label) {
            case LAST, STEPS -> steps.weight(given[given.length - 1]);
            case FIRST -> steps.weight(given[0]);
            case MAJORITY ->
                IntStream.of(given).mapToDouble(steps::weight).average().orElse(1);
        };
    }

    private static Target one(Target.Steps steps, int[] places, WindowsConfig.Label label) {
        if (places.length == 0) {
            return new Target.Missing();
        }
        List<Target> given =
                IntStream.of(places).mapToObj(place -> steps.steps().get(place)).toList();
        return switch (label) {
            case LAST, STEPS -> given.getLast();
            case FIRST -> given.getFirst();
            case MAJORITY ->
                given.getFirst() instanceof Target.Numbers first ? mean(given, first) : mostFrequent(given);
        };
    }

    private static Target mean(List<Target> given, Target.Numbers first) {
        double[] sums = new double[first.values().size()];
        for (Target each : given) {
            for (int i = 0; i < sums.length; i++) {
                sums[i] += ((Target.Numbers) each).values().get(i);
            }
        }
        List<Double> means = new ArrayList<>();
        for (double sum : sums) {
            means.add(sum / given.size());
        }
        return new Target.Numbers(means);
    }

    /** The first in the order of names among equally frequent ones. */
    private static Target mostFrequent(List<Target> given) {
        Map<String, Integer> counts = new TreeMap<>();
        Map<String, Target> targets = new TreeMap<>();
        for (Target each : given) {
            String name = String.join("\n", ((Target.Labels) each).labels());
            counts.merge(name, 1, Integer::sum);
            targets.putIfAbsent(name, each);
        }
        String most = counts.entrySet().stream()
                .max(Map.Entry.<String, Integer>comparingByValue()
                        .thenComparing(Map.Entry.comparingByKey(Comparator.reverseOrder())))
                .orElseThrow()
                .getKey();
        return targets.getOrDefault(most, given.getFirst());
    }
}
