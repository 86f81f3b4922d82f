package dev.sluice.core.data;

import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/**
 * Data ready for training: split, contract fitted on the training part, all parts encoded by it.
 *
 * @param split the examples as they were read, for baselines and reports
 * @param pasts where examples are windows of series, the training parts of the series and, for each window of validation and test, its
 *     series up to the first step that is forecast; else the split itself
 * @param contract the way from examples to numbers
 * @param training encoded
 * @param validation encoded; may be empty
 * @param test encoded; may be empty
 */
public record PreparedData(
        Split split, Split pasts, DataContract contract, Dataset training, Dataset validation, Dataset test) {
    /**
     * Prepares the parts of the data.
     *
     * @param report takes what is counted. Modified.
     * @throws DataException if the training part is empty, there are fewer than two classes, or an example does not fit the others
     */
    public static PreparedData of(Split split, Preparation preparation, DataReport report) {
        if (split.training().isEmpty()
                && split.validation().isEmpty()
                && split.test().isEmpty()) {
            throw new DataException("the data source gave no example; check its file and its filters");
        }
        Split labelled = labelled(split, report);
        DataContract contract = DataContract.fit(preparation, labelled);
        return of(labelled, contract, labelled, labelled, contract, report);
    }

    /**
     * Examples that were made from those of a split, such as windows of series.
     *
     * @param source what they were made from
     * @param fitted the contract of that
     * @param split the examples
     * @param pasts of the examples
     * @param contract of the examples
     * @param report takes what is counted. Modified.
     * @throws DataException if an example does not fit the others
     */
    public static PreparedData of(
            Split source, DataContract fitted, Split split, Split pasts, DataContract contract, DataReport report) {
        // Encoded first: that names what does not fit.
        PreparedData data = encoded(split, pasts, contract);
        new DataFindings(source, fitted).report(report);
        return data;
    }

    /** Parts of data as a contract that was fitted before encodes them. */
    public static PreparedData encoded(Split split, Split pasts, DataContract contract) {
        return new PreparedData(
                split,
                pasts,
                contract,
                contract.encode(split.training()),
                contract.encode(split.validation()),
                contract.encode(split.test()));
    }

    /** The parts without the examples that have no label at all. */
    private static Split labelled(Split split, DataReport report) {
        Split labelled = new Split(labelled(split.training()), labelled(split.validation()), labelled(split.test()));
        int all = split.all().size();
        int without = all - labelled.all().size();
        if (labelled.training().isEmpty() && !split.training().isEmpty()) {
            throw new DataException(String.format(
                    Locale.ROOT,
                    "training needs examples with a target, but none of the %,d of the training part has one: what labels or targets of"
                            + " data.source name is empty there; fill it in, or name what to predict",
                    split.training().size()));
        }
        report.note(
                "examples_without_label",
                without,
                String.format(Locale.ROOT, "Examples without any label, left out: %,d of %,d", without, all));
        return labelled;
    }

    /** The examples that say anything: those with a target, or that have none to say. */
    public static List<Example> labelled(List<Example> examples) {
        BitSet labelled = new BitSet();
        for (int i = 0; i < examples.size(); i++) {
            Collection<Target> targets = examples.get(i).targets().values();
            labelled.set(i, targets.isEmpty() || !targets.stream().allMatch(Weighing::isMissing));
        }
        return labelled.cardinality() == examples.size() ? examples : Picked.where(examples, labelled::get);
    }

    /** This with parts that are read as one long sequence each. */
    public PreparedData asStream(StreamConfig stream) {
        return new PreparedData(
                split, pasts, contract, training.asStream(stream), validation.asStream(stream), test.asStream(stream));
    }

    /** This for examples whose inputs went through changes before. */
    public PreparedData after(InputChanges changes) {
        return new PreparedData(split, pasts, contract.after(changes), training, validation, test);
    }

    /** Prepares parts for one encoder that reads all their inputs, with one target. */
    public static PreparedData of(Split split, TextConfig text, ClassEncoding.Form form) {
        return of(split, Preparation.of(text, form), new DataReport());
    }

    /** The same beside naive forecasts to measure errors by, which are made from the {@link #pasts}. */
    public PreparedData withYardsticks(Function<Example, Yardstick> yardstick) {
        return new PreparedData(
                split,
                pasts,
                contract,
                training,
                validation.withYardsticks(
                        i -> yardstick.apply(pasts.validation().get(i))),
                test.withYardsticks(i -> yardstick.apply(pasts.test().get(i))));
    }
}
