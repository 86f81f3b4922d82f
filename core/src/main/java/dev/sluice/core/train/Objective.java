package dev.sluice.core.train;

import dev.sluice.core.data.Batch;
import dev.sluice.core.data.TargetEncoding;
import dev.sluice.core.graph.Dim;
import dev.sluice.core.graph.Dims;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Exprs;
import dev.sluice.core.graph.Input;
import dev.sluice.core.graph.SumTo;
import dev.sluice.core.model.Network;
import dev.sluice.core.tensor.Matrix;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.core.train.loss.Loss;
import dev.sluice.core.train.metric.Metric;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The judgement of one head: what its training minimizes, and the figures that it is reported by.
 *
 * @param loss of the head
 * @param weight of the loss in the sum over all heads, over 0
 * @param metrics by the names they are reported by
 * @param labels names of the columns, for figures of single classes; empty where they are numbers
 * @param inUnits turns outputs and targets of the head into the units of the data, in float64, which metrics are in
 */
public record Objective(
        Loss loss,
        double weight,
        Map<String, Metric> metrics,
        List<String> labels,
        Function<Tensor, Matrix> inUnits) {
    /** The input with the number of valid steps of all pieces of a batch, a scalar. */
    static final String STEPS = "steps_of_all_pieces";

    /** Copies the metrics, keeping their order, and checks the weight. */
    public Objective {
        metrics = Collections.unmodifiableMap(new LinkedHashMap<>(metrics));
        labels = List.copyOf(labels);
        if (!(weight > 0 && Double.isFinite(weight))) {
            throw new IllegalArgumentException("the weight of a loss must be over 0, but was " + weight);
        }
    }

    /** For outputs that are in the units of the data already. */
    public Objective(Loss loss, double weight, Map<String, Metric> metrics) {
        this(loss, weight, metrics, List.of(), Matrix::of);
    }

    /**
     * This for a target: with metrics that know its classes or are in its units.
     *
     * @throws IllegalArgumentException if a metric cannot judge such a target
     */
    public Objective forTarget(TargetEncoding target) {
        Map<String, Metric> bound = new LinkedHashMap<>();
        metrics.forEach((name, metric) -> bound.put(name, metric.forTarget(target.columns())));
        return switch (target.columns()) {
            case TargetEncoding.Classes classes ->
                new Objective(loss, weight, bound, classes.labels().names(), Matrix::of);
            case TargetEncoding.Numbers numbers ->
                new Objective(loss, weight, bound, List.of(), numbers.scaler()::undo);
            case TargetEncoding.EveryStep steps -> throw new IllegalStateException("steps within steps");
        };
    }

    /**
     * Tries loss and metrics on an output of zeros.
     *
     * @throws IllegalArgumentException if one of them cannot judge such outputs
     */
    public void check(String name, Network.Head head) {
        mean(name, head);
        int columns = head.outputs().shape().fixed(-1);
        metrics.forEach((called, metric) -> {
            Metric.Count count = metric.start();
            Matrix zeros = Matrix.zeros(1, columns);
            if (head.everyStep()) {
                count.addSequence(zeros, zeros);
            } else {
                count.add(zeros, zeros);
            }
        });
    }

    /** The input with the targets of a head, {@code [B, C]} or {@code [T, B, C]}. */
    static Expr targets(String name, Network.Head head) {
        return Exprs.input(Batch.targetName(name), head.outputs().shape());
    }

    /** The mean loss of a head over a batch, a scalar; over valid steps where it has an output at each. */
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

    /**
     * The losses of a whole batch by name: {@link Scores#LOSS}, the sum of the mean losses of all heads, each by its weight, and each
     * head's own, as {@link HeadScores#loss} calls it.
     */
    static Map<String, Expr> losses(Network network, Function<String, Objective> objectives) {
        return losses(network.heads(), objectives, Objective::mean);
    }

    /**
     * The part of {@link #losses} that a piece of a batch adds: at every step its share, at the end all of it, which the last piece
     * knows. Empty if that is nothing.
     *
     * @param last whether rows end in this piece
     */
    static Map<String, Expr> lossesOfPiece(Network network, Function<String, Objective> objectives, boolean last) {
        Map<String, Network.Head> judged = new LinkedHashMap<>(network.heads());
        judged.values().removeIf(head -> !last && !head.everyStep());
        return losses(
                judged,
                objectives,
                (objective, name, head) ->
                        head.everyStep() ? objective.share(name, head) : objective.mean(name, head));
    }

    /** A head's loss by its objective. */
    private interface Part {
        Expr of(Objective objective, String name, Network.Head head);
    }

    private static Map<String, Expr> losses(
            Map<String, Network.Head> heads, Function<String, Objective> objectives, Part part) {
        Map<String, Expr> own = new LinkedHashMap<>();
        List<Expr> weighed = new ArrayList<>();
        heads.forEach((name, head) -> {
            Objective objective = objectives.apply(name);
            Expr loss = part.of(objective, name, head);
            own.put(HeadScores.loss(name), loss);
            weighed.add(objective.weight() == 1 ? loss : loss.mul(objective.weight()));
        });
        Map<String, Expr> losses = new LinkedHashMap<>();
        weighed.stream().reduce(Expr::add).ifPresent(sum -> losses.put(Scores.LOSS, sum));
        losses.putAll(own);
        return losses;
    }
}
