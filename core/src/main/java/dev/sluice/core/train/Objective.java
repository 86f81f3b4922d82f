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
import dev.sluice.core.option.Choice;
import dev.sluice.core.option.Default;
import dev.sluice.core.option.Description;
import dev.sluice.core.option.Range;
import dev.sluice.core.tensor.Shape;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.core.train.loss.Loss;
import dev.sluice.core.train.metric.Metric;
import dev.sluice.core.train.metric.MetricInUnits;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The quantity that training minimizes for one answer of a network, and what is measured beside it. */
public record Objective(
        @Description("What is made small") @Default("cross-entropy")
        Loss loss,

        @Description("Weight of its loss in the sum") @Default("1") @Range(above = 0)
        double weight,

        @Description("Figures beside the loss; for none given, the usual ones for the loss") @Default("[]")
        List<Choice<Metric>> metrics) {
    /** The input with the number of valid steps of all pieces of a batch, a scalar. */
    static final String STEPS = "steps_of_all_pieces";

    /** Copies the metrics. */
    public Objective {
        metrics = List.copyOf(metrics);
    }

    /** A loss of weight 1 without metrics. */
    public static Objective of(Loss loss) {
        return new Objective(loss, 1, List.of());
    }

    /** This with other metrics. */
    public Objective withMetrics(List<Choice<Metric>> changed) {
        return new Objective(loss, weight, changed);
    }

    /** This with metrics that know what the columns of the answer are called. */
    public Objective forLabels(List<String> labels) {
        return withMetrics(metrics.stream()
                .map(metric -> new Choice<>(metric.name(), metric.component().forLabels(labels)))
                .toList());
    }

    /** This with metrics in the units of the data, for an answer whose outputs and targets are scaled. */
    public Objective inUnits(Scaler scaler) {
        return withMetrics(metrics.stream()
                .map(metric -> new Choice<Metric>(metric.name(), new MetricInUnits(metric.component(), scaler)))
                .toList());
    }

    /**
     * Tries loss and metrics on one answer of zeros.
     *
     * @throws IllegalArgumentException if one of them cannot judge such answers
     */
    public void check(String name, Network.Head head) {
        mean(name, head);
        int columns = head.outputs().shape().fixed(-1);
        metrics.forEach(metric -> {
            Metric.Count count = metric.component().start();
            if (head.everyStep()) {
                Tensor step = Tensor.zeros(1, 1, columns);
                count.addSteps(step, step, Tensor.wrap(Shape.of(1), new float[] {1}));
            } else {
                Tensor answer = Tensor.zeros(1, columns);
                count.add(answer, answer);
            }
        });
    }

    /** The input with the right answers of a head, {@code [B, C]} or {@code [T, B, C]}. */
    static Expr targets(String name, Network.Head head) {
        return Exprs.input(Batch.targetName(name), head.outputs().shape());
    }

    /** The mean loss of a head over a batch, a scalar; over valid steps where it answers at each. */
    public Expr mean(String name, Network.Head head) {
        if (!head.everyStep()) {
            return loss.loss(head.outputs(), targets(name, head));
        }
        Expr steps = Expr.of(new SumTo(Dims.SCALAR), lengths(head));
        return total(name, head).div(Exprs.max(steps, Exprs.constant(1)));
    }

    /** What one piece of a batch adds to the mean of a head at every step, which is over the {@link #STEPS} of all pieces. */
    private Expr share(String name, Network.Head head) {
        return total(name, head).div(Exprs.input(STEPS, Dims.SCALAR));
    }

    /** The sum over all valid steps, a scalar. */
    private Expr total(String name, Network.Head head) {
        Expr each = loss.each(head.outputs(), targets(name, head));
        return Expr.of(new SumTo(Dims.SCALAR), Exprs.select(Exprs.validSteps(lengths(head)), each, Exprs.constant(0)));
    }

    private static Expr lengths(Network.Head head) {
        return Expr.of(new Input(head.lengths(), Dims.of(Dim.BATCH), Input.Kind.LENGTH));
    }

    /** The sum of the mean losses of all heads, each by its weight. */
    static Expr sum(Network network, Function<String, Objective> objectives) {
        return sum(network.heads(), objectives, Objective::mean);
    }

    /**
     * What a piece of a batch adds to {@link #sum}: at every step its share, at the end all of it, which the last piece knows.
     * Empty if that is nothing.
     *
     * @param last whether rows end in this piece
     */
    static Optional<Expr> sumOfPiece(Network network, Function<String, Objective> objectives, boolean last) {
        Map<String, Network.Head> answering = new LinkedHashMap<>(network.heads());
        answering.values().removeIf(head -> !last && !head.everyStep());
        return answering.isEmpty()
                ? Optional.empty()
                : Optional.of(sum(
                        answering,
                        objectives,
                        (objective, name, head) ->
                                head.everyStep() ? objective.share(name, head) : objective.mean(name, head)));
    }

    /** A head's loss by its objective. */
    private interface Part {
        Expr of(Objective objective, String name, Network.Head head);
    }

    private static Expr sum(Map<String, Network.Head> heads, Function<String, Objective> objectives, Part part) {
        List<Expr> losses = new ArrayList<>();
        heads.forEach((name, head) -> {
            Objective objective = objectives.apply(name);
            Expr loss = part.of(objective, name, head);
            losses.add(objective.weight() == 1 ? loss : loss.mul(objective.weight()));
        });
        return losses.stream().reduce(Expr::add).orElseThrow();
    }
}
