package dev.sluice.core.explain;

import dev.sluice.core.error.Printable;
import java.util.List;
import java.util.stream.IntStream;
import org.apiguardian.api.API;

/**
 * Describes what a network does with one example.
 *
 * @param target that is explained
 * @param steps labels of the steps: characters, words or numbers
 * @param inner gates, states and attention over the steps
 * @param attributions of the score to the steps, one for each input
 * @param paths of the states in their principal components, one for each layer
 * @param reaches of gradients through time, one for each layer
 * @param units that track something, or differ most; empty without further examples
 * @param neighbours of the embeddings of the example's symbols
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public record Explanation(
        Target target,
        List<String> steps,
        List<Inner> inner,
        List<Attribution> attributions,
        List<Path> paths,
        List<Reach> reaches,
        List<Unit> units,
        List<Neighbours> neighbours) {
    /** Copies the lists. */
    public Explanation {
        steps = List.copyOf(steps);
        inner = List.copyOf(inner);
        attributions = List.copyOf(attributions);
        paths = List.copyOf(paths);
        reaches = List.copyOf(reaches);
        units = List.copyOf(units);
        neighbours = List.copyOf(neighbours);
    }

    /**
     * The output that is explained.
     *
     * @param head that gives it
     * @param name of the class or number
     * @param column among the outputs of the head
     * @param step from 1; 0 if the head answers once
     * @param score before softmax or sigmoid, or the scaled number
     */
    public record Target(String head, String name, int column, int step, double score) {
        /** The name as it can be seen: a blank has marks around it. */
        public String shown() {
            return name.isBlank() ? "'" + Printable.word(name) + "'" : name;
        }
    }

    /**
     * A value inside a layer.
     *
     * @param layer for example {@code encoder.l0}; empty for an attention
     * @param name of the gate or state in the cell's equations
     * @param kind what it is
     * @param rows names of the rows: numbers of units from 0, or the symbols that were written
     * @param values {@code [rows][steps]}
     */
    public record Inner(String layer, String name, Kind kind, List<String> rows, List<List<Double>> values) {
        /** Copies the lists. */
        public Inner {
            rows = List.copyOf(rows);
            values = List.copyOf(values);
        }

        /** The values of units. */
        static Inner ofUnits(String layer, String name, Kind kind, List<List<Double>> values) {
            return new Inner(
                    layer,
                    name,
                    kind,
                    IntStream.range(0, values.size()).mapToObj(String::valueOf).toList(),
                    values);
        }

        /** The kinds of inner values. */
        public enum Kind {
            /** A function of a gate's parameters. */
            GATE,
            /** A state after the step. */
            STATE,
            /** Weights of an attention, which add up to one. */
            ATTENTION
        }
    }

    /**
     * The share of each step in the score.
     *
     * @param input that the steps are of
     * @param gradientTimesInput by step, added up over features
     * @param integratedGradients by step, along the line from a baseline of zeros (Sundararajan et al., 2017)
     * @param atBaseline the score at the baseline
     * @param points on the line
     * @param missing what integrated gradients lack to the difference between score and baseline, relative to it; zero if exact
     */
    public record Attribution(
            String input,
            List<Double> gradientTimesInput,
            List<Double> integratedGradients,
            double atBaseline,
            int points,
            double missing) {
        /** Copies the lists. */
        public Attribution {
            gradientTimesInput = List.copyOf(gradientTimesInput);
            integratedGradients = List.copyOf(integratedGradients);
        }
    }

    /**
     * The first state of a layer over the steps, in its principal components.
     *
     * @param first component at each step
     * @param second component at each step
     * @param explained shares of the variance, of as many components as matter
     */
    public record Path(String layer, List<Double> first, List<Double> second, List<Double> explained) {
        /** Copies the lists. */
        public Path {
            first = List.copyOf(first);
            second = List.copyOf(second);
            explained = List.copyOf(explained);
        }
    }

    /**
     * How the last state of a layer depends on what the layer read so many steps before.
     *
     * @param norms root of the summed squares of all derivatives, by distance in steps from 0
     * @param factor by which the norm changes from step to step, by least squares of its logarithm; NaN if it cannot be determined
     */
    public record Reach(String layer, List<Double> norms, double factor) {
        /** Copies the list. */
        public Reach {
            norms = List.copyOf(norms);
        }

        /** Whether there are enough steps to tell the factor. */
        public boolean hasFactor() {
            return Double.isFinite(factor);
        }
    }

    /**
     * A unit of a state over many examples.
     *
     * @param index of the unit, from 0
     * @param tracks the quantity that it correlates with most, for example {@code bracket depth}
     * @param correlation with that, over all steps of all examples
     * @param most the places where it is largest
     * @param least the places where it is smallest
     */
    public record Unit(
            String layer, int index, String tracks, double correlation, List<Place> most, List<Place> least) {
        /** Copies the lists. */
        public Unit {
            most = List.copyOf(most);
            least = List.copyOf(least);
        }
    }

    /**
     * A step of an example.
     *
     * @param before the steps before it, as text
     * @param at the step
     * @param after the steps after it
     * @param value of the unit
     */
    public record Place(String before, String at, String after, double value) {}

    /**
     * The nearest embeddings of a symbol.
     *
     * @param table name of the embedding
     * @param nearest other symbols, nearest first
     * @param cosines their cosine similarities
     */
    public record Neighbours(String table, String symbol, List<String> nearest, List<Double> cosines) {
        /** Copies the lists. */
        public Neighbours {
            nearest = List.copyOf(nearest);
            cosines = List.copyOf(cosines);
        }
    }
}
