package dev.sluice.core.experiment.record;

import dev.sluice.core.data.Example;
import dev.sluice.core.data.Sequence;
import dev.sluice.core.data.Target;
import dev.sluice.core.plugin.Fingerprint;
import dev.sluice.core.tensor.Matrix;
import java.util.List;

/** A checksum of the examples of a data source, whatever files it read: equal sums mean equal examples in equal order. */
public final class DataFingerprint {
    private DataFingerprint() {}

    public static String of(List<Example> examples) {
        Fingerprint fingerprint = new Fingerprint();
        for (Example example : examples) {
            example.inputs().values().forEach(input -> add(fingerprint, input));
            example.targets().values().forEach(target -> add(fingerprint, target));
            fingerprint.add("");
        }
        return fingerprint.hex();
    }

    private static void add(Fingerprint fingerprint, Sequence input) {
        switch (input) {
            case Sequence.Text text -> fingerprint.add(text.text());
            case Sequence.Symbols symbols -> symbols.symbols().forEach(fingerprint::add);
            case Sequence.Series series -> {
                add(fingerprint, series.values());
                series.times().forEach(time -> fingerprint.add(Double.doubleToLongBits(time)));
            }
            case Sequence.Static fixed -> add(fingerprint, fixed.values());
        }
    }

    private static void add(Fingerprint fingerprint, Matrix values) {
        fingerprint.add(values.toString());
        for (double value : values.array()) {
            fingerprint.add(Double.doubleToLongBits(value));
        }
    }

    private static void add(Fingerprint fingerprint, Target target) {
        switch (target) {
            case Target.Labels labels -> labels.labels().forEach(fingerprint::add);
            case Target.Numbers numbers ->
                numbers.values().forEach(value -> fingerprint.add(Double.doubleToLongBits(value)));
            case Target.Steps steps -> steps.steps().forEach(step -> add(fingerprint, step));
        }
    }
}
