package dev.sluice.core.train.structure;

import dev.sluice.core.graph.Expr;
import dev.sluice.core.model.Network;
import dev.sluice.core.model.OutputForm;
import java.util.List;
import java.util.Optional;
import org.apiguardian.api.API;

/**
 * Outputs of a head at every step that are evaluated together, as a distribution of the labels of a whole sequence. A head of this form
 * has one score for each label and step, and the form's parameters beside its layers.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public interface SequenceForm extends OutputForm {
    /**
     * The loss of each sequence, {@code [B, 1]}; 0 for one without steps.
     *
     * @param head with outputs {@code [T, B, C]}
     * @param targets {@code [T, B, C]}: every label with a positive number may be the right one; where there is none, any may. Of a text
     *     whose places are not known {@code [T, B, 1]}: the numbers of its labels in order, then 0
     */
    Expr loss(Network.Head head, Expr targets);

    /**
     * Scores of each label at each step that stand for the answer where labels are judged one by one: the largest one is that of the
     * label in the likeliest sequence, {@code [T, B, C]}.
     */
    Expr scores(Network.Head head);

    /** The probability of each label at each step, given the whole sequence, {@code [T, B, C]}. */
    Expr probabilities(Network.Head head);

    /** The meanings of what users are given. */
    default Meanings meanings() {
        return new Meanings(
                "the score of each label at each step",
                "the probability of each label at each step, given the whole sequence",
                "the labels of the likeliest sequence, by their numbers from 0");
    }

    /**
     * Meanings in words.
     *
     * @param outputs of the head's outputs
     * @param probabilities of {@link SequenceForm#probabilities}
     * @param path of {@link SequenceForm#path}
     */
    record Meanings(String outputs, String probabilities, String path) {}

    /** The likeliest sequence of labels by their numbers, {@code [T, B, 1]}; 0 past each row's length. */
    Expr path(Network.Head head);

    /**
     * The first place where a sequence of labels is one that cannot be; empty if it can.
     *
     * @param labels of the steps; empty for a step without one
     */
    default Optional<Refusal> refusal(List<String> labels) {
        return Optional.empty();
    }

    /**
     * What to do about a sequence that cannot be, as a clause.
     *
     * @param labels all that the data have
     */
    default String remedy(List<String> labels) {
        return "mend the labels";
    }

    /**
     * A label that cannot be.
     *
     * @param step from 0
     * @param why as a clause
     */
    record Refusal(int step, String why) {}

    @Override
    default List<Block> blocks() {
        return POINT.blocks();
    }

    @Override
    default Expr constrain(Expr raw) {
        return raw;
    }

    @Override
    default Expr point(Expr outputs) {
        return outputs;
    }
}
