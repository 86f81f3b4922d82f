package dev.sluice.core.train;

import dev.sluice.core.model.Network;
import java.util.Locale;
import org.apiguardian.api.API;

/**
 * The memory that a training needs, in bytes, computed from its plan before it runs.
 *
 * @param weights the parameters: the live ones, the first ones and the best ones
 * @param optimizer the optimizer's state, and clipped gradients
 * @param activations values and gradients of the largest batch
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public record TrainingMemory(long weights, long optimizer, long activations) {
    /** The sum. */
    public long total() {
        return weights + optimizer + activations;
    }

    /** Such as {@code 1.21 GB: weights 12.1 MB, optimizer 12.1 MB, activations of the largest batch 1.19 GB}. */
    @Override
    public String toString() {
        return "%s: weights %s, optimizer %s, activations of the largest batch %s"
                .formatted(words(total()), words(weights), words(optimizer), words(activations));
    }

    /**
     * Rejects a network whose weights, gradients and best weights alone do not fit, before the weights are initialized.
     *
     * @throws MemoryException if that is more than Java may use
     */
    public static void requireRoomFor(Network network) {
        long available = Runtime.getRuntime().maxMemory();
        long needed = 3L * Float.BYTES * network.parameterCount();
        if (needed > available) {
            throw new MemoryException("training needs " + words(needed) + " for " + network.parameterCount()
                    + " weights alone, but java may use only " + words(available)
                    + "; make model.encoder.hidden or the embedding smaller, or give more with SLUICE_JAVA_OPTS=-Xmx"
                    + Math.ceilDiv(needed + needed / 2, 1L << 30) + "g");
        }
    }

    /** Formats bytes in a suitable unit. */
    public static String words(long bytes) {
        if (bytes < 1_000_000) {
            return String.format(Locale.ROOT, "%.1f kB", bytes / 1e3);
        }
        return bytes < 1_000_000_000
                ? String.format(Locale.ROOT, "%.1f MB", bytes / 1e6)
                : String.format(Locale.ROOT, "%.2f GB", bytes / 1e9);
    }

    /**
     * Rejects a training that does not fit in memory.
     *
     * @param available bytes that this Java virtual machine may use
     * @throws MemoryException if training needs more than that
     */
    void requireWithin(long available, int batch, int steps) {
        if (total() > available) {
            throw new MemoryException("training needs " + this + " (" + batch + " sequences of " + steps
                    + " steps), but java may use only " + words(available)
                    + "; make train.batch_size, data.text.max_length or model.encoder.hidden smaller, set train.recompute:"
                    + " true, or give more with SLUICE_JAVA_OPTS=-Xmx"
                    + Math.ceilDiv(total() + total() / 4, 1L << 30) + "g");
        }
    }
}
