package dev.sluice.bench.search;

import java.util.Comparator;
import java.util.List;

/** The area that points of a plane dominate, up to a reference point; smaller is better in both coordinates. */
final class Hypervolume {
    private Hypervolume() {}

    static double of(List<List<Double>> points, List<Double> reference) {
        double area = 0;
        double lowest = reference.get(1);
        List<List<Double>> sorted = points.stream()
                .filter(point -> point.get(0) < reference.get(0))
                .sorted(Comparator.comparingDouble(List::getFirst))
                .toList();
        for (List<Double> point : sorted) {
            if (point.get(1) < lowest) {
                area += (reference.get(0) - point.get(0)) * (lowest - point.get(1));
                lowest = point.get(1);
            }
        }
        return area;
    }
}
