package dev.sluice.core.data.split;

import dev.sluice.core.data.DataException;
import dev.sluice.core.data.Example;
import dev.sluice.core.data.Pieces;
import dev.sluice.core.data.Split;
import dev.sluice.core.option.Default;
import dev.sluice.core.option.Description;
import dev.sluice.core.option.OptionKey;
import dev.sluice.core.option.Range;
import java.io.Serializable;
import java.util.List;

/** The way in which the data are divided into parts for training, validation and test. */
public record SplitConfig(
        @Description("What decides to which part an example, or a step of a series, belongs") @Default("hash")
        By by,

        @Description(
                "Share of the validation part; by time or order, a number from 1 on is that many steps, or examples")
        @Default("0.1")
        @Range(min = 0)
        double validation,

        @Description("Share of the test part; by time or order, a number from 1 on is that many steps, or examples")
        @Default("0.1")
        @Range(min = 0)
        double test,

        @Description("By time or order: share, or number, of the training part; data after the test part are then not"
                + " used; 0 for everything outside the other parts")
        @Default("0")
        @Range(min = 0)
        double training,

        @Description("By time or order: steps, or examples, that are left out before validation and before test")
        @Default("0")
        @Range(min = 0)
        int gap,

        @Description("Several rounds over the same data, each with a different test part") @Default("{}")
        Rounds rounds,

        @Description(
                "By file: path of a file with lines of an id, a comma and training, validation or test, relative to"
                        + " the experiment file")
        @Default("''")
        String file,

        @Description("By hash, group or class: another number gives another random split") @Default("0")
        long salt,

        @Description("Whether the validation part is also used for training: nothing is validated then, and the last"
                + " epoch's weights are the best")
        @Default("false")
        boolean merge)
        implements Serializable {
    /** The deciding property. */
    public enum By {
        /** A hash of its inputs: equal inputs are on one side, whatever else is in the data. */
        @Description(
                "A hash of its inputs: examples with equal inputs are in the same part, whatever else is in the data.")
        HASH,
        /** A hash of its group, such as a person: all examples of a group are on one side. */
        @Description("A hash of its group, such as a person, which the source names: all examples of a group are in the"
                + " same part.")
        GROUP,
        /** Its class: each class is divided by the same shares. */
        @Description("Its class (stratified): each class is divided by the same shares, in the order of a hash.")
        STRATIFIED,
        /** Its time. */
        @Description(
                "Its time: the last steps are the test part, those before them validation. Series with one target for"
                        + " all their steps are not cut, but ordered by their last times.")
        TIME,
        /** Its place in the data. */
        @Description("Its position in the data: the last examples are the test part, those before them validation.")
        ORDER,
        /** The part that the source gives for it. */
        @Description("The part that the source gives, which is then required for every example.")
        COLUMN,
        /** The part that a file gives for its name. */
        @Description("The part that a file gives for its id; ids that are not in the file are left out.")
        FILE
    }

    /** Checks that something is left for training, and that the keys fit. */
    public SplitConfig {
        boolean ordered = by == By.TIME || by == By.ORDER;
        boolean hashed = by == By.HASH || by == By.GROUP || by == By.STRATIFIED;
        for (double number : new double[] {validation, test, training}) {
            if (number >= 1 && (!ordered || number != Math.rint(number))) {
                throw new IllegalArgumentException("validation and test must be shares below 1"
                        + (ordered
                                ? ", or whole numbers of steps"
                                : "; whole numbers of steps go with by: time or order")
                        + ", but one is " + number);
            }
        }
        double tested = rounds.folds() > 0 ? 1.0 / rounds.folds() : test;
        double shares = (validation < 1 ? validation : 0) + (tested < 1 ? tested : 0) + (training < 1 ? training : 0);
        if (!(validation >= 0 && test >= 0 && training >= 0) || shares > 1 || (shares == 1 && training == 0)) {
            throw new IllegalArgumentException(
                    "validation and test must be shares of at least 0 that leave something for training, but were "
                            + validation + " and " + tested
                            + (training == 0 ? "" : ", with " + training + " for training"));
        }
        requireThat(ordered || gap == 0, "gap", "time or order", by);
        requireThat(ordered || training == 0, "training", "time or order", by);
        requireThat(hashed || rounds.folds() == 0, "rounds.folds", "hash, group or stratified", by);
        requireThat(ordered || rounds.origins() == 0, "rounds.origins", "time or order", by);
        requireThat(by == By.FILE || file.isEmpty(), "file", "file", by);
        if (by == By.FILE && file.isEmpty()) {
            throw new IllegalArgumentException("by: file needs file, a list of ids and parts, but it is not given");
        }
    }

    private static void requireThat(boolean fits, String key, String where, By by) {
        if (!fits) {
            throw new IllegalArgumentException(
                    key + " goes with by: " + where + ", but by is " + OptionKey.written(by));
        }
    }

    /** A way with shares and nothing else. */
    public SplitConfig(By by, double validation, double test) {
        this(by, validation, test, 0, 0, Rounds.one(), "", 0, false);
    }

    /** Shares by hash whose parts are kept apart. */
    public SplitConfig(double validation, double test, long salt) {
        this(By.HASH, validation, test, 0, 0, Rounds.one(), "", salt, false);
    }

    /** A tenth for validation, a tenth for the test. */
    public static SplitConfig defaults() {
        return new SplitConfig(0.1, 0.1, 0);
    }

    /**
     * This in another round.
     *
     * @param round from 0 to {@link Rounds#count()} - 1
     */
    public SplitConfig round(int round) {
        return new SplitConfig(by, validation, test, training, gap, rounds.at(round), file, salt, merge);
    }

    /** The part at a position from 0 to 1 among data that are in no order. */
    Example.Part part(double position) {
        double tested = test;
        double turned = position;
        if (rounds.folds() > 0) {
            tested = 1.0 / rounds.folds();
            turned -= (double) rounds.fold() / rounds.folds();
            turned += turned < 0 ? 1 : 0;
        }
        // The test comes first, so that another share for validation does not change it.
        if (turned < tested) {
            return Example.Part.TEST;
        }
        return turned < tested + validation ? Example.Part.VALIDATION : Example.Part.TRAINING;
    }

    /**
     * Divides examples, and cuts series where they are divided by time. Where the source says which part an example belongs to, it goes
     * there; where it says so of test examples no others join them, and neither those for validation.
     *
     * @throws DataException if the examples do not have what they are divided by, or the file of parts cannot be read
     */
    public Division divide(List<Example> examples, Dividing dividing) {
        return divide(examples, dividing, survey(Pieces.of(examples), dividing.cut()));
    }

    /**
     * What must be known of all examples before one of them is put into its part.
     *
     * @param cut whether series are cut by time though an answer holds for all their steps
     */
    public Survey survey(Pieces all, boolean cut) {
        return Survey.of(this, all, cut);
    }

    /**
     * Divides some of the examples of a survey. By hash, group or column, and where time cuts series, each goes where it goes with all others.
     *
     * @throws DataException if the examples do not have what they are divided by, or the file of parts cannot be read
     */
    public Division divide(List<Example> examples, Dividing dividing, Survey survey) {
        return others(survey.validated(), survey.tested()).divideOthers(examples, dividing, survey);
    }

    /** What is left to divide where the source says of some examples that they are for validation or for the test. */
    SplitConfig others(boolean validated, boolean tested) {
        return new SplitConfig(
                by, validated ? 0 : validation, tested ? 0 : test, training, gap, rounds, file, salt, merge);
    }

    private Division divideOthers(List<Example> examples, Dividing dividing, Survey survey) {
        return switch (by) {
            case TIME -> new TimeSplit(this, examples, dividing, survey).divide();
            case ORDER -> new WholeExamples(this, examples).inOrder();
            case HASH -> new WholeExamples(this, examples).divide(new InputHash(this, dividing.text())::part);
            case GROUP -> {
                dividing.report()
                        .count(
                                "groups",
                                examples.stream().map(Example::group).distinct().count());
                yield new WholeExamples(this, examples).divide(new GroupHash(this)::part);
            }
            case STRATIFIED ->
                new WholeExamples(this, examples).divide(new Strata(this, examples, dividing.text())::part);
            case COLUMN -> new WholeExamples(this, examples).divide(SplitConfig::missing);
            case FILE -> {
                PartsFile parts = PartsFile.read(dividing.folder().resolve(file));
                Division division = new WholeExamples(this, examples).divide(parts::part);
                parts.report(dividing.report());
                yield division;
            }
        };
    }

    /** Divides examples in usual circumstances, each part with its own steps alone. */
    public Split divide(List<Example> examples) {
        return divide(examples, Dividing.usual()).split();
    }

    private static Example.Part missing(Example example) {
        throw new DataException(
                "the source must give the part of each example (data.split.by: column), but gives none for "
                        + (example.origin().isKnown() ? example.origin() : "'" + example.name() + "'")
                        + "; name its column (part), or fill it");
    }
}
