package dev.sluice.core.experiment.record;

import dev.sluice.core.data.Example;
import dev.sluice.core.data.Sequence;
import dev.sluice.core.data.Target;
import dev.sluice.core.file.Fingerprint;
import dev.sluice.core.tensor.Matrix;
import java.util.Collection;
import java.util.List;

/** SHA-256 of examples, independent of their files: equal sums mean equal examples, names and parts in equal order. */
public final class DataFingerprint {
    private DataFingerprint() {}

    /** The sum in hexadecimal. Origins, which only messages show, are left out. */
    public static String of(List<Example> examples) {
        Fingerprint fingerprint = new Fingerprint();
        for (Example example : examples) {
            example.inputs().forEach((name, input) -> add(fingerprint.add(name), input));
            example.targets().forEach((name, target) -> add(fingerprint.add(name), target));
            fingerprint.add(example.part().name());
            if (!example.group().isEmpty()) {
                fingerprint.add("group " + example.group());
            }
            if (example.weight() != 1) {
                fingerprint.add(Double.doubleToLongBits(example.weight()));
            }
        }
        return fingerprint.hex();
    }

    private static void add(Fingerprint fingerprint, Sequence input) {
        fingerprint.add(input.getClass().getSimpleName());
        switch (input) {
            case Sequence.Text text -> fingerprint.add(text.text());
            case Sequence.Symbols symbols -> add(fingerprint, symbols.symbols());
            case Sequence.Series series -> {
                add(fingerprint, series.values());
                for (int t = 0; t < series.times().size(); t++) {
                    fingerprint.add(Double.doubleToLongBits(series.time(t)));
                }
            }
            case Sequence.Static fixed -> add(fingerprint, fixed.values());
            case Sequence.Categories categories -> add(fingerprint, categories.values());
        }
    }

    private static void add(Fingerprint fingerprint, Matrix values) {
        fingerprint.add(values.toString());
        for (Matrix block : values.blocks()) {
            for (double value : block.array()) {
                fingerprint.add(Double.doubleToLongBits(value));
            }
        }
    }

    private static void add(Fingerprint fingerprint, Target target) {
        fingerprint.add(target.getClass().getSimpleName());
        switch (target) {
            case Target.Labels labels -> add(fingerprint, labels.labels());
            case Target.Numbers numbers -> {
                fingerprint.add(numbers.values().size());
                numbers.values().forEach(value -> fingerprint.add(Double.doubleToLongBits(value)));
            }
            case Target.Horizon horizon -> add(fingerprint, horizon.values());
            case Target.Next next -> {}
            case Target.Text text -> add(fingerprint, text.text());
            case Target.Steps steps -> {
                fingerprint.add(steps.steps().size());
                steps.steps().forEach(step -> add(fingerprint, step));
                steps.weights().forEach(weight -> fingerprint.add(Double.doubleToLongBits(weight)));
            }
            case Target.Missing missing -> {}
        }
    }

    private static void add(Fingerprint fingerprint, Collection<String> words) {
        fingerprint.add(words.size());
        words.forEach(fingerprint::add);
    }
}
