package dev.sluice.core.data;

import dev.sluice.core.option.Default;
import dev.sluice.core.option.Description;
import dev.sluice.core.option.Range;
import org.apiguardian.api.API;

/**
 * Settings for reading a part's examples one after another as one long sequence: in training as many parallel streams as an update has
 * examples, in evaluation one stream. States are carried from each piece to the next.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public record StreamConfig(
        @Description("Steps of a piece: every piece is an update and begins with the states in which the previous piece"
                + " ended; gradients stop at its borders. 0 to read each example separately")
        @Default("0")
        @Range(min = 0)
        int steps,

        @Description(
                "Whether each epoch begins at another place, up to one piece after the first step, so that the cuts"
                        + " between pieces vary")
        @Default("false")
        boolean randomStart) {
    /** Checks that the options are consistent. */
    public StreamConfig {
        if (steps == 0 && randomStart) {
            throw new IllegalArgumentException(
                    "random_start moves the pieces of a stream, but steps, the length of a piece, is 0");
        }
    }

    /** Each example is read separately. */
    public static StreamConfig none() {
        return new StreamConfig(0, false);
    }

    /** Returns whether examples are read as a stream. */
    public boolean isOn() {
        return steps > 0;
    }
}
