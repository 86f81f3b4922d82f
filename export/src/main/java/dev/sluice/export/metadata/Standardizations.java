package dev.sluice.export.metadata;

import dev.sluice.core.data.DataContract;
import dev.sluice.core.data.InputEncoding;
import dev.sluice.core.data.Scaler;
import dev.sluice.core.data.SeriesConfig;
import dev.sluice.core.data.TargetEncoding;
import dev.sluice.core.experiment.exchange.TrainedModel;
import dev.sluice.core.model.DerivedInput;
import dev.sluice.core.model.OutputForm;
import dev.sluice.export.lowering.Standardization;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The standardizations in a file's numeric inputs and outputs, so that callers use the units of the data. */
public final class Standardizations {
    private Standardizations() {}

    /** The standardizations of answers, which the file inverts, by output. */
    public static Map<String, Standardization> ofAnswers(TrainedModel model) {
        Map<String, Standardization> all = new LinkedHashMap<>();
        model.contract().targets().forEach((head, target) -> {
            if (target.columns() instanceof TargetEncoding.Numeric numbers
                    && !numbers.scaler().isIdentity()) {
                model.answers(head)
                        .forEach(answer ->
                                of(answer.kind(), numbers.scaler()).ifPresent(by -> all.put(answer.name(head), by)));
            }
        });
        return all;
    }

    private static Optional<Standardization> of(OutputForm.Kind kind, Scaler scaler) {
        return switch (kind) {
            case LOCATION -> Optional.of(of(scaler));
            case SCALE -> Optional.of(of(new Scaler(Collections.nCopies(scaler.features(), 0.0), scaler.deviation())));
            case SHAPE, NUMBER, FLAG -> Optional.empty();
        };
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
