package dev.sluice.core.generate;

import org.apiguardian.api.API;

/** A model that is run step by step and keeps its state in between. */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public interface NextStep {
    /** The probabilities of what comes after a symbol. */
    float[] afterToken(int token);

    /** The probabilities of what comes after a frame, in the units of the data. */
    float[] afterFrame(float[] frame);
}
