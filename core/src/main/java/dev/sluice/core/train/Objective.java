package dev.sluice.core.train;

import dev.sluice.core.data.Batch;
import dev.sluice.core.data.Scaler;
import dev.sluice.core.graph.Dim;
import dev.sluice.core.graph.Dims;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Exprs;
import dev.sluice.core.graph.Input;
import dev.sluice.core.graph.SumTo;
import dev.sluice.core.model.Network;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * What one answer of a network is to be good at.
 *
 * @param loss of the answer
 * @param weight of the loss in the sum over all answers, over 0
 * @param metrics by the names they are reported by
 */
public record Objective(Loss loss, double weight, Map<String, Metric> metrics) {
    /** Copies the metrics, keeping their order, and checks the weight. */
    public Objective {
        metrics = Collections.unmodifiableMap(new LinkedHashMap<>(metrics));
        if (!(weight > 0 && Double.isFinite(weight))) {
            throw new IllegalArgumentException("the weight of a loss must be over 0, but was " + weight);
        }
    }

    /** This with metrics that know what the columns of the answer are called. */
    public Objective forLabels(List<String> labels) {
        Map<String, Metric> bound = new LinkedHashMap<>();
        metrics.forEach((name, metric) -> bound.put(name, metric.forLabels(labels)));
        return new Objective(loss, weight, bound);
    }

    /** This with metrics in the units of the data, for an answer whose outputs and targets are scaled. */
    public Objective inUnits(Scaler scaler) {
        Map<String, Metric> measured = new LinkedHashMap<>();
        metrics.forEach((name, metric) -> measured.put(name, new MetricInUnits(metric, scaler)));
        return new Objective(loss, weight, measured);
    }

    /** The input with the right answers of a head, {@code [B, C]} or {@code [T, B, C]}. */
    static Expr targets(String name, Network.Head head) {
        return Exprs.input(Batch.targetName(name), head.outputs().shape());
    }

    /** The mean loss of a head over a batch, a scalar; over valid steps where it answers at each. */
    Expr mean(String name, Network.Head head) {
        Expr targets = targets(name, head);
        if (!head.everyStep()) {
            return loss.loss(head.outputs(), targets);
        }
        Expr each = loss.each(head.outputs(), targets);
        Expr lengths = Expr.of(new Input(head.lengths(), Dims.of(Dim.BATCH), Input.Kind.LENGTH));
        Expr valid = Exprs.select(Exprs.validSteps(lengths), each, Exprs.constant(0));
        Expr steps = Exprs.max(Expr.of(new SumTo(Dims.SCALAR), lengths), Exprs.constant(1));
        return Expr.of(new SumTo(Dims.SCALAR), valid).div(steps);
    }

    /** The sum of the mean losses of all heads, each by its weight. */
    static Expr sum(Network network, Function<String, Objective> objectives) {
        List<Expr> losses = new ArrayList<>();
        network.heads().forEach((name, head) -> {
            Objective objective = objectives.apply(name);
            Expr loss = objective.mean(name, head);
            losses.add(objective.weight() == 1 ? loss : loss.mul(objective.weight()));
        });
        return losses.stream().reduce(Expr::add).orElseThrow();
    }
}
