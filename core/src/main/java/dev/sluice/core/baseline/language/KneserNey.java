package dev.sluice.core.baseline.language;

import dev.sluice.core.baseline.Baseline;
import dev.sluice.core.baseline.BaselineTask;
import dev.sluice.core.data.Example;
import dev.sluice.core.option.Default;
import dev.sluice.core.option.Description;
import dev.sluice.core.option.OptionRecords;
import dev.sluice.core.option.Range;
import dev.sluice.core.tensor.Matrix;
import java.util.List;
import java.util.Optional;

/** An interpolated Kneser-Ney model of n-grams, for the next symbol of a text. See {@link NgramModel}. */
public final class KneserNey implements Baseline {
    private static final int USUAL_OF_WORDS = 3;
    private static final int USUAL = 5;

    private final Options options;

    /** The method with the given options. */
    public KneserNey(Options options) {
        this.options = OptionRecords.checked(options);
    }

    /** Options of {@code kneser-ney}. */
    public record Options(
            @Description("Maximum length of the n-grams; 0 for 3 words or 5 characters")
            @Default("0")
            @Range(min = 0, max = 12)
            int order,

            @Description("Discount subtracted from each count; 0 to estimate three discounts for each length from the"
                    + " counts")
            @Default("0")
            @Range(min = 0, max = 1)
            double discount) {}

    @Override
    public Optional<String> refusal(BaselineTask task) {
        return task.isNextSymbol() ? Optional.empty() : Optional.of("it needs the next symbol of a text to predict");
    }

    @Override
    public Fitted fit(BaselineTask task) {
        int order = options.order() > 0 ? options.order() : task.isOfWords() ? USUAL_OF_WORDS : USUAL;
        List<int[]> texts = task.training().stream().map(task::numbers).toList();
        return new Ngrams(
                task, order, options.discount(), NgramModel.of(texts, task.columns(), order, options.discount()));
    }

    private record Ngrams(BaselineTask task, int order, double discount, NgramModel model) implements Fitted {
        @Override
        public String description() {
            return "Kneser-Ney, " + order + "-grams" + (discount > 0 ? ", discount " + discount : "");
        }

        @Override
        public Matrix predict(Example example) {
            return predict(example, 0, task.rows(example));
        }

        @Override
        public Matrix predict(Example example, int from, int to) {
            int[] text = task.numbers(example);
            Matrix rows = Matrix.zeros(to - from, task.columns());
            double[] row = new double[task.columns()];
            for (int step = from; step < to; step++) {
                model.logarithmsInto(text, step + 1, row);
                System.arraycopy(row, 0, rows.array(), (step - from) * row.length, row.length);
            }
            return rows;
        }
    }
}
