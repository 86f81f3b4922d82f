package dev.sluice.export.streaming;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apiguardian.api.API;

/**
 * The values of one step, by input name: a token, or unscaled numbers.
 *
 * <pre>{@code
 * StepValues.none().withToken("word", 17).withNumbers("load", 0.2f, 0.7f)
 * }</pre>
 *
 * @param tokens token ids by input name
 * @param numbers features of a step, or static numbers of the sequence, by input name
 */
@API(status = API.Status.MAINTAINED, since = "0.1")
public record StepValues(Map<String, Long> tokens, Map<String, List<Double>> numbers) {
    /** Copies the maps, keeping their order. */
    public StepValues {
        tokens = Collections.unmodifiableMap(new LinkedHashMap<>(tokens));
        numbers = Collections.unmodifiableMap(new LinkedHashMap<>(numbers));
    }

    /** No values. */
    public static StepValues none() {
        return new StepValues(Map.of(), Map.of());
    }

    /** A copy with a token added. */
    public StepValues withToken(String input, long token) {
        Map<String, Long> more = new LinkedHashMap<>(tokens);
        more.put(input, token);
        return new StepValues(more, numbers);
    }

    /** A copy with numbers added. Not modified. */
    public StepValues withNumbers(String input, float... values) {
        double[] exact = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            exact[i] = values[i];
        }
        return withNumbers(input, exact);
    }

    /** A copy with numbers added; rounded to float32 if the model's input is. Not modified. */
    public StepValues withNumbers(String input, double... values) {
        Map<String, List<Double>> more = new LinkedHashMap<>(numbers);
        more.put(input, Arrays.stream(values).boxed().toList());
        return new StepValues(tokens, more);
    }

    /** These values, completed by the others. */
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
