package dev.sluice.examples.sentiment;

import dev.sluice.core.data.Example;
import dev.sluice.core.kernel.CounterRandom;
import java.util.ArrayList;
import java.util.List;

/**
 * Made-up reviews of a clause or several. The last clause decides; "not" turns a word round, wherever between filler words it
 * stands. So the order of words matters, and counting them does not help much. One writer in twelve says the opposite of what he
 * means, so nobody can be right about more than eleven.
 */
final class GeneratedReviews {
    private static final List<String> THINGS = List.of(
            "the plot",
            "the acting",
            "the music",
            "the ending",
            "the cast",
            "the script",
            "the pace",
            "the camera work",
            "the dialogue",
            "the first hour",
            "the leading actress",
            "the villain");
    private static final List<String> GOOD = List.of(
            "good", "great", "wonderful", "moving", "brilliant", "funny", "clever", "gripping", "charming", "superb");
    private static final List<String> BAD =
            List.of("bad", "dull", "awful", "boring", "clumsy", "stupid", "tedious", "hopeless", "weak", "dreadful");
    private static final List<String> HOW = List.of("", "really ", "quite ", "rather ", "at times ", "utterly ");
    private static final List<String> FILLERS = List.of(
            "",
            "i saw it with a friend on a rainy day . ",
            "it is about a family in a small town . ",
            "the cinema was half empty . ",
            "this is the second film of the series . ",
            "people had told me to watch it . ");
    private static final List<String> TURNS = List.of("but", "and yet", "still ,", "in the end", "however ,");
    private static final int MOST_CLAUSES = 3;
    private static final int PART_EVERY = 5;
    private static final int IRONY_EVERY = 12;

    private final CounterRandom random;
    private int drawn;

    private GeneratedReviews(CounterRandom random) {
        this.random = random;
    }

    /** So many reviews; a fifth of them are for the test. */
    static List<Review> make(int count) {
        List<Review> reviews = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            reviews.add(new GeneratedReviews(CounterRandom.of(1, "reviews", i)).review(i));
        }
        return reviews;
    }

    private Review review(int number) {
        boolean positive = number % 2 == 0;
        StringBuilder text = new StringBuilder(pick(FILLERS));
        int clauses = 1 + below(MOST_CLAUSES);
        for (int i = 1; i < clauses; i++) {
            text.append(clause(below(2) == 0)).append(' ').append(pick(TURNS)).append(' ');
        }
        boolean ironic = below(IRONY_EVERY) == 0;
        text.append(clause(positive != ironic)).append(" .");
        String place = "made-up review " + number;
        return number % PART_EVERY == 0
                ? new Review(text.toString(), positive, Example.Part.TEST, place)
                : Review.ofTraining(text.toString(), positive, place);
    }

    private String clause(boolean good) {
        boolean turned = below(3) == 0;
        String word = pick(good != turned ? GOOD : BAD);
        return pick(THINGS) + " was " + (turned ? "not " : "") + pick(HOW) + word;
    }

    private String pick(List<String> words) {
        return words.get(below(words.size()));
    }

    private int below(int bound) {
        return random.below(drawn++, bound);
    }
}
