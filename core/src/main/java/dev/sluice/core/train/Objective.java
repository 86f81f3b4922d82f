package dev.sluice.core.train;

import dev.sluice.core.data.Batch;
import dev.sluice.core.data.ClassEncoding;
import dev.sluice.core.data.TargetEncoding;
import dev.sluice.core.data.TranscriptEncoding;
import dev.sluice.core.graph.Dim;
import dev.sluice.core.graph.Dims;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Exprs;
import dev.sluice.core.graph.Input;
import dev.sluice.core.graph.SumTo;
import dev.sluice.core.model.ModelConfigException;
import dev.sluice.core.model.Network;
import dev.sluice.core.model.OutputActivation;
import dev.sluice.core.model.OutputForm;
import dev.sluice.core.model.SampledScores;
import dev.sluice.core.option.Choice;
import dev.sluice.core.option.Default;
import dev.sluice.core.option.Description;
import dev.sluice.core.option.Range;
import dev.sluice.core.tensor.Matrix;
import dev.sluice.core.train.loss.Loss;
import dev.sluice.core.train.metric.DecidedMetric;
import dev.sluice.core.train.metric.Metric;
import dev.sluice.core.train.metric.MetricInUnits;
import dev.sluice.core.train.structure.SequenceForm;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import org.apiguardian.api.API;

/** The quantity that training minimizes for one head of a network, and the metrics that are measured with it. */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public record Objective(
        @Description("The loss that training minimizes") @Default("cross-entropy")
        Loss loss,

        @Description("Weight of this loss in the sum") @Default("1") @Range(above = 0)
        double weight,

        @Description("Metrics reported besides the loss; by default, the usual ones for the loss") @Default("[]")
        List<Choice<Metric>> metrics) {
    /** The input with the number of valid steps of all pieces of a batch, a scalar. */
    static final String STEPS = "steps_of_all_pieces";

    /** Name suffix of the input with the sum of a head's weights of all pieces of a batch, a scalar. */
    static final String OF_ALL_PIECES = ".of_all_pieces";

    /** Below every sum of weights but 0, by which nothing is divided. */
    static final double LEAST = 1e-30;

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

    /**
     * This for a target: with a loss that knows its units, and metrics that know its classes, or are in its units.
     *
     * @throws IllegalArgumentException if a metric cannot judge such a target, or what the loss predicts for it
     */
    public Objective forTarget(TargetEncoding target) {
        Loss bound = bound(loss, target);
        return new Objective(
                bound,
                weight,
                metrics.stream()
                        .map(metric -> new Choice<>(metric.name(), bound(metric, bound, target.columns())))
                        .toList());
    }

    private static Loss bound(Loss loss, TargetEncoding target) {
        if (target instanceof TranscriptEncoding text) {
            return loss.forTranscripts(text.columns().labels().names(), text.longest());
        }
        return switch (target.columns()) {
            case TargetEncoding.Numeric numbers
            when !numbers.scaler().isIdentity() ->
                loss.inUnitsOf(numbers.scaler().deviation());
            case ClassEncoding classes -> {
                Loss ofLabels = loss.forLabels(classes.labels().names());
                yield classes.form() != ClassEncoding.Form.NUMBER
                        ? ofLabels
                        : ofLabels.ofClassNumbers()
                                .orElseThrow(
                                        () -> new IllegalArgumentException(
                                                "the loss must read numbers of classes, but cannot; fit the data for a loss without them"));
            }
            default -> loss;
        };
    }

    private static Metric bound(Choice<Metric> metric, Loss loss, TargetEncoding columns) {
        if (loss.ofTranscripts()) {
            throw new IllegalArgumentException(
                    metric.name() + " compares the labels of single steps, but those of a text"
                            + " have no known places; take train.writing.metrics, such as character-error-rate");
        }
        Metric bound = metric.component().forTarget(columns);
        bound = DecidedMetric.of(loss.family().map(bound::forDistributions).orElse(bound), columns);
        if (bound.readsParameters() && loss.family().isEmpty()) {
            throw new IllegalArgumentException(metric.name() + " judges predicted distributions, but the loss predicts"
                    + (loss.activation() == OutputActivation.NONE
                            ? " points; take a loss such as quantile or gaussian, or the metric mae"
                            : " classes; take accuracy"));
        }
        return columns instanceof TargetEncoding.Numeric numbers
                        && !numbers.scaler().isIdentity()
                ? new MetricInUnits(bound, numbers.scaler(), bound.readsParameters() ? loss.form() : OutputForm.POINT)
                : bound;
    }

    /**
     * Tries loss and metrics on an output of zeros.
     *
     * @throws IllegalArgumentException if one of them cannot judge such outputs
     */
    public void check(String name, Network.Head head) {
        mean(name, head);
        int outputs = head.outputs().shape().fixed(-1);
        metrics.forEach(metric -> {
            Metric.Count count = metric.component().start();
            Matrix targets = Matrix.zeros(1, loss.targetColumns(outputs));
            Matrix given =
                    metric.component().readsParameters() ? ones(outputs) : Matrix.zeros(1, outputs / loss.width());
            if (head.everyStep()) {
                count.addSequence(given, targets);
            } else {
                count.add(given, targets);
            }
        });
    }

    /** Parameters that every family has. */
    private static Matrix ones(int columns) {
        double[] ones = new double[columns];
        Arrays.fill(ones, 1);
        return Matrix.row(ones);
    }

    /** The input with the targets of a head, {@code [B, C]} or {@code [T, B, C]}. */
    Expr targets(String name, Network.Head head) {
        Dims outputs = head.outputs().shape();
        return Exprs.input(Batch.targetName(name), outputs.with(-1, Dim.of(loss.targetColumns(outputs.fixed(-1)))));
    }

    /**
     * The point answer of a head, {@code [B, C]} or {@code [T, B, C]}: its outputs, unless it predicts distributions, or judges
     * whole sequences.
     */
    Expr point(Network.Head head) {
        return loss.sequences()
                .map(form -> form.scores(head))
                .orElseGet(() -> loss.form().point(head.outputs()));
    }

    /** This for targets with weights of their own. */
    public Objective weighed() {
        return new Objective(new WeighedLoss(loss), weight, metrics);
    }

    /** The mean loss of a head over a batch, a scalar; over valid steps where it has an output at each. */
    public Expr mean(String name, Network.Head head) {
        if (loss instanceof WeighedLoss) {
            Expr all = Expr.of(new SumTo(Dims.SCALAR), weights(name, head));
            return total(name, head).div(Exprs.max(all, Exprs.constant(LEAST)));
        }
        if (head.sampled().isPresent() && !head.everyStep()) {
            return sampled(
                    head.sampled().get(), name, head, (outputs, targets) -> LossShapes.mean(loss, outputs, targets));
        }
        if (!head.everyStep()) {
            requireSingle();
            return overMembers(
                    head,
                    member -> LossShapes.mean(
                            loss,
                            inUnit(member, member.outputs(), loss.form()),
                            inUnit(member, targets(name, member), OutputForm.POINT)));
        }
        Expr steps = Expr.of(new SumTo(Dims.SCALAR), lengths(head));
        return total(name, head).div(Exprs.max(steps, Exprs.constant(1)));
    }

    /** The part that one piece contributes to the mean loss of a head with outputs at every step; the mean is over the
     * {@link #STEPS} of all pieces. */
    private Expr share(String name, Network.Head head) {
        String all = loss instanceof WeighedLoss ? Batch.weightsName(name) + OF_ALL_PIECES : STEPS;
        return total(name, head).div(Exprs.input(all, Dims.SCALAR));
    }

    /** {@code [B, 1]} or {@code [T, B, 1]}. */
    private static Expr weights(String name, Network.Head head) {
        return Exprs.input(
                Batch.weightsName(name), head.everyStep() ? Dims.of(Dim.TIME, Dim.BATCH, 1) : Dims.of(Dim.BATCH, 1));
    }

    /** The sum over all sequences, or all valid steps, a scalar. */
    private Expr total(String name, Network.Head head) {
        if (loss.sequences().isPresent()) {
            return totalOfSequences(loss.sequences().get(), name, head);
        }
        Expr each = head.sampled()
                .map(rows -> sampled(rows, name, head, (outputs, targets) -> LossShapes.each(loss, outputs, targets)))
                .orElseGet(() -> overMembers(
                        head,
                        member -> LossShapes.each(
                                loss,
                                inUnit(member, member.outputs(), loss.form()),
                                inUnit(member, targets(name, member), OutputForm.POINT))));
        if (loss instanceof WeighedLoss) {
            each = each.mul(weights(name, head));
        }
        if (!head.everyStep()) {
            return Expr.of(new SumTo(Dims.SCALAR), each);
        }
        return Expr.of(new SumTo(Dims.SCALAR), Exprs.select(Exprs.validSteps(lengths(head)), each, Exprs.constant(0)));
    }

    /** The loss by the right class of each output and those that were drawn: the right one is the first. */
    private Expr sampled(SampledScores rows, String name, Network.Head head, BinaryOperator<Expr> judged) {
        if (!loss.canBeSampled()) {
            throw new ModelConfigException(
                    "head.sampled: some classes stand for all in the loss cross-entropy of one right"
                            + " class, without label_smoothing, alone; take that loss, or head.sampled: 0");
        }
        Expr right = targets(name, head);
        return judged.apply(rows.scores(name, right), Exprs.zeros(right.shape()));
    }

    /** A sequence counts by the mean weight of its labels; one without labels does not. */
    private Expr totalOfSequences(SequenceForm form, String name, Network.Head head) {
        if (!head.everyStep()) {
            requireSingle();
        }
        Expr each = overMembers(head, member -> form.loss(member, targets(name, member)));
        if (loss instanceof WeighedLoss) {
            Expr weights = weights(name, head);
            Dims rows = Dims.of(1, Dim.BATCH, 1);
            Expr labels = Expr.of(new SumTo(rows), Exprs.greater(weights, Exprs.constant(0)));
            Expr mean = Expr.of(new SumTo(rows), weights).div(Exprs.max(labels, Exprs.constant(1)));
            each = each.mul(mean.reshape(Dims.of(Dim.BATCH, 1)));
        }
        return Expr.of(new SumTo(Dims.SCALAR), each);
    }

    private void requireSingle() {
        if (loss.sequences().isPresent()) {
            throw new IllegalArgumentException(
                    "the loss " + loss.getClass().getSimpleName()
                            + " judges whole sequences, but the head has one output for all steps; set at: every_step in model.head");
        }
    }

    /** Outputs or targets in the unit that the head measures errors in. */
    private static Expr inUnit(Network.Head head, Expr numbers, OutputForm form) {
        return head.unit()
                .map(unit -> form.inUnits(numbers, Exprs.constant(1).div(unit), Exprs.constant(0)))
                .orElse(numbers);
    }

    /** The mean over the networks of an ensemble. */
    private static Expr overMembers(Network.Head head, Function<Network.Head, Expr> each) {
        int size = head.trained().size();
        Expr sum = head.trained().stream().map(each).reduce(Expr::add).orElseThrow();
        return size == 1 ? sum : sum.div(Exprs.constant(size));
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
                (objective, name, head) -> head.everyStep() ? objective.share(name, head) : objective.mean(name, head));
    }

    /**
     * {@code e^-s L + s / 2} with the logarithm {@code s} of the head's variance, for losses that are likelihoods; half of {@code e^-s L} for
     * errors of numbers (Kendall et al., 2018); the loss as it is where variances are not learned.
     */
    private static Expr balanced(Network.Head head, Objective objective, Expr loss) {
        Expr parameter = head.parameters().get(Network.Head.LOG_VARIANCE);
        if (parameter == null) {
            return loss;
        }
        Expr logarithm = Expr.of(new SumTo(Dims.SCALAR), parameter);
        boolean errors = objective.loss().activation() == OutputActivation.NONE
                && objective.loss().form().equals(OutputForm.POINT);
        return loss.mul(errors ? 0.5 : 1).mul(Exprs.exp(logarithm.neg())).add(logarithm.mul(0.5));
    }

    /** The part of {@link #losses} that a shard of a batch adds: of each head's mean, the shard's share ({@link Shards}). */
    static Map<String, Expr> lossesOfShard(Network network, Function<String, Objective> objectives) {
        return losses(
                network.heads(),
                objectives,
                (objective, name, head) ->
                        objective.mean(name, head).mul(Exprs.input(Shards.share(name), Dims.SCALAR)));
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
            weighed.add(balanced(head, objective, objective.weight() == 1 ? loss : loss.mul(objective.weight())));
        });
        Map<String, Expr> losses = new LinkedHashMap<>();
        weighed.stream().reduce(Expr::add).ifPresent(sum -> losses.put(Scores.LOSS, sum));
        losses.putAll(own);
        return losses;
    }
}
