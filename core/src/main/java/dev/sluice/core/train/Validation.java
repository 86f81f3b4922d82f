package dev.sluice.core.train;

import dev.sluice.core.data.Dataset;
import dev.sluice.core.model.Network;
import dev.sluice.core.tensor.Tensors;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Real rows with known answers, and how answers are judged: what a model in another form is held to. */
public interface Validation {
    /** The number of rows. */
    int size();

    /**
     * Judges somebody's answers to all rows.
     *
     * @param model from the network's inputs by name, time first and encoded, to its results by name
     * @return NaN and no metrics if there are no rows
     */
    Scores judge(UnaryOperator<Tensors> model);

    /** No rows. */
    static Validation none() {
        return new Validation() {
            @Override
            public int size() {
                return 0;
            }

            @Override
            public Scores judge(UnaryOperator<Tensors> model) {
                return Scores.none();
            }
        };
    }

    /**
     * The rows of a split with the losses and the metrics of a training.
     *
     * @param network whose heads answer
     * @param objectives what each head is measured by
     */
    static Validation of(Dataset rows, Network network, Function<String, Objective> objectives) {
        return rows.isEmpty() ? none() : new JudgedRows(rows, network, objectives);
    }
}
