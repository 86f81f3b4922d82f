package dev.sluice.bench.search;

import dev.sluice.core.search.Assignment;
import dev.sluice.core.search.ChoiceDomain;
import dev.sluice.core.search.Dimension;
import dev.sluice.core.search.FloatDomain;
import dev.sluice.core.search.IntDomain;
import dev.sluice.core.search.SearchSpace;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * A function whose minimum is known.
 *
 * @param name for tables
 * @param space where it is defined
 * @param value without noise
 * @param minimum the least value
 * @param noise standard deviation of what is added to each observation
 */
record TestFunction(
        String name, SearchSpace space, ToDoubleFunction<Assignment> value, double minimum, double noise) {

    static List<TestFunction> all() {
        return List.of(
                branin(), hartmann3(), hartmann6(0, "hartmann-6"), ackley5(), rosenbrock4(), mixed(), conditional(),
                hartmann6(0.1, "noisy hartmann-6"));
    }

    static TestFunction branin() {
        SearchSpace space = SearchSpace.of(
                Dimension.of("x0", FloatDomain.of(-5, 10)), Dimension.of("x1", FloatDomain.of(0, 15)));
        return new TestFunction(
                "branin",
                space,
                point -> {
                    double x = point.number("x0");
                    double y = point.number("x1");
                    double bend = y - 5.1 / (4 * Math.PI * Math.PI) * x * x + 5 / Math.PI * x - 6;
                    return bend * bend + 10 * (1 - 1 / (8 * Math.PI)) * StrictMath.cos(x) + 10;
                },
                0.39788735772973816,
                0);
    }

    static TestFunction hartmann3() {
        double[][] a = {{3, 10, 30}, {0.1, 10, 35}, {3, 10, 30}, {0.1, 10, 35}};
        double[][] p = {{0.3689, 0.1170, 0.2673}, {0.4699, 0.4387, 0.7470}, {0.1091, 0.8732, 0.5547}, {0.0381, 0.5743, 0.8828}};
        return hartmann("hartmann-3", a, p, -3.8627797869493365, 0);
    }

    static TestFunction hartmann6(double noise, String name) {
        double[][] a = {
            {10, 3, 17, 3.5, 1.7, 8}, {0.05, 10, 17, 0.1, 8, 14}, {3, 3.5, 1.7, 10, 17, 8}, {17, 8, 0.05, 10, 0.1, 14}
        };
        double[][] p = {
            {0.1312, 0.1696, 0.5569, 0.0124, 0.8283, 0.5886},
            {0.2329, 0.4135, 0.8307, 0.3736, 0.1004, 0.9991},
            {0.2348, 0.1451, 0.3522, 0.2883, 0.3047, 0.6650},
            {0.4047, 0.8828, 0.8732, 0.5743, 0.1091, 0.0381}
        };
        return hartmann(name, a, p, -3.3223680114155147, noise);
    }

    private static TestFunction hartmann(String name, double[][] a, double[][] p, double minimum, double noise) {
        double[] weights = {1, 1.2, 3, 3.2};
        int n = a[0].length;
        return new TestFunction(
                name,
                cube(n, 0, 1),
                point -> {
                    double sum = 0;
                    for (int i = 0; i < 4; i++) {
                        double inner = 0;
                        for (int j = 0; j < n; j++) {
                            double difference = point.number("x" + j) - p[i][j];
                            inner += a[i][j] * difference * difference;
                        }
                        sum -= weights[i] * StrictMath.exp(-inner);
                    }
                    return sum;
                },
                minimum,
                noise);
    }

    static TestFunction ackley5() {
        return new TestFunction(
                "ackley-5",
                cube(5, -5, 10),
                point -> {
                    double squares = 0;
                    double cosines = 0;
                    for (int i = 0; i < 5; i++) {
                        double x = point.number("x" + i);
                        squares += x * x / 5;
                        cosines += StrictMath.cos(2 * Math.PI * x) / 5;
                    }
                    return -20 * StrictMath.exp(-0.2 * Math.sqrt(squares)) - StrictMath.exp(cosines) + 20 + Math.E;
                },
                0,
                0);
    }

    static TestFunction rosenbrock4() {
        return new TestFunction(
                "rosenbrock-4",
                cube(4, -5, 10),
                point -> {
                    double sum = 0;
                    for (int i = 0; i < 3; i++) {
                        double x = point.number("x" + i);
                        double next = point.number("x" + (i + 1));
                        sum += 100 * (next - x * x) * (next - x * x) + (1 - x) * (1 - x);
                    }
                    return sum;
                },
                0,
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
        return new TestFunction("mixed", space, TestFunction::mixedValue, 0.1, 0);
    }

    private static double mixedValue(Assignment point) {
        double units = StrictMath.log(point.integer("units") / 128.0) / StrictMath.log(2);
        double layers = point.integer("layers") - 2;
        double best = switch (point.choice("optimizer")) {
            case "sgd" -> -1.5;
            case "adam" -> -2.5;
            default -> -3.5;
        };
        double rate = StrictMath.log10(point.number("rate")) - best - 0.2 * units;
        double dropout = point.number("dropout") - 0.3 - 0.1 * layers;
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
        return 0.1 + cell + optimizer + 0.05 * units * units + 0.08 * layers * layers + 0.4 * rate * rate / (1 + 0.2 * rate * rate)
                + 1.5 * dropout * dropout;
    }

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
        return new TestFunction("conditional", space, TestFunction::conditionalValue, 0, 0);
    }

    private static double conditionalValue(Assignment point) {
        return switch (point.choice("kind")) {
            case "tree" -> {
                double depth = (point.integer("depth") - 7) / 4.0;
                double leaf = StrictMath.log10(point.number("leaf")) + 1.5;
                yield 0.3 + 0.5 * depth * depth + 0.3 * leaf * leaf;
            }
            case "net" -> {
                double width = StrictMath.log(point.integer("width") / 64.0) / StrictMath.log(2);
                double rate = StrictMath.log10(point.number("rate")) + 2.5 + 0.2 * width;
                double shape = point.choice("shape").equals("wide")
                        ? 0.2
                        : 2 * (point.number("bend") - 0.35) * (point.number("bend") - 0.35);
                yield 0.1 * width * width + 0.6 * rate * rate + shape;
            }
            default -> {
                double decay = StrictMath.log10(point.number("decay")) + 3;
                yield 0.6 + 0.2 * decay * decay;
            }
        };
    }

    private static SearchSpace cube(int n, double low, double high) {
        List<Dimension> dimensions = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            dimensions.add(Dimension.of("x" + i, FloatDomain.of(low, high)));
        }
        return new SearchSpace(dimensions);
    }

    @Override
    public String toString() {
        return name;
    }
}
