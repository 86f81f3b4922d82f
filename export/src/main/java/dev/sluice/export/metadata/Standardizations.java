package dev.sluice.export.metadata;

import dev.sluice.core.data.DataContract;
import dev.sluice.core.data.InputEncoding;
import dev.sluice.core.data.Scaler;
import dev.sluice.core.data.SeriesConfig;
import dev.sluice.core.data.TargetEncoding;
import dev.sluice.core.model.DerivedInput;
import dev.sluice.export.lowering.Standardization;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The standardizations in a file's numeric inputs and outputs, so that callers use the units of the data. */
public final class Standardizations {
    private Standardizations() {}

    /** The standardizations of targets, which the file inverts, by target name. */
    public static Map<String, Standardization> ofTargets(DataContract contract) {
        Map<String, Standardization> all = new LinkedHashMap<>();
        contract.targets().forEach((name, target) -> {
            if (target.columns() instanceof TargetEncoding.Numeric numbers
                    && !numbers.scaler().isIdentity()) {
                all.put(name, of(numbers.scaler()));
            }
        });
        return all;
    }

    /** The standardization of a scaler. */
    public static Standardization of(Scaler scaler) {
        return new Standardization(scaler);
    }

    /** The standardizations of inputs by name; derived time gaps are divided by the usual gap. */
    public static Map<String, Standardization> of(DataContract contract) {
        Map<String, Standardization> all = new LinkedHashMap<>();
        contract.inputs().forEach((name, encoding) -> {
            switch (encoding) {
                case InputEncoding.Text text -> {}
                case InputEncoding.Category category -> {}
                case InputEncoding.Static fixed ->
                    all.put(name, new Standardization(fixed.scaler(), fixed.missing() != SeriesConfig.Missing.REFUSE));
                case InputEncoding.Series series -> {
                    // The file does not know the last value before a gap; the caller fills it in.
                    boolean missing = series.derived().contains(DerivedInput.MASK)
                            || series.missing() == SeriesConfig.Missing.MEAN;
                    all.put(name, new Standardization(series.scaler(), missing));
                    series.derived().stream().filter(DerivedInput::isTime).forEach(derived -> {
                        int size = derived.size(series.scaler().features());
                        List<Double> mean = Collections.nCopies(size, 0.0);
                        all.put(
                                derived.of(name),
                                new Standardization(new Scaler(mean, Collections.nCopies(size, series.timeScale()))));
                    });
                }
            }
        });
        return all;
    }
}
