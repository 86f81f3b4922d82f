package dev.sluice.core.explain;

import dev.sluice.core.data.InputEncoding;
import dev.sluice.core.data.Sequence;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Graph;
import dev.sluice.core.model.InnerValues;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.core.tensor.Tensors;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The units whose values go along with something that can be counted, over many examples. */
final class UnitTracking {
    private static final int MOST_UNITS = 12;
    private static final int PLACES = 5;
    private static final int CONTEXT = 12;

    private final Probe probe;
    private final List<List<String>> steps = new ArrayList<>();
    private final Map<String, List<Double>> tracked = new LinkedHashMap<>();
    private final Tensors inputs;
    private final boolean text;

    UnitTracking(Probe probe, List<Map<String, Sequence>> examples) {
        this.probe = probe;
        this.inputs = probe.batch(examples);
        this.text = probe.model().contract().inputs().values().stream().anyMatch(InputEncoding.Text.class::isInstance);
        for (Map<String, Sequence> example : examples) {
            steps.add(probe.labels(
                    example, probe.model().contract().encode(example).length()));
            Tracked.of(steps.getLast(), text)
                    .forEach((name, values) -> tracked.computeIfAbsent(name, key -> new ArrayList<>())
                            .addAll(values));
        }
        // What is the same everywhere, for example a depth without brackets, goes along with nothing.
        tracked.values().removeIf(values -> values.stream().distinct().count() < 2);
    }

    /** The units of all layers that go along most with something. */
    List<Explanation.Unit> units() {
        List<Explanation.Unit> found = new ArrayList<>();
        for (InnerValues.Layer layer : probe.inner().layers()) {
            Expr state = layer.states().values().iterator().next();
            Tensor values = probe.run(new Graph(Map.of("state", state)), inputs).get("state");
            if (values.shape().size(0) != longest()) {
                // A convolution before the encoder took steps together.
                continue;
            }
            for (int unit = 0; unit < values.shape().size(2); unit++) {
                found.add(unit(layer.cell().name(), values, unit));
            }
        }
        return found.stream()
                .sorted(Comparator.comparingDouble(unit -> -Math.abs(unit.correlation())))
                .limit(MOST_UNITS)
                .toList();
    }

    private int longest() {
        return steps.stream().mapToInt(List::size).max().orElse(0);
    }

    private Explanation.Unit unit(String layer, Tensor values, int unit) {
        List<Double> all = new ArrayList<>();
        List<int[]> places = new ArrayList<>();
        for (int row = 0; row < steps.size(); row++) {
            for (int t = 0; t < steps.get(row).size(); t++) {
                all.add((double) values.get(t, row, unit));
                places.add(new int[] {row, t});
            }
        }
        String best = "nothing";
        double correlation = 0;
        for (Map.Entry<String, List<Double>> candidate : tracked.entrySet()) {
            double found = correlation(all, candidate.getValue());
            if (Math.abs(found) > Math.abs(correlation)) {
                best = candidate.getKey();
                correlation = found;
            }
        }
        places.sort(Comparator.comparingDouble(place -> -values.get(place[1], place[0], unit)));
        return new Explanation.Unit(
                layer, unit, best, correlation, places(places, values, unit), places(places.reversed(), values, unit));
    }

    /** The first places, at most one of each example. */
    private List<Explanation.Place> places(List<int[]> sorted, Tensor values, int unit) {
        Map<Integer, Explanation.Place> places = new LinkedHashMap<>();
        for (int[] place : sorted) {
            if (places.size() < PLACES) {
                List<String> around = steps.get(place[0]);
                places.putIfAbsent(
                        place[0],
                        new Explanation.Place(
                                joined(around.subList(Math.max(0, place[1] - CONTEXT), place[1])),
                                around.get(place[1]),
                                joined(around.subList(place[1] + 1, Math.min(around.size(), place[1] + 1 + CONTEXT))),
                                values.get(place[1], place[0], unit)));
            }
        }
        return List.copyOf(places.values());
    }

    private String joined(List<String> around) {
        boolean characters = around.stream().allMatch(step -> step.codePointCount(0, step.length()) <= 1);
        return String.join(text && characters ? "" : " ", around);
    }

    /** Pearson's correlation; 0 where one does not vary. */
    static double correlation(List<Double> one, List<Double> other) {
        double n = one.size();
        double meanOne = one.stream().mapToDouble(Double::doubleValue).average().orElse(0);
        double meanOther =
                other.stream().mapToDouble(Double::doubleValue).average().orElse(0);
        double product = 0;
        double squareOne = 0;
        double squareOther = 0;
        for (int i = 0; i < n; i++) {
            double a = one.get(i) - meanOne;
            double b = other.get(i) - meanOther;
            product += a * b;
            squareOne += a * a;
            squareOther += b * b;
        }
        return squareOne == 0 || squareOther == 0 ? 0 : product / Math.sqrt(squareOne * squareOther);
    }
}
