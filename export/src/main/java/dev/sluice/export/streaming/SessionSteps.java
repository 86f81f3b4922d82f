package dev.sluice.export.streaming;

import dev.sluice.core.error.Suggestions;
import dev.sluice.core.generate.NextStep;
import java.util.Objects;
import org.apiguardian.api.API;

/**
 * A sequence in a session, for {@link dev.sluice.core.generate.SequenceGenerator}.
 *
 * <pre>{@code
 * try (StreamingSession session = StreamingSession.open(Path.of("model.step.onnx"))) {
 *     Generated text = SequenceGenerator.of(contract, GenerationOptions.of(200, 1))
 *             .after(new Sequence.Text("ROMEO:"), new SessionSteps(session, "probabilities"));
 * }
 * }</pre>
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public final class SessionSteps implements NextStep {
    private final StreamingSession.Client client;
    private final String output;

    /**
     * A sequence at its beginning.
     *
     * @param output name of the output with probabilities
     * @throws IllegalArgumentException if the model has no such output
     */
    public SessionSteps(StreamingSession session, String output) {
        if (!session.answers().contains(output)) {
            throw new IllegalArgumentException("the model has no output '" + output + "'"
                    + Suggestions.choice(output, "it answers", session.answers()));
        }
        client = session.client();
        this.output = output;
    }

    @Override
    public float[] afterToken(int token) {
        return Objects.requireNonNull(client.next((long) token).get(output), output);
    }

    @Override
    public float[] afterFrame(float[] frame) {
        return Objects.requireNonNull(client.next(frame).get(output), output);
    }
}
