package dev.sluice.export.metadata;

import dev.sluice.core.data.DataContract;
import dev.sluice.core.data.InputEncoding;
import dev.sluice.core.data.SeriesConfig;
import dev.sluice.core.data.TargetEncoding;
import dev.sluice.core.model.DerivedInput;
import dev.sluice.export.lowering.Standardization;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a file does to its numeric inputs and answers, so that all are as they are measured. */
public final class Standardizations {
    private Standardizations() {}

    /** What was done to the numbers of answers for training and is undone in the file, by the answers' names. */
    public static Map<String, Standardization> ofAnswers(DataContract contract) {
        Map<String, Standardization> all = new LinkedHashMap<>();
        contract.targets().forEach((name, target) -> {
            if (target.columns() instanceof TargetEncoding.Numbers numbers
                    && !numbers.scaler().isIdentity()) {
                all.put(
                        name,
                        new Standardization(
                                numbers.scaler().mean(), numbers.scaler().deviation()));
            }
        });
        return all;
    }

    /** By the names of the inputs; times that are derived are divided by the usual gap. */
    public static Map<String, Standardization> of(DataContract contract) {
        Map<String, Standardization> all = new LinkedHashMap<>();
        contract.inputs().forEach((name, encoding) -> {
            switch (encoding) {
                case InputEncoding.Text text -> {}
                case InputEncoding.Category category -> {}
                case InputEncoding.Static fixed ->
                    all.put(
                            name,
                            new Standardization(
                                    fixed.scaler().mean(),
                                    fixed.scaler().deviation(),
                                    fixed.missing() != SeriesConfig.Missing.REFUSE));
                case InputEncoding.Series series -> {
                    // The last value before a gap is not known to the file: whoever calls it fills it in.
                    boolean missing = series.derived().contains(DerivedInput.MASK)
                            || series.missing() == SeriesConfig.Missing.MEAN;
                    all.put(
                            name,
                            new Standardization(
                                    series.scaler().mean(), series.scaler().deviation(), missing));
                    series.derived().stream().filter(DerivedInput::isTime).forEach(derived -> {
                        int size = derived.size(series.scaler().features());
                        List<Double> mean = Collections.nCopies(size, 0.0);
                        all.put(
                                derived.of(name),
                                new Standardization(mean, Collections.nCopies(size, series.timeScale())));
                    });
                }
            }
        });
        return all;
    }
}
