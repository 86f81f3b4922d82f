package dev.sluice.core.train;

import dev.sluice.core.data.Dataset;
import dev.sluice.core.model.Network;
import dev.sluice.core.tensor.Tensors;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.apiguardian.api.API;

/** Rows with known targets, and the losses and metrics to evaluate outputs with; used to check a model in another form. */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public interface Validation {
    /** The number of rows. */
    int size();

    /**
     * Evaluates a model's outputs for all rows.
     *
     * @param model maps the network's inputs by name, time first and encoded, to its results by name; of a stream the inputs
     *     have the states that the results before ended with
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
     * @param network whose heads are judged
     * @param objectives loss and metrics of each head
     * @param parameters of the network, of which the forms of heads may need some
     */
    static Validation of(Dataset rows, Network network, Function<String, Objective> objectives, Tensors parameters) {
        return rows.isEmpty() ? none() : new JudgedRows(rows, network, objectives, parameters);
    }
}
