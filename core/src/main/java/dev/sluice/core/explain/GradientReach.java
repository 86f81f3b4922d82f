package dev.sluice.core.explain;

import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Exprs;
import dev.sluice.core.graph.Graph;
import dev.sluice.core.graph.Reduce;
import dev.sluice.core.graph.gradient.Gradients;
import dev.sluice.core.kernel.CounterRandom;
import dev.sluice.core.model.InnerValues;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.core.tensor.Tensors;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Vanishing and exploding gradients of any cell: the size of the derivative of the last state with respect to what the layer read, by distance.
 *
 * <p>Each row of a batch follows another random sign for each unit of the state, and the mean over rows of the squared gradients is an unbiased
 * estimate of the squared Frobenius norm of the Jacobian (Hutchinson).
 */
final class GradientReach {
    private static final String INPUT = "explained_input";
    private static final String SIGNS = "explained_signs";
    private static final String SCORE = "explained_score";
    private static final int ROWS = 32;

    private GradientReach() {}

    static Explanation.Reach of(Probe probe, InnerValues.Layer layer, Tensors inputs) {
        Expr read = layer.input();
        List<Expr> operands = new ArrayList<>(layer.loop().operands());
        operands.set(0, Exprs.input(INPUT, read.shape()));
        Expr last = layer.last(Expr.of(layer.loop().op(), operands));
        Expr score = sum(sum(last.mul(Exprs.input(SIGNS, last.shape()))));
        Graph graph = Gradients.extend(new Graph(Map.of(SCORE, score)), SCORE, List.of(INPUT));

        Map<String, Expr> outside = new LinkedHashMap<>();
        outside.put(INPUT, read);
        Tensor sequence = probe.run(new Graph(outside), inputs).get(INPUT);
        Tensors values = Probe.repeated(graph, inputs, ROWS)
                .with(INPUT, Probe.repeated(sequence, true, ROWS))
                .with(SIGNS, signs(last.shape().fixed(-1)));
        Tensor gradients = probe.run(graph, values).get(Gradients.PREFIX + INPUT);
        List<Double> norms = norms(gradients);
        if (!layer.reverse()) {
            Collections.reverse(norms);
        }
        return new Explanation.Reach(layer.cell().name(), norms, factor(norms));
    }

    private static Expr sum(Expr values) {
        return Expr.of(new Reduce(Reduce.Kind.SUM, -1, false), values);
    }

    private static Tensor signs(int units) {
        CounterRandom random = CounterRandom.of(1, "explain", 0);
        Tensor signs = Tensor.zeros(ROWS, units);
        for (int i = 0; i < signs.array().length; i++) {
            signs.array()[i] = random.below(i, 2) == 0 ? 1 : -1;
        }
        return signs;
    }

    private static List<Double> norms(Tensor gradients) {
        int steps = gradients.shape().size(0);
        int width = gradients.array().length / steps;
        List<Double> norms = new ArrayList<>();
        for (int t = 0; t < steps; t++) {
            double sum = 0;
            for (int i = 0; i < width; i++) {
                double value = gradients.array()[t * width + i];
                sum += value * value;
            }
            norms.add(Math.sqrt(sum / ROWS));
        }
        return norms;
    }

    /** The factor from step to step, by least squares of the logarithm; NaN with fewer than three norms above zero. */
    static double factor(List<Double> norms) {
        double n = 0;
        double sumX = 0;
        double sumY = 0;
        double sumXx = 0;
        double sumXy = 0;
        for (int d = 0; d < norms.size(); d++) {
            if (norms.get(d) > 0) {
                double y = Math.log(norms.get(d));
                n++;
                sumX += d;
                sumY += y;
                sumXx += (double) d * d;
                sumXy += d * y;
            }
        }
        return n < 3 ? Double.NaN : Math.exp((n * sumXy - sumX * sumY) / (n * sumXx - sumX * sumX));
    }
}
