package dev.sluice.core.generate;

import dev.sluice.core.data.ClassEncoding;
import dev.sluice.core.data.DataContract;
import dev.sluice.core.data.DataException;
import dev.sluice.core.data.Sequence;
import dev.sluice.core.data.TargetEncoding;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/** Writes frames, each the set of classes that hold at a step, such as the notes that sound. Each class is drawn by itself. */
final class FrameGenerator implements SequenceGenerator {
    private final List<String> columns;
    private final List<String> classes;
    private final Map<String, Integer> places = new HashMap<>();
    private final GenerationOptions options;
    private final StepSampler sampler;

    FrameGenerator(DataContract contract, GenerationOptions options) {
        if (options.topK() > 0 || options.topP() < 1 || !options.stops().isEmpty()) {
            throw new IllegalArgumentException(
                    "top_k, top_p and stop choose among symbols that exclude each other, but in a frame"
                            + " several may hold; leave them out and change temperature instead");
        }
        columns = columns(contract);
        classes = classes(contract);
        for (int column = 0; column < columns.size(); column++) {
            places.put(columns.get(column), column);
        }
        this.options = options;
        sampler = new StepSampler(options);
    }

    /** Returns whether what is predicted at each step of the only series are classes with the names of its columns. */
    static boolean fits(DataContract contract) {
        List<String> classes = classes(contract);
        return !classes.isEmpty() && new HashSet<>(columns(contract)).containsAll(classes);
    }

    private static List<String> columns(DataContract contract) {
        return contract.inputs().size() == 1
                ? contract.columns().of(contract.inputs().keySet().iterator().next())
                : List.of();
    }

    private static List<String> classes(DataContract contract) {
        TargetEncoding target = contract.target();
        return target.everyStep() && target.columns() instanceof ClassEncoding several && several.severalMayHold()
                ? several.labels().names()
                : List.of();
    }

    @Override
    public Generated after(Sequence prompt, NextStep model) {
        if (!(prompt instanceof Sequence.Series given)
                || (given.steps() > 0 && given.values().columns() != columns.size())) {
            throw new DataException(
                    "the prompt must be frames of " + columns.size() + " numbers, but is " + prompt.words());
        }
        // Silence comes before the first frame.
        float[] probabilities = given.steps() == 0 ? model.afterFrame(new float[columns.size()]) : new float[0];
        for (int t = 0; t < given.steps(); t++) {
            float[] frame = new float[columns.size()];
            for (int c = 0; c < frame.length; c++) {
                frame[c] = (float) given.values().get(t, c);
            }
            probabilities = model.afterFrame(frame);
        }
        List<List<String>> steps = new ArrayList<>();
        for (int step = 0; step < options.length(); step++) {
            float[] frame = new float[columns.size()];
            List<String> holding = new ArrayList<>();
            for (int c = 0; c < classes.size(); c++) {
                if (sampler.holds(probabilities[c], (long) step * classes.size() + c)) {
                    holding.add(classes.get(c));
                    frame[places.getOrDefault(classes.get(c), 0)] = 1;
                }
            }
            holding.sort((one, other) -> Integer.compare(places.getOrDefault(one, 0), places.getOrDefault(other, 0)));
            steps.add(List.copyOf(holding));
            if (step + 1 < options.length()) {
                probabilities = model.afterFrame(frame);
            }
        }
        return new Generated(steps, false, List.of());
    }
}
