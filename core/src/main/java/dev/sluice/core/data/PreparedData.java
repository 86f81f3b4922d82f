package dev.sluice.core.data;

/**
 * Data ready for training: split, contract fitted on the training part, all parts encoded by it.
 *
 * @param split the examples as they were read, for baselines and reports
 * @param contract the way from these to numbers
 * @param training encoded
 * @param validation encoded; may be empty
 * @param test encoded; may be empty
 */
public record PreparedData(Split split, DataContract contract, Dataset training, Dataset validation, Dataset test) {
    /**
     * Prepares the parts of the data.
     *
     * @param report takes what is counted. Modified.
     * @throws DataException if the training part is empty, there are fewer than two classes, or an example does not fit the others
     */
    public static PreparedData of(Split split, Preparation preparation, DataReport report) {
        if (split.training().isEmpty() && split.validation().isEmpty() && split.test().isEmpty()) {
            throw new DataException("the data source gave no example; check its file and its filters");
        }
        DataContract contract = new ContractFit(preparation).of(split.training(), split.all());
        PreparedData data = new PreparedData(
                split,
                contract,
                contract.encode(split.training()),
                contract.encode(split.validation()),
                contract.encode(split.test()));
        new DataFindings(split, contract).report(report);
        return data;
    }

    /** Prepares parts for one encoder that reads all their inputs, with one target. */
    public static PreparedData of(Split split, TextConfig text, TargetEncoding.Classes.Form form) {
        return of(split, Preparation.of(text, form), new DataReport());
    }
}
