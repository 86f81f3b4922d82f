package dev.sluice.core.generate;

import dev.sluice.core.data.DataContract;
import dev.sluice.core.data.DataException;
import dev.sluice.core.data.Sequence;
import dev.sluice.core.data.TargetEncoding;
import java.util.Map;
import org.apiguardian.api.API;

/**
 * Writes sequences with a model of the next step: the prompt is read, then each step is drawn from the probabilities that the model gives and
 * read in turn. The same seed gives the same steps.
 *
 * <pre>
 *   prompt → model → probabilities → drawn step ┐
 *              ↑                                 │
 *              └─────────────────────────────────┘   until a stop or the length
 * </pre>
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public interface SequenceGenerator {
    /**
     * Writes after a prompt.
     *
     * @param model at the beginning of a sequence
     * @param prompt a text, or a series of frames; may be empty
     */
    Generated after(Sequence prompt, NextStep model);

    /**
     * The generator of a model.
     *
     * @throws DataException if it does not predict the next step of what it reads
     * @throws IllegalArgumentException if the options are not for such steps
     */
    static SequenceGenerator of(DataContract contract, GenerationOptions options) {
        Map.Entry<String, TargetEncoding> only =
                contract.targets().entrySet().iterator().next();
        if (contract.targets().size() == 1) {
            if (only.getValue() instanceof TargetEncoding.Next next) {
                return new SymbolGenerator(contract, next, options);
            }
            if (FrameGenerator.fits(contract)) {
                return new FrameGenerator(contract, options);
            }
        }
        throw new DataException(
                "a model that writes must predict the next symbol of a text (data.next), or what holds in the next"
                        + " frame of a series whose columns have the names of its classes; this one does not");
    }
}
