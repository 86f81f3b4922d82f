package dev.sluice.core.experiment;

import dev.sluice.core.data.Example;
import dev.sluice.core.data.Sequence;
import dev.sluice.core.data.Target;
import dev.sluice.core.plugin.Fingerprint;
import java.util.List;

/** A sum over what a data source gave, whatever files it read: equal sums mean equal examples in equal order. */
final class DataFingerprint {
    private DataFingerprint() {}

    static String of(List<Example> examples) {
        Fingerprint fingerprint = new Fingerprint();
        for (Example example : examples) {
            switch (example.sequence()) {
                case Sequence.Text text -> fingerprint.add(text.text());
                case Sequence.Series series -> {
                    fingerprint.add(series.values().shape().toString());
                    for (float value : series.values().array()) {
                        fingerprint.add(Float.floatToIntBits(value));
                    }
                }
            }
            switch (example.target()) {
                case Target.Labels labels -> labels.labels().forEach(fingerprint::add);
                case Target.Numbers numbers ->
                    numbers.values().forEach(value -> fingerprint.add(Double.doubleToLongBits(value)));
            }
            fingerprint.add("");
        }
        return fingerprint.hex();
    }
}
