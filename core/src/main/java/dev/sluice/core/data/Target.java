package dev.sluice.core.data;

import dev.sluice.core.tensor.Matrix;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apiguardian.api.API;

/** The value to predict for an example. */
@API(status = API.Status.MAINTAINED, since = "0.1")
public sealed interface Target {
    /**
     * Class names. Where classes exclude each other any one of them is right; where several may hold, exactly these do, and there
     * may be none.
     */
    record Labels(SortedSet<String> labels) implements Target {
        /** Copies the labels. */
        public Labels {
            labels = new TreeSet<>(labels);
        }
    }

    /** Numbers to predict; where one of them is NaN, they are missing. */
    record Numbers(List<Double> values) implements Target {
        /** Copies the numbers. */
        public Numbers {
            values = List.copyOf(values);
        }
    }

    /**
     * The steps of a series that follow a window.
     *
     * @param values {@code [H, C]}: a row for each step. Not modified.
     */
    record Horizon(Matrix values) implements Target {}

    /**
     * A text of its own length, such as a translation of the input.
     *
     * @param text a {@link Sequence.Text}, or {@link Sequence.Symbols} where it is cut already
     */
    record Text(Sequence text) implements Target {
        /** Checks that it is a text. */
        public Text {
            if (!(text instanceof Sequence.Text || text instanceof Sequence.Symbols)) {
                throw new DataException("a text to be written must be a text, but is " + text.words());
            }
        }

        /** A text as characters. */
        public Text(String text) {
            this(new Sequence.Text(text));
        }
    }

    /**
     * A target for each step, all of one kind.
     *
     * @param steps may be a view. Not copied.
     * @param weights of each step in the loss, at least 0; none where all weigh 1. May be a view. Not copied.
     */
    record Steps(List<Target> steps, List<Double> weights) implements Target {
        /** Makes the lists unmodifiable, and checks that there are weights for all steps or for none. */
        public Steps {
            steps = Collections.unmodifiableList(steps);
            weights = Collections.unmodifiableList(weights);
            if (!weights.isEmpty() && weights.size() != steps.size()) {
                throw new DataException("there must be a weight for each step, but there are " + weights.size()
                        + " weights and " + steps.size() + " targets");
            }
        }

        /** Steps that weigh the same. */
        public Steps(List<Target> steps) {
            this(steps, List.of());
        }

        /** Steps without targets. */
        public static Steps missing(int steps) {
            return new Steps(Collections.nCopies(steps, new Missing()));
        }

        /** The weight of a step in the loss. */
        public double weight(int step) {
            return weights.isEmpty() ? 1 : weights.get(step);
        }

        /**
         * Some of these steps, as a view.
         *
         * @param from first step
         * @param to step after the last
         */
        public Steps cut(int from, int to) {
            return new Steps(steps.subList(from, to), weights.isEmpty() ? weights : weights.subList(from, to));
        }
    }

    /** The next symbol of the example's own text, at each step but the last, which has none. */
    record Next() implements Target {}

    /** No target: nothing is learned or evaluated there. */
    record Missing() implements Target {}

    /** Its kind, for messages. */
    default String words() {
        return switch (this) {
            case Labels labels -> "labels";
            case Numbers numbers -> "numbers";
            case Missing missing -> "no label";
            case Horizon horizon -> "steps of a series";
            case Text text -> "a text";
            case Next next -> "the next symbol";
            case Steps steps -> "a target for each step";
        };
    }
}
