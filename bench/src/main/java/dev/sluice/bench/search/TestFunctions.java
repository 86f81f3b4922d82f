package dev.sluice.bench.search;

import dev.sluice.core.search.Assignment;
import dev.sluice.core.search.ChoiceDomain;
import dev.sluice.core.search.Dimension;
import dev.sluice.core.search.FloatDomain;
import dev.sluice.core.search.IntDomain;
import dev.sluice.core.search.SearchSpace;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleBiFunction;

/** The functions of the comparison: the usual ones of the literature, and some shaped like what a study of networks meets. */
final class TestFunctions {
    private TestFunctions() {}

    static List<TestFunction> all() {
        return List.of(
                branin(),
                hartmann3(),
                hartmann6(),
                ackley5(),
                rosenbrock4(),
                mixed(),
                conditional(),
                hartmann6().noisy("noisy-hartmann-6", 0.1),
                twoObjectives());
    }

    static TestFunction branin() {
        SearchSpace space =
                SearchSpace.of(Dimension.of("x0", FloatDomain.of(-5, 10)), Dimension.of("x1", FloatDomain.of(0, 15)));
        return TestFunction.of(
                "branin",
                space,
                point -> {
                    double x = point.number("x0");
                    double bend = point.number("x1") - 5.1 / (4 * Math.PI * Math.PI) * x * x + 5 / Math.PI * x - 6;
                    return bend * bend + 10 * (1 - 1 / (8 * Math.PI)) * StrictMath.cos(x) + 10;
                },
                0.39788735772973816);
    }

    static TestFunction hartmann3() {
        double[][] a = {{3, 10, 30}, {0.1, 10, 35}, {3, 10, 30}, {0.1, 10, 35}};
        double[][] p = {
            {0.3689, 0.1170, 0.2673}, {0.4699, 0.4387, 0.7470}, {0.1091, 0.8732, 0.5547}, {0.0381, 0.5743, 0.8828}
        };
        return TestFunction.of("hartmann-3", cube(3, 0, 1), point -> hartmann(point, a, p), -3.8627797869493365);
    }

    static TestFunction hartmann6() {
        double[][] a = {
            {10, 3, 17, 3.5, 1.7, 8}, {0.05, 10, 17, 0.1, 8, 14}, {3, 3.5, 1.7, 10, 17, 8}, {17, 8, 0.05, 10, 0.1, 14}
        };
        double[][] p = {
            {0.1312, 0.1696, 0.5569, 0.0124, 0.8283, 0.5886},
            {0.2329, 0.4135, 0.8307, 0.3736, 0.1004, 0.9991},
            {0.2348, 0.1451, 0.3522, 0.2883, 0.3047, 0.6650},
            {0.4047, 0.8828, 0.8732, 0.5743, 0.1091, 0.0381}
        };
        return TestFunction.of("hartmann-6", cube(6, 0, 1), point -> hartmann(point, a, p), -3.3223680114155147);
    }

    private static double hartmann(Assignment point, double[][] a, double[][] p) {
        double[] weights = {1, 1.2, 3, 3.2};
        double value = 0;
        for (int i = 0; i < weights.length; i++) {
            double distance = 0;
            for (int j = 0; j < a[i].length; j++) {
                double difference = point.number("x" + j) - p[i][j];
                distance += a[i][j] * difference * difference;
            }
            value -= weights[i] * StrictMath.exp(-distance);
        }
        return value;
    }

    static TestFunction ackley5() {
        return TestFunction.of(
                "ackley-5",
                cube(5, -5, 10),
                point -> {
                    double squares = sum(point, 5, (at, i) -> at.number("x" + i) * at.number("x" + i)) / 5;
                    double cosines = sum(point, 5, (at, i) -> StrictMath.cos(2 * Math.PI * at.number("x" + i))) / 5;
                    return -20 * StrictMath.exp(-0.2 * Math.sqrt(squares)) - StrictMath.exp(cosines) + 20 + Math.E;
                },
                0);
    }

    static TestFunction rosenbrock4() {
        return TestFunction.of(
                "rosenbrock-4",
                cube(4, -5, 10),
                point -> sum(point, 3, (at, i) -> {
                    double x = at.number("x" + i);
                    double bend = at.number("x" + (i + 1)) - x * x;
                    return 100 * bend * bend + (1 - x) * (1 - x);
                }),
                0);
    }

    /** Shaped like a small network's validation loss. */
    static TestFunction mixed() {
        SearchSpace space = SearchSpace.of(
                Dimension.of("units", IntDomain.log(16, 512)),
                Dimension.of("layers", IntDomain.of(1, 4)),
                Dimension.of("rate", FloatDomain.log(1e-5, 1e-1)),
                Dimension.of("dropout", FloatDomain.of(0, 0.7)),
                Dimension.of("cell", ChoiceDomain.of("rnn", "gru", "lstm", "mgu")),
                Dimension.of("optimizer", ChoiceDomain.of("sgd", "adam", "lion")));
        return TestFunction.of("mixed", space, TestFunctions::mixedValue, 0.1);
    }

    private static double mixedValue(Assignment point) {
        double units = logTwo(point.integer("units") / 128.0);
        double layers = point.integer("layers") - 2;
        double dropout = point.number("dropout") - 0.3 - 0.1 * layers;
        double bestRate = switch (point.choice("optimizer")) {
            case "sgd" -> -1.5;
            case "adam" -> -2.5;
            default -> -3.5;
        };
        double rate = StrictMath.log10(point.number("rate")) - bestRate - 0.2 * units;
        double cell = switch (point.choice("cell")) {
            case "rnn" -> 0.5;
            case "gru" -> 0;
            case "lstm" -> 0.05;
            default -> 0.15;
        };
        double optimizer = switch (point.choice("optimizer")) {
            case "sgd" -> 0.2;
            case "adam" -> 0;
            default -> 0.05;
        };
        return 0.1
                + cell
                + optimizer
                + 0.05 * units * units
                + 0.08 * layers * layers
                + 0.4 * rate * rate / (1 + 0.2 * rate * rate)
                + 1.5 * dropout * dropout;
    }

    /** Three kinds of model with dimensions of their own; the best is deep in the second. */
    static TestFunction conditional() {
        SearchSpace space = SearchSpace.of(
                Dimension.of("kind", ChoiceDomain.of("tree", "net", "line")),
                Dimension.of("depth", IntDomain.of(1, 12)).when("kind", "tree"),
                Dimension.of("leaf", FloatDomain.log(1e-3, 1)).when("kind", "tree"),
                Dimension.of("width", IntDomain.log(8, 256)).when("kind", "net"),
                Dimension.of("rate", FloatDomain.log(1e-5, 1)).when("kind", "net"),
                Dimension.of("shape", ChoiceDomain.of("wide", "deep")).when("kind", "net"),
                Dimension.of("bend", FloatDomain.of(0, 1)).when("shape", "deep"),
                Dimension.of("decay", FloatDomain.log(1e-6, 1)).when("kind", "line"));
        return TestFunction.of("conditional", space, TestFunctions::conditionalValue, 0);
    }

    private static double conditionalValue(Assignment point) {
        return switch (point.choice("kind")) {
            case "tree" -> {
                double depth = (point.integer("depth") - 7) / 4.0;
                double leaf = StrictMath.log10(point.number("leaf")) + 1.5;
                yield 0.3 + 0.5 * depth * depth + 0.3 * leaf * leaf;
            }
            case "net" -> {
                double width = logTwo(point.integer("width") / 64.0);
                double rate = StrictMath.log10(point.number("rate")) + 2.5 + 0.2 * width;
                double bend = point.has("bend") ? point.number("bend") - 0.35 : 0;
                double shape = point.has("bend") ? 2 * bend * bend : 0.2;
                yield 0.1 * width * width + 0.6 * rate * rate + shape;
            }
            default -> {
                double decay = StrictMath.log10(point.number("decay")) + 3;
                yield 0.6 + 0.2 * decay * decay;
            }
        };
    }

    /** Like ZDT1 of E. Zitzler, K. Deb and L. Thiele (2000): on the front all but the first coordinate are 0. */
    static TestFunction twoObjectives() {
        Function<Assignment, List<Double>> values = point -> {
            double first = point.number("x0");
            double g = 1 + sum(point, 3, (at, i) -> at.number("x" + (i + 1)));
            return List.of(first, g * (1 - Math.sqrt(first / g)));
        };
        // Up to (1.1, 5): the integral of 4 + √x from 0 to 1, and a strip of 0.1 × 5 behind it.
        return new TestFunction("two-objectives", cube(4, 0, 1), values, 4 + 2.0 / 3 + 0.5, 0, List.of(1.1, 5.0));
    }

    private static double logTwo(double value) {
        return StrictMath.log(value) / StrictMath.log(2);
    }

    private static double sum(Assignment point, int terms, ToDoubleBiFunction<Assignment, Integer> term) {
        double sum = 0;
        for (int i = 0; i < terms; i++) {
            sum += term.applyAsDouble(point, i);
        }
        return sum;
    }

    private static SearchSpace cube(int n, double low, double high) {
        List<Dimension> dimensions = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            dimensions.add(Dimension.of("x" + i, FloatDomain.of(low, high)));
        }
        return new SearchSpace(dimensions);
    }
}
