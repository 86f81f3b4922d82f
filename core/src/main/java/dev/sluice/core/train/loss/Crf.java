package dev.sluice.core.train.loss;

import dev.sluice.core.graph.Expr;
import dev.sluice.core.model.OutputActivation;
import dev.sluice.core.option.Default;
import dev.sluice.core.option.Description;
import dev.sluice.core.option.OptionRecords;
import dev.sluice.core.train.structure.LinearChain;
import dev.sluice.core.train.structure.SequenceForm;
import dev.sluice.core.train.structure.TagScheme;
import java.util.List;
import java.util.Optional;
import org.apiguardian.api.API;

/**
 * The negative log-likelihood of the right labels of whole sequences in a linear-chain conditional random field, for heads with a label
 * at every step. Training minimizes its sum over a batch, divided by the number of steps.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public final class Crf implements Loss {
    private final Options options;
    private final LinearChain chain;

    /** The loss with the given options. */
    public Crf(Options options) {
        this(OptionRecords.checked(options), List.of());
    }

    private Crf(Options options, List<String> labels) {
        this.options = options;
        chain = new LinearChain(labels, options.scheme());
    }

    /** Options of {@code crf}. */
    public record Options(
            @Description("Tagging scheme of spans; tag sequences that it forbids are never predicted: bio (also called"
                    + " IOB2), bioes; none for labels of any kind")
            @Default("none")
            TagScheme scheme) {
        /** Labels of any kind. */
        public static Options defaults() {
            return new Options(TagScheme.NONE);
        }
    }

    @Override
    public Optional<SequenceForm> sequences() {
        return Optional.of(chain);
    }

    @Override
    public Loss forLabels(List<String> labels) {
        return new Crf(options, LinearChain.checked(labels, options.scheme()));
    }

    @Override
    public Expr loss(Expr outputs, Expr targets) {
        throw new IllegalArgumentException(
                "the loss crf judges whole sequences of labels; set at: every_step in model.head");
    }

    @Override
    public OutputActivation activation() {
        return OutputActivation.SOFTMAX;
    }
}
