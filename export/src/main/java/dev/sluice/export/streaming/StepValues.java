package dev.sluice.export.streaming;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apiguardian.api.API;

/**
 * The values of one step, by the names of the model's inputs: a token, or numbers as they are measured.
 *
 * <pre>{@code
 * StepValues.none().withToken("word", 17).withNumbers("load", 0.2f, 0.7f)
 * }</pre>
 *
 * @param tokens numbers of symbols
 * @param numbers features of a step, or numbers that hold for the whole sequence
 */
@API(status = API.Status.MAINTAINED, since = "0.1")
public record StepValues(Map<String, Long> tokens, Map<String, List<Double>> numbers) {
    /** Copies the maps, keeping their order. */
    public StepValues {
        tokens = Collections.unmodifiableMap(new LinkedHashMap<>(tokens));
        numbers = Collections.unmodifiableMap(new LinkedHashMap<>(numbers));
    }

    /** Nothing yet. */
    public static StepValues none() {
        return new StepValues(Map.of(), Map.of());
    }

    /** These and a token. */
    public StepValues withToken(String input, long token) {
        Map<String, Long> more = new LinkedHashMap<>(tokens);
        more.put(input, token);
        return new StepValues(more, numbers);
    }

    /** These and some numbers, which are copied. */
    public StepValues withNumbers(String input, float... values) {
        double[] exact = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            exact[i] = values[i];
        }
        return withNumbers(input, exact);
    }

    /** These and some numbers, which are copied; as float32 where the model reads that. */
    public StepValues withNumbers(String input, double... values) {
        Map<String, List<Double>> more = new LinkedHashMap<>(numbers);
        more.put(input, Arrays.stream(values).boxed().toList());
        return new StepValues(tokens, more);
    }

    /** These, and of the others what these lack. */
    StepValues or(StepValues others) {
        if (others.tokens.isEmpty() && others.numbers.isEmpty()) {
            return this;
        }
        Map<String, Long> allTokens = new LinkedHashMap<>(others.tokens);
        allTokens.putAll(tokens);
        Map<String, List<Double>> allNumbers = new LinkedHashMap<>(others.numbers);
        allNumbers.putAll(numbers);
        return new StepValues(allTokens, allNumbers);
    }
}
