package dev.sluice.core.train.loss;

import dev.sluice.core.graph.Expr;
import dev.sluice.core.model.OutputActivation;
import dev.sluice.core.train.structure.SequenceForm;
import dev.sluice.core.train.structure.Transcription;
import java.util.List;
import java.util.Optional;
import org.apiguardian.api.API;

/**
 * The negative log-likelihood of texts that are shorter than the sequences they are read from, at unknown positions ({@link Transcription}), for
 * heads at every step. Training minimizes its sum over a batch, divided by the number of steps.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public final class Ctc implements Loss {
    private final Transcription form;

    /** The loss of any texts. */
    public Ctc() {
        this(new Transcription(List.of(), 1));
    }

    private Ctc(Transcription form) {
        this.form = form;
    }

    @Override
    public Optional<SequenceForm> sequences() {
        return Optional.of(form);
    }

    @Override
    public boolean ofTranscripts() {
        return true;
    }

    @Override
    public Loss forTranscripts(List<String> labels, int longest) {
        return new Ctc(new Transcription(labels, longest));
    }

    /** Rejects classes, which have known positions. */
    @Override
    public Loss forLabels(List<String> labels) {
        throw new IllegalArgumentException(
                "the loss ctc judges a text for each example, shorter than what is read, but the"
                        + " target is classes; take cross-entropy, or crf for a class at every step");
    }

    @Override
    public int targetColumns(int outputs) {
        return 1;
    }

    @Override
    public Expr loss(Expr outputs, Expr targets) {
        throw new IllegalArgumentException(
                "the loss ctc reads a text off every step; set at: every_step in model.head");
    }

    @Override
    public OutputActivation activation() {
        return OutputActivation.SOFTMAX;
    }
}
