package dev.sluice.core.explain;

import dev.sluice.core.graph.Dim;
import dev.sluice.core.graph.Dims;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Exprs;
import dev.sluice.core.graph.Gather;
import dev.sluice.core.graph.Graph;
import dev.sluice.core.graph.Reduce;
import dev.sluice.core.graph.Rewriter;
import dev.sluice.core.graph.gradient.Gradients;
import dev.sluice.core.model.ModelInput;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.core.tensor.Tensors;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The share of each step in a score: gradient times input, and integrated gradients along the line from zeros to the input. For texts the input
 * is the embeddings of their symbols and of the characters of these, for series their standardized numbers, so that zero is the mean of each column. The
 * share of a word is that of its row and of its characters together.
 *
 * @see <a href="https://arxiv.org/abs/1703.01365">Sundararajan et al., Axiomatic Attribution for Deep Networks</a>
 */
final class Attributions {
    /** Name prefix of the sequences that take the place of embeddings and features. */
    private static final String PLACE = "explained.";

    private static final String WEIGHTS = "explained_outputs";
    private static final String SCORE = "explained_score";
    private static final int FIRST_POINTS = 32;
    private static final int MOST_POINTS = 512;
    private static final double SMALL = 0.01;

    private final Probe probe;
    private final Tensors inputs;
    private final Expr outputs;
    /** What steps are attributed to, by the names of the inputs that take their place. */
    private final Map<String, Expr> places = new LinkedHashMap<>();
    /** The inputs whose steps enter there; the characters of words enter for the words. */
    private final Map<String, String> inputsOfPlaces = new LinkedHashMap<>();

    /**
     * Attributions for one head.
     *
     * @param inputs of one example
     */
    Attributions(Probe probe, Tensors inputs, String head) {
        this.probe = probe;
        this.inputs = inputs;
        this.outputs = Objects.requireNonNull(probe.network().heads().get(head)).outputs();
        Graph graph = new Graph(Map.of(head, outputs));
        for (ModelInput input : probe.network().inputs()) {
            for (Expr expr : graph.expressions()) {
                boolean enters = input instanceof ModelInput.Tokens || input instanceof ModelInput.Characters
                        ? expr.op() instanceof Gather && Probe.isInput(expr.operand(1), input.name())
                        : input instanceof ModelInput.Features && Probe.isInput(expr, input.name());
                if (enters) {
                    String place = PLACE + places.size();
                    places.put(place, expr);
                    inputsOfPlaces.put(place, input.name().replace(ModelInput.Characters.SUFFIX, ""));
                }
            }
        }
    }

    /** The attributions, one for each input: the share of a step is that of all places where it enters. */
    List<Explanation.Attribution> of(Explanation.Target target) {
        if (places.isEmpty()) {
            return List.of();
        }
        Tensors whole = probe.run(new Graph(places), inputs);
        Graph graph = graph();
        Point here = at(graph, whole, target, List.of(1.0, 0.0));
        double difference = here.scores()[0] - here.scores()[1];
        Map<String, List<Double>> integrated = Map.of();
        double missing = 1;
        int points = FIRST_POINTS / 2;
        while (Math.abs(missing) > SMALL && points < MOST_POINTS) {
            points *= 2;
            integrated = integrated(graph, whole, target, points);
            double sum = integrated.values().stream()
                    .flatMap(List::stream)
                    .mapToDouble(Double::doubleValue)
                    .sum();
            missing = difference == 0 ? Math.abs(sum) : (difference - sum) / Math.abs(difference);
        }
        Map<String, List<Double>> products = new LinkedHashMap<>();
        here.gradients()
                .forEach((place, gradient) -> products.put(place, Columns.products(whole.get(place), gradient)));
        Map<String, List<Double>> byInput = byInput(integrated);
        List<Explanation.Attribution> found = new ArrayList<>();
        for (Map.Entry<String, List<Double>> input : byInput(products).entrySet()) {
            found.add(new Explanation.Attribution(
                    input.getKey(),
                    input.getValue(),
                    Objects.requireNonNull(byInput.get(input.getKey())),
                    here.scores()[1],
                    points,
                    missing));
        }
        return found;
    }

    /** The shares of the steps by input. */
    private Map<String, List<Double>> byInput(Map<String, List<Double>> places) {
        Map<String, List<Double>> inputs = new LinkedHashMap<>();
        places.forEach((place, shares) ->
                inputs.merge(Objects.requireNonNull(inputsOfPlaces.get(place)), shares, Attributions::sum));
        return inputs;
    }

    private static List<Double> sum(List<Double> one, List<Double> other) {
        return IntStream.range(0, one.size())
                .mapToObj(t -> one.get(t) + other.get(t))
                .toList();
    }

    /** The score and its gradients, with inputs where steps enter. */
    private Graph graph() {
        Rewriter cut = new Rewriter();
        places.forEach((name, expr) -> cut.replace(expr, Exprs.input(name, expr.shape())));
        Expr answers = cut.rewrite(outputs);
        Expr weighed = answers.mul(Exprs.input(WEIGHTS, answers.shape()));
        // The first axis is that of time, if there is one.
        Expr overTime = weighed.shape().rank() == 3 ? sum(weighed, -3) : weighed;
        Expr rows = sum(overTime, -1);
        Map<String, Expr> results = new LinkedHashMap<>();
        results.put("rows", rows);
        results.put(SCORE, sum(rows, -1));
        return Gradients.extend(new Graph(results), SCORE, List.copyOf(places.keySet()));
    }

    private static Expr sum(Expr values, int axis) {
        return Expr.of(new Reduce(Reduce.Kind.SUM, axis, false), values);
    }

    /**
     * Scores and gradients at points of the line.
     *
     * @param scores by point
     * @param gradients by place, {@code [T, points, ..]}
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Point(float[] scores, Map<String, Tensor> gradients) {}

    private Point at(Graph graph, Tensors whole, Explanation.Target target, List<Double> shares) {
        int rows = shares.size();
        Tensors.Builder values = Probe.repeated(graph, inputs, rows).toBuilder();
        whole.forEach((name, tensor) -> {
            Tensor scaled = Probe.repeated(tensor, true, rows);
            int width = Columns.width(scaled);
            for (int i = 0; i < scaled.array().length; i++) {
                scaled.array()[i] *= shares.get(i / width % rows).floatValue();
            }
            values.put(name, scaled);
        });
        values.put(WEIGHTS, weights(target, rows, whole));
        Tensors results = probe.run(graph, values.build());
        Map<String, Tensor> gradients = new LinkedHashMap<>();
        places.keySet().forEach(name -> gradients.put(name, results.get(Gradients.PREFIX + name)));
        return new Point(results.get("rows").array(), gradients);
    }

    private Tensor weights(Explanation.Target target, int rows, Tensors whole) {
        Dims dims = outputs.shape();
        int columns = dims.fixed(-1);
        if (dims.rank() == 2) {
            Tensor weights = Tensor.zeros(rows, columns);
            for (int row = 0; row < rows; row++) {
                weights.set(1, row, target.column());
            }
            return weights;
        }
        int steps = dims.axis(0).equals(Dim.TIME)
                ? whole.values().iterator().next().shape().size(0)
                : dims.fixed(0);
        Tensor weights = Tensor.zeros(steps, rows, columns);
        for (int row = 0; row < rows; row++) {
            weights.set(1, target.step() - 1, row, target.column());
        }
        return weights;
    }

    /** The mean gradient along the line, by the midpoint rule, times the input. */
    private Map<String, List<Double>> integrated(Graph graph, Tensors whole, Explanation.Target target, int points) {
        List<Double> shares = Stream.iterate(0, i -> i + 1)
                .limit(points)
                .map(i -> (i + 0.5) / points)
                .toList();
        Point line = at(graph, whole, target, shares);
        Map<String, List<Double>> sums = new LinkedHashMap<>();
        line.gradients().forEach((name, gradient) -> sums.put(name, Columns.meanProducts(whole.get(name), gradient)));
        return sums;
    }
}
