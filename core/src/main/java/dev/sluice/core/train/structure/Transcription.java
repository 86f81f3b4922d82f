package dev.sluice.core.train.structure;

import dev.sluice.core.graph.BroadcastTo;
import dev.sluice.core.graph.Dim;
import dev.sluice.core.graph.Dims;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Exprs;
import dev.sluice.core.graph.ScanBuilder;
import dev.sluice.core.model.Network;
import java.util.List;
import org.apiguardian.api.API;

/**
 * Connectionist temporal classification (Graves et al., 2006): a text that is shorter than the sequence it is read from, with places that nobody
 * knows. At each step the head says one label or the blank; a path through the steps is read as the text that is left when repetitions of
 * a label are taken as one and blanks are left out:
 *
 * <pre>
 *   _ a a _ a b b _     is read as   a a b
 *   p(text | x) = Σ over the paths that are read as it of Π_t p_t(label at t)
 * </pre>
 *
 * <p>The loss is {@code -log p(text | x)}, by the forward algorithm over logarithms; its gradient is the backward algorithm. The head's outputs
 * are the logarithms of {@code p_t}.
 *
 * @param labels in the order of columns, the blank first; empty as long as they are not known
 * @param longest labels of a text, {@code U}
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public record Transcription(List<String> labels, int longest) implements SequenceForm {
    /** The name of the label that is left out, whose number is 0. */
    public static final String BLANK = "<blank>";

    /** The logarithm of what cannot be: further below than any path of a few million steps. */
    private static final double NEVER = -1e9;

    /**
     * Copies the labels.
     *
     * @throws IllegalArgumentException if the first one is not the blank
     */
    public Transcription {
        labels = List.copyOf(labels);
        if (!labels.isEmpty() && !labels.getFirst().equals(BLANK)) {
            throw new IllegalArgumentException("the first label of a transcription must be " + BLANK
                    + ", which separates labels that repeat, but is '" + labels.getFirst() + "'");
        }
    }

    /** The logarithms of the probabilities of labels. */
    @Override
    public Expr constrain(Expr raw) {
        return Exprs.logSoftmax(raw);
    }

    /**
     * {@code -log p(text | x)} of each sequence, {@code [B, 1]}.
     *
     * @param targets {@code [T, B, 1]}: the numbers of the labels in order, then 0
     */
    @Override
    public Expr loss(Network.Head head, Expr targets) {
        Expr text = text(targets);
        Expr count = Exprs.greater(text, Exprs.constant(0)).sum(-1);
        Dims blanks = Dims.of(Dim.BATCH, longest + 1);
        Dims column = Dims.of(Dim.BATCH, 1);

        ScanBuilder scan = new ScanBuilder(false);
        Expr here = scan.input("valid", head.validSteps());
        Expr blankHere = scan.input("blank", head.outputs().slice(-1, 0, 1));
        Expr labelsHere = scan.input("labels", Exprs.gatherElements(head.outputs(), everyStep(text)));
        // Paths that end in the blank before label u, or in label u itself.
        Expr blank = scan.state("in_blank", Exprs.concat(-1, List.of(Exprs.zeros(column), never(longest))));
        Expr label = scan.state("in_label", never(longest));
        Expr earlier = Exprs.concat(-1, List.of(never(1), label));
        Expr nextBlank = logSumExp(blank, earlier).add(blankHere);
        Expr before = blank.slice(-1, 0, longest);
        // Two labels follow each other without a blank unless they are the same.
        Expr skipped = earlier.slice(-1, 0, longest).add(repeats(text).mul(NEVER));
        Expr nextLabel = logSumExp(label, before, skipped).add(labelsHere);
        scan.next(blank, Exprs.select(here, nextBlank, blank));
        scan.next(label, Exprs.select(here, nextLabel, label));
        ScanBuilder.Result all = scan.build();

        Expr inBlank = Exprs.select(Exprs.equal(numbers(0, blanks), count), all.last(blank), Exprs.constant(0))
                .sum(-1);
        Expr inLabel = Exprs.select(
                        Exprs.equal(numbers(1, Dims.of(Dim.BATCH, longest)), count), all.last(label), Exprs.constant(0))
                .sum(-1);
        Expr any = Exprs.select(Exprs.greater(count, Exprs.constant(0)), inLabel, Exprs.constant(NEVER));
        return logSumExp(inBlank, any).neg();
    }

    /** The first labels of {@code [T, B, 1]} side by side, {@code [B, U]}. */
    private Expr text(Expr targets) {
        Dims row = Dims.of(Dim.BATCH, longest);
        ScanBuilder scan = new ScanBuilder(false);
        Expr target = scan.input("target", targets);
        Expr place = scan.state("place", Exprs.zeros(Dims.of(Dim.BATCH, 1)));
        Expr taken = scan.state("taken", Exprs.zeros(row));
        scan.next(place, place.add(1));
        scan.next(taken, Exprs.select(Exprs.equal(numbers(0, row), place), target, taken));
        return scan.build().last(taken);
    }

    private Expr everyStep(Expr text) {
        return Expr.of(new BroadcastTo(text.shape().prepend(Dim.TIME)), text);
    }

    /** 1 where a label is that before it, {@code [B, U]}. */
    private Expr repeats(Expr text) {
        Expr first = Exprs.zeros(Dims.of(Dim.BATCH, 1));
        return longest == 1
                ? first
                : Exprs.concat(
                        -1, List.of(first, Exprs.equal(text.slice(-1, 1, longest), text.slice(-1, 0, longest - 1))));
    }

    private static Expr never(int columns) {
        return Expr.of(new BroadcastTo(Dims.of(Dim.BATCH, columns)), Exprs.constant(NEVER));
    }

    /** Whole numbers from {@code first} on in each row. */
    private static Expr numbers(int first, Dims shape) {
        return Expr.of(
                new BroadcastTo(shape), ViterbiPath.numbers(shape.fixed(-1)).add(first));
    }

    /** The largest is taken off before, without a gradient: what is subtracted and added again has none. */
    private static Expr logSumExp(Expr first, Expr... others) {
        Expr largest = first;
        for (Expr other : others) {
            largest = Exprs.max(largest, other);
        }
        Expr shift = Exprs.floor(largest);
        Expr sum = Exprs.exp(first.sub(shift));
        for (Expr other : others) {
            sum = sum.add(Exprs.exp(other.sub(shift)));
        }
        return Exprs.log(sum).add(shift);
    }

    @Override
    public Expr scores(Network.Head head) {
        return head.outputs();
    }

    @Override
    public Expr probabilities(Network.Head head) {
        return Exprs.exp(head.outputs());
    }

    /** The text of the likeliest path: the number of each label at the step where it begins, 0 elsewhere. */
    @Override
    public Expr path(Network.Head head) {
        Expr numbers = ViterbiPath.numbers(head.outputs().shape().fixed(-1));
        Expr best = Exprs.select(head.validSteps(), ViterbiPath.first(head.outputs(), numbers), Exprs.constant(0));
        ScanBuilder scan = new ScanBuilder(false);
        Expr label = scan.input("label", best);
        Expr before = scan.state("before", Exprs.zeros(Dims.of(Dim.BATCH, 1)));
        scan.next(before, label);
        int begun = scan.output(Exprs.select(Exprs.equal(label, before), Exprs.constant(0), label));
        return scan.build().output(begun);
    }

    @Override
    public Meanings meanings() {
        return new Meanings(
                "the logarithm of the probability of each label at each step, of which the first is the blank",
                "the probability of each label at each step",
                "the text of the likeliest label at each step: a label's number where it begins, 0 elsewhere");
    }

    /** False: networks need not agree at which step a label is. */
    @Override
    public boolean canBeAveraged() {
        return false;
    }
}
