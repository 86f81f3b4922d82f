package dev.sluice.core.data;

import java.util.Collections;
import java.util.List;
import org.apiguardian.api.API;

/**
 * The parts of the data. Equal inputs are in the same part, and each part keeps the order of the data. The lists may be views, which
 * make an example when it is asked for, and are not copied.
 *
 * @param training what the model learns from
 * @param validation what it is evaluated on after each epoch; may be empty
 * @param test what it is evaluated on at the end; may be empty
 */
@API(status = API.Status.MAINTAINED, since = "0.1")
public record Split(List<Example> training, List<Example> validation, List<Example> test) {
    /** Makes the lists unmodifiable through the split. */
    public Split {
        training = Collections.unmodifiableList(training);
        validation = Collections.unmodifiableList(validation);
        test = Collections.unmodifiableList(test);
    }

    /** A split whose examples are all for training. */
    public static Split ofTraining(List<Example> examples) {
        return new Split(examples, List.of(), List.of());
    }

    /** All parts one after another, as a view. */
    public List<Example> all() {
        return new Joined<>(List.of(training, validation, test));
    }
}
