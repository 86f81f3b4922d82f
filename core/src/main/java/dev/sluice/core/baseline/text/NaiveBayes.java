package dev.sluice.core.baseline.text;

import dev.sluice.core.baseline.Baseline;
import dev.sluice.core.baseline.BaselineTask;
import dev.sluice.core.data.Example;
import dev.sluice.core.data.Sequence;
import dev.sluice.core.option.Default;
import dev.sluice.core.option.Description;
import dev.sluice.core.option.OptionRecords;
import dev.sluice.core.option.Range;
import dev.sluice.core.tensor.Matrix;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Naive Bayes over the n-grams of a text, of characters or of words, whichever the model reads. The length of n-grams and the smoothing
 * are those with the most right answers on the validation part, unless they are given.
 */
public final class NaiveBayes implements Baseline {
    private static final int LONGEST_OF_CHARACTERS = 5;
    private static final int LONGEST_OF_WORDS = 3;
    private static final double[] ALPHAS_TRIED = {0.01, 0.03, 0.1, 0.3, 1};
    private static final int USUAL_LENGTH = 2;
    private static final double USUAL_ALPHA = 0.1;

    private final Options options;

    /** The method with the given options. */
    public NaiveBayes(Options options) {
        this.options = OptionRecords.checked(options);
    }

    /** Options of {@code naive-bayes}. */
    public record Options(
            @Description("Maximum length of the n-grams; 0 to choose it on the validation part, up to 5 characters or 3"
                    + " words")
            @Default("0")
            @Range(min = 0, max = 8)
            int longest,

            @Description("Smoothing, the amount added to each count; 0 to choose on the validation part")
            @Default("0")
            @Range(min = 0)
            double alpha) {}

    @Override
    public Optional<String> refusal(BaselineTask task) {
        if (!task.isClassification() || task.everyStep() || task.severalMayHold()) {
            return Optional.of("it needs one class for a whole text");
        }
        boolean reads = task.training().getFirst().inputs().values().stream()
                .anyMatch(input -> input instanceof Sequence.Text || input instanceof Sequence.Symbols);
        return reads ? Optional.empty() : Optional.of("it needs a text among the inputs");
    }

    @Override
    public Fitted fit(BaselineTask task) {
        List<ClassifiedText> training = ClassifiedText.of(task, task.training());
        List<ClassifiedText> validation = ClassifiedText.of(task, task.validation());
        boolean words = task.isOfWords();
        int widest = options.longest() > 0 ? options.longest() : words ? LONGEST_OF_WORDS : LONGEST_OF_CHARACTERS;
        return new Classifier(task, words, best(training, validation, task.columns(), widest));
    }

    private NaiveBayesModel best(
            List<ClassifiedText> training, List<ClassifiedText> validation, int classes, int widest) {
        long[] shares = NaiveBayesModel.shares(training, classes);
        List<NgramCounts> counts = NaiveBayesModel.counts(training, classes, widest);
        double alpha = options.alpha() > 0 ? options.alpha() : USUAL_ALPHA;
        int length = options.longest() > 0 ? widest : Math.min(USUAL_LENGTH, widest);
        NaiveBayesModel best = new NaiveBayesModel(shares, counts.subList(0, length), alpha);
        if (validation.isEmpty()) {
            return best;
        }
        int[] mostHits = {-1, -1};
        int[] lengths = options.longest() > 0
                ? new int[] {widest}
                : IntStream.rangeClosed(1, widest).toArray();
        for (int longest : lengths) {
            for (double tried : options.alpha() > 0 ? new double[] {options.alpha()} : ALPHAS_TRIED) {
                NaiveBayesModel candidate = new NaiveBayesModel(shares, counts.subList(0, longest), tried);
                int[] hits = candidate.hits(validation);
                if (hits[0] > mostHits[0] || (hits[0] == mostHits[0] && hits[1] > mostHits[1])) {
                    best = candidate;
                    mostHits = hits;
                }
            }
        }
        return best;
    }

    private record Classifier(BaselineTask task, boolean words, NaiveBayesModel model) implements Fitted {
        @Override
        public String description() {
            String grams = words ? "runs of 1 to " + model.longest() + " words" : "1- to " + model.longest() + "-grams";
            return "naive Bayes over " + (model.longest() == 1 ? (words ? "words" : "single symbols") : grams);
        }

        @Override
        public Matrix predict(Example example) {
            return Matrix.row(model.scores(ClassifiedText.symbols(task, example)));
        }
    }
}
