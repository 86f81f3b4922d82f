package dev.sluice.core.data;

import dev.sluice.core.option.Default;
import dev.sluice.core.option.Description;
import dev.sluice.core.option.OptionKey;
import dev.sluice.core.option.Range;
import dev.sluice.core.tensor.Matrix;
import java.util.ArrayList;
import java.util.List;
import org.apiguardian.api.API;

/** The way in which the data are divided into parts for training, validation and test. */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public record SplitConfig(
        @Description("What decides where an example, or a step of a series, belongs") @Default("hash")
        By by,

        @Description("Share that is kept for validation after each epoch; by time or order, a number from 1 on is that"
                + " many steps, or examples")
        @Default("0.1")
        @Range(min = 0)
        double validation,

        @Description("Share that is kept for the final test; by time or order, a number from 1 on is that many steps,"
                + " or examples")
        @Default("0.1")
        @Range(min = 0)
        double test,

        @Description("By time or order: the share or number for training, where what follows the test is not used;"
                + " 0 is all that the other parts leave")
        @Default("0")
        @Range(min = 0)
        double training,

        @Description("By time or order: steps, or examples, that are left out before validation and before the test")
        @Default("0")
        @Range(min = 0)
        int gap,

        @Description("By hash: another number divides the data another way") @Default("0")
        long salt,

        @Description(
                "Whether the validation part is trained on as well: nothing is validated then, and the last epoch's"
                        + " weights are the best")
        @Default("false")
        boolean merge) {
    /** The deciding property. */
    public enum By {
        /** A hash of its inputs: equal inputs are on one side, whatever else is in the data. */
        @Description("A hash of its inputs: equal inputs are on one side, whatever else is in the data.")
        HASH,
        /** Its time. */
        @Description("Its time: the last steps are the test, those before them validation. Series with one answer for"
                + " all their steps are not cut, but put in the order of their last times.")
        TIME,
        /** Its place in the data. */
        @Description("Its place in the data: the last examples are the test, those before them validation.")
        ORDER
    }

    /** Checks that something is left for training, and that the keys fit. */
    public SplitConfig {
        boolean ordered = by != By.HASH;
        double shares = (validation < 1 ? validation : 0) + (test < 1 ? test : 0) + (training < 1 ? training : 0);
        if (!(validation >= 0 && test >= 0 && training >= 0) || shares > 1 || (shares == 1 && training == 0)) {
            throw new IllegalArgumentException(
                    "validation and test must be shares of at least 0 that leave something for training, but were "
                            + validation + " and " + test + (training == 0 ? "" : ", with " + training + " for training"));
        }
        for (double number : new double[] {validation, test, training}) {
            if (number >= 1 && (!ordered || number != Math.rint(number))) {
                throw new IllegalArgumentException("validation and test must be shares below 1"
                        + (ordered ? ", or whole numbers of steps" : "; whole numbers of steps go with by: time or order")
                        + ", but one is " + number);
            }
        }
        if (!ordered && (gap > 0 || training > 0)) {
            throw new IllegalArgumentException((gap > 0 ? "gap" : "training")
                    + " goes with by: time or order, but by is " + OptionKey.written(by));
        }
    }

    /** Shares by hash whose parts are kept apart. */
    public SplitConfig(double validation, double test, long salt) {
        this(By.HASH, validation, test, 0, 0, salt, false);
    }

    /** A tenth for validation, a tenth for the test. */
    public static SplitConfig defaults() {
        return new SplitConfig(0.1, 0.1, 0);
    }

    /**
     * Divides examples, and cuts series where they are divided by time. Where the source says which part an example belongs to, it goes
     * there.
     *
     * @param text tells which texts are the same input: spellings that become one sequence must not be on two sides
     * @param cut whether a split by time cuts series though an answer holds for all their steps, because windows are made of them
     * @param report takes what is counted. Modified.
     * @throws DataException if they are divided by time, but have none
     */
    public Division divide(List<Example> examples, TextConfig text, boolean cut, DataReport report) {
        return switch (by) {
            case TIME -> new TimeSplit(this, examples, report).divide(cut);
            case ORDER -> {
                List<Integer> open = new ArrayList<>();
                for (int i = 0; i < examples.size(); i++) {
                    if (examples.get(i).part() == Example.Part.BY_HASH) {
                        open.add(i);
                    }
                }
                yield new OrderedSplit(this, examples).divide(open, Borders.of(this, open.size()));
            }
            case HASH ->
                new OrderedSplit(this, examples)
                        .divide(examples.stream()
                                .map(example -> part(example, text))
                                .toArray(Example.Part[]::new));
        };
    }

    /** Divides examples, each part with its own steps alone. */
    public Split divide(List<Example> examples, TextConfig text) {
        return divide(examples, text, false, new DataReport()).split();
    }

    private Example.Part part(Example example, TextConfig text) {
        if (example.part() != Example.Part.BY_HASH) {
            return example.part();
        }
        HashSplit.Key key = new HashSplit.Key(salt);
        boolean first = true;
        for (Sequence input : example.inputs().values()) {
            key.add(first ? "" : "\n");
            add(key, input, text);
            first = false;
        }
        double position = key.position();
        // The test comes first, so that another share for validation does not change it.
        if (position < test) {
            return Example.Part.TEST;
        }
        return position < test + validation ? Example.Part.VALIDATION : Example.Part.TRAINING;
    }

    private static void add(HashSplit.Key key, Sequence sequence, TextConfig config) {
        switch (sequence) {
            case Sequence.Text text -> key.add(config.canonical(text.text()));
            case Sequence.Symbols cut -> key.add(config.canonical(String.join(" ", cut.symbols())));
            case Sequence.Series series ->
                digits(key.add(series.values().toString()), series.values());
            case Sequence.Static fixed ->
                digits(key.add("[" + fixed.values().columns() + "]"), fixed.values());
        }
    }

    /** Rounded to float32: what a model cannot tell apart must not be on two sides. */
    private static void digits(HashSplit.Key key, Matrix values) {
        for (Matrix block : values.blocks()) {
            for (double value : block.array()) {
                key.add(" " + Integer.toHexString(Float.floatToIntBits((float) value)));
            }
        }
    }
}
