package dev.sluice.core.generate;

import java.util.List;
import org.apiguardian.api.API;

/**
 * The steps that a model wrote.
 *
 * @param steps what was drawn at each: one symbol of a text; of a frame the names of all that hold
 * @param stopped whether a stop ended it, which is not among the steps
 * @param unknown symbols of the prompt that the model does not know, each once, in their order
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public record Generated(List<List<String>> steps, boolean stopped, List<String> unknown) {
    /** Copies the lists. */
    public Generated {
        steps = List.copyOf(steps);
        unknown = List.copyOf(unknown);
    }
}
