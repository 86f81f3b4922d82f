package dev.sluice.examples.sentiment;

import dev.sluice.core.data.Example;
import dev.sluice.core.data.Origin;
import dev.sluice.core.data.Sequence;
import dev.sluice.core.data.Target;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * A review.
 *
 * @param text as it was written
 * @param positive whether its writer liked the film
 * @param part that it belongs to
 * @param place where it was read
 */
record Review(String text, boolean positive, Example.Part part, String place) {
    private static final Pattern LINE_BREAK = Pattern.compile("<br\\s*/?>");
    private static final Pattern SIGN = Pattern.compile("([.,!?;:()\"*-])");
    private static final int VALIDATION_EVERY = 10;

    /** A review for training, or for validation: equal texts are always on the same side. */
    static Review ofTraining(String text, boolean positive, String place) {
        boolean validation = Math.floorMod(text.hashCode(), VALIDATION_EVERY) == 0;
        return new Review(text, positive, validation ? Example.Part.VALIDATION : Example.Part.TRAINING, place);
    }

    /** The example, its words and signs set apart by blanks. */
    Example example() {
        String words = SIGN.matcher(LINE_BREAK.matcher(text).replaceAll(" ")).replaceAll(" $1 ");
        Target label = new Target.Labels(new TreeSet<>(List.of(positive ? "positive" : "negative")));
        return new Example(
                "",
                Map.of("tokens", new Sequence.Text(words)),
                Map.of(Example.TARGET, label),
                Origin.lines(place),
                part);
    }
}
