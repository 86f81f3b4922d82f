package dev.sluice.core.generate;

import java.util.List;
import org.apiguardian.api.API;

/**
 * The way in which steps are drawn.
 *
 * @param length most steps that are written
 * @param temperature divides the logarithms of probabilities: below 1 for likelier steps, above 1 for others; 0 takes the likeliest
 * @param topK the number of likeliest symbols that are drawn from; 0 for all
 * @param topP the likeliest symbols that are drawn from are the fewest with this probability together; 1 for all
 * @param seed of the random numbers
 * @param stops texts that end the writing; they are not part of it
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public record GenerationOptions(int length, double temperature, int topK, double topP, long seed, List<String> stops) {
    /** The greatest length: nothing is written without an end. */
    public static final int MOST = 1_000_000;

    /** Copies the list and checks the numbers. */
    public GenerationOptions {
        stops = List.copyOf(stops);
        require(length >= 1 && length <= MOST, "length must be from 1 to " + MOST, length);
        require(
                temperature >= 0 && temperature < Double.POSITIVE_INFINITY,
                "temperature must be 0 or more",
                temperature);
        require(topK >= 0, "top_k must be 0, for all, or more", topK);
        require(topP > 0 && topP <= 1, "top_p must be above 0 and at most 1", topP);
        if (stops.stream().anyMatch(String::isEmpty)) {
            throw new IllegalArgumentException("a stop must be a text that is not empty");
        }
    }

    private static void require(boolean holds, String rule, Object was) {
        if (!holds) {
            throw new IllegalArgumentException(rule + ", but was " + was);
        }
    }

    /** Draws from all symbols by their probabilities. */
    public static GenerationOptions of(int length, long seed) {
        return new GenerationOptions(length, 1, 0, 1, seed, List.of());
    }
}
