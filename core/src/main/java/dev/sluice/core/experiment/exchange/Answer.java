package dev.sluice.core.experiment.exchange;

import dev.sluice.core.data.ClassEncoding;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Exprs;
import dev.sluice.core.model.Network;
import dev.sluice.core.model.OutputForm;
import dev.sluice.core.train.distribution.DistributionFamily;
import dev.sluice.core.train.distribution.Interval;
import dev.sluice.core.train.structure.SequenceForm;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;

/**
 * One of the outputs that users are given of a head: its point answer under the head's name, then parameters of the predicted
 * distribution and bounds of an interval, such as {@code outputs.deviation} and {@code outputs.low}.
 *
 * @param part of the name after the head's; empty for the point answer
 * @param meaning in words
 * @param kind how it follows the units of the target
 * @param value in the head's units, {@code [.., C]}; {@code [.., 1]} of the number of a class
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public record Answer(String part, String meaning, OutputForm.Kind kind, Expr value) {
    /** Part of the name of the probabilities of labels. */
    public static final String PROBABILITIES = "probabilities";

    /** Part of the name of the likeliest sequence of labels. */
    public static final String PATH = "path";

    /** Part of the name of an output that is predicted with thresholds. */
    public static final String DECISIONS = "decisions";

    /** Part of the name of an interval's lower bound. */
    private static final String LOW = "low";

    /** Part of the name of an interval's upper bound. */
    private static final String HIGH = "high";

    /** Its name among a model's outputs. */
    public String name(String head) {
        return name(head, part);
    }

    /** The name of a part of a head's answers among a model's outputs; those of the classes of the only head need no more than their own. */
    public static String name(String head, String part) {
        if (part.isEmpty()) {
            return head;
        }
        boolean ofClasses = part.equals(PROBABILITIES) || part.equals(DECISIONS);
        return ofClasses && head.equals(Network.OUTPUTS) ? part : head + "." + part;
    }

    /**
     * All answers of a head.
     *
     * @param outputs of the head, {@code [.., W·C]}
     * @param family of the outputs; null for points and classes
     * @param interval that is given with the point; null for none
     * @param numbers makes an expression of one number for each column, {@code [C]}
     */
    public static List<Answer> of(
            Expr outputs,
            @Nullable DistributionFamily family,
            @Nullable Interval interval,
            Function<List<Double>, Expr> numbers) {
        List<Answer> answers = new ArrayList<>();
        if (family == null) {
            answers.add(new Answer("", "the predicted numbers", OutputForm.Kind.LOCATION, outputs));
        } else {
            answers.addAll(ofFamily(outputs, family));
        }
        if (interval != null && !isAmongBlocks(family, interval)) {
            DistributionFamily.Bounds bounds = interval.isCalibrated()
                    ? interval.bounds(outputs, family, numbers.apply(interval.margins()))
                    : interval.bounds(outputs, family);
            String held = String.format(
                    Locale.ROOT,
                    "bound of the interval that should hold %s %% of the numbers%s",
                    Digits.of(100 * interval.level()),
                    interval.isCalibrated() ? ", calibrated on the validation part" : "");
            answers.add(new Answer(LOW, "lower " + held, OutputForm.Kind.LOCATION, bounds.low()));
            answers.add(new Answer(HIGH, "upper " + held, OutputForm.Kind.LOCATION, bounds.high()));
        }
        return answers;
    }

    /**
     * The answers of a head that predicts classes with thresholds: its scores, and what is predicted.
     *
     * @param outputs of the head, {@code [.., C]}
     * @param numbers makes an expression of one number for each column, {@code [C]}
     */
    static List<Answer> ofClasses(Expr outputs, ClassEncoding classes, Function<List<Double>, Expr> numbers) {
        Answer scores = new Answer("", "the score of each label", OutputForm.Kind.SHAPE, outputs);
        List<Double> offsets = classes.offsets();
        if (classes.severalMayHold()) {
            return List.of(
                    scores,
                    new Answer(
                            DECISIONS,
                            "1 for each label whose probability is above its threshold, else 0",
                            OutputForm.Kind.FLAG,
                            Exprs.select(
                                    Exprs.greater(outputs, numbers.apply(offsets)),
                                    Exprs.constant(1),
                                    Exprs.constant(0))));
        }
        Expr ahead = outputs.slice(-1, 1, 2).sub(outputs.slice(-1, 0, 1));
        return List.of(
                scores,
                new Answer(
                        DECISIONS,
                        "the number of the predicted class: 1, the second, where its probability is above its threshold, else 0",
                        OutputForm.Kind.NUMBER,
                        Exprs.select(
                                Exprs.greater(ahead, numbers.apply(offsets.subList(1, 2))),
                                Exprs.constant(1),
                                Exprs.constant(0))));
    }

    /** The answers of a head that judges whole sequences: its scores, the probabilities of labels, and the likeliest sequence. */
    static List<Answer> ofSequences(Network.Head head, SequenceForm form) {
        SequenceForm.Meanings meanings = form.meanings();
        return List.of(
                new Answer("", meanings.outputs(), OutputForm.Kind.SHAPE, head.outputs()),
                new Answer(PROBABILITIES, meanings.probabilities(), OutputForm.Kind.SHAPE, form.probabilities(head)),
                new Answer(PATH, meanings.path(), OutputForm.Kind.NUMBER, form.path(head)));
    }

    private static List<Answer> ofFamily(Expr outputs, DistributionFamily family) {
        List<Answer> answers = new ArrayList<>();
        int point = family.pointBlock();
        answers.add(new Answer(
                "",
                point < 0 ? "mean of the " + family.title() : family.meaning(point),
                point < 0
                        ? OutputForm.Kind.LOCATION
                        : family.blocks().get(point).kind(),
                family.point(outputs)));
        for (int index = 0; index < family.width(); index++) {
            OutputForm.Block block = family.blocks().get(index);
            if (index != point) {
                answers.add(
                        new Answer(block.name(), family.meaning(index), block.kind(), family.block(outputs, index)));
            }
        }
        return answers;
    }

    /** Returns whether the bounds are parameters already, as those of quantiles are. */
    private static boolean isAmongBlocks(@Nullable DistributionFamily family, Interval interval) {
        return family != null
                && !interval.isCalibrated()
                && family.blockAt((1 - interval.level()) / 2) >= 0
                && family.blockAt((1 + interval.level()) / 2) >= 0;
    }

    /** Name of the part of a head's answers with the lower bound of its interval; empty if there is none. */
    public static String low(@Nullable DistributionFamily family, Interval interval) {
        return bound(family, interval, (1 - interval.level()) / 2, LOW);
    }

    /** Name of the part of a head's answers with the upper bound of its interval. */
    public static String high(@Nullable DistributionFamily family, Interval interval) {
        return bound(family, interval, (1 + interval.level()) / 2, HIGH);
    }

    private static String bound(@Nullable DistributionFamily family, Interval interval, double level, String own) {
        return family != null && isAmongBlocks(family, interval)
                ? family.blocks().get(family.blockAt(level)).name()
                : own;
    }

    /** The names of a head's outputs in the order of the family's blocks. */
    public static List<String> blockNames(String head, DistributionFamily family) {
        List<String> names = new ArrayList<>();
        for (int index = 0; index < family.width(); index++) {
            names.add(
                    index == family.pointBlock()
                            ? head
                            : head + "." + family.blocks().get(index).name());
        }
        return names;
    }
}
