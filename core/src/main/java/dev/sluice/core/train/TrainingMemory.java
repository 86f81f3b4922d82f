package dev.sluice.core.train;

import dev.sluice.core.model.Network;
import java.util.Locale;

/**
 * The memory that a training needs, in bytes, from its plan and known before it runs.
 *
 * @param weights the parameters: the live ones, the first ones and the best ones
 * @param optimizer what the optimizer keeps for each weight, and clipped gradients
 * @param activations what the largest batch needs, gradients with it
 */
public record TrainingMemory(long weights, long optimizer, long activations) {
    /** All of it. */
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
     * Refuses a network whose weights alone cannot be trained, before they get their first values: they, their gradients and
     * the best of them.
     *
     * @throws MemoryException if that is more than java may use
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

    /** Bytes in a unit that suits them. */
    public static String words(long bytes) {
        if (bytes < 1_000_000) {
            return String.format(Locale.ROOT, "%.1f kB", bytes / 1e3);
        }
        return bytes < 1_000_000_000
                ? String.format(Locale.ROOT, "%.1f MB", bytes / 1e6)
                : String.format(Locale.ROOT, "%.2f GB", bytes / 1e9);
    }

    /**
     * Refuses what cannot fit.
     *
     * @param available bytes that this Java virtual machine may use
     * @throws MemoryException if all of it is less than what training needs
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
