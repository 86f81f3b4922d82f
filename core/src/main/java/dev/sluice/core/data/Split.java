package dev.sluice.core.data;

import java.util.List;
import java.util.stream.Stream;
import org.apiguardian.api.API;

/**
 * The parts of the data. Equal inputs are in the same part, and each part keeps the order of the data.
 *
 * @param training what the model learns from
 * @param validation what it is judged by after each epoch; may be empty
 * @param test what it is judged by at the end; may be empty
 */
@API(status = API.Status.MAINTAINED, since = "0.1")
public record Split(List<Example> training, List<Example> validation, List<Example> test) {
    /** Copies the lists. */
    public Split {
        training = List.copyOf(training);
        validation = List.copyOf(validation);
        test = List.copyOf(test);
    }

    /** All parts one after another. */
    public List<Example> all() {
        return Stream.of(training, validation, test).flatMap(List::stream).toList();
    }
}
