package dev.sluice.core.data.prepare;

import dev.sluice.core.data.Batch;
import dev.sluice.core.data.ColumnNames;
import dev.sluice.core.data.ColumnScaling;
import dev.sluice.core.data.DataException;
import dev.sluice.core.data.Example;
import dev.sluice.core.data.InputChanges;
import dev.sluice.core.data.Pieces;
import dev.sluice.core.data.Sequence;
import dev.sluice.core.data.Times;
import dev.sluice.core.data.split.Division;
import dev.sluice.core.data.split.Portion;
import dev.sluice.core.data.split.Portions;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Steps that are fitted to the training part of some data, and change the first numeric series of an example, and its static numbers.
 *
 * @param given names of the columns before
 * @param steps of the series
 * @param whole of what holds for the whole example
 * @param embedded columns of words that become numbers of the rows of a table, not columns of zeros and ones
 * @param resample steps at equal intervals, before all else; examples that are divided were resampled before
 */
public record Prepared(
        ColumnNames given, List<Step> steps, List<Step> whole, Set<String> embedded, ResampleConfig resample)
        implements InputChanges, Serializable {
    /** Copies the lists. */
    public Prepared {
        steps = List.copyOf(steps);
        whole = List.copyOf(whole);
        embedded = Collections.unmodifiableSet(new TreeSet<>(embedded));
    }

    /** No change. */
    public static Prepared nothing() {
        return new Prepared(ColumnNames.none(), List.of(), List.of(), Set.of(), ResampleConfig.off());
    }

    /**
     * Fits steps.
     *
     * @param training part, each example with its own steps alone
     * @param given names of the columns, by the names of their inputs
     * @param embedded columns of words that are left as they are
     * @throws DataException if a column is missing, or there is nothing to prepare
     */
    public static Fitted fit(List<PrepareConfig> wishes, Pieces training, ColumnNames given, Set<String> embedded) {
        if (training.isEmpty()) {
            return new Fitted(nothing(), Map.of());
        }
        Map<String, Sequence> first = training.first().inputs();
        boolean words = first.entrySet().stream()
                .anyMatch(
                        input -> input.getValue() instanceof Sequence.Categories && !embedded.contains(input.getKey()));
        if (wishes.isEmpty() && !words) {
            return new Fitted(nothing(), Map.of());
        }
        Prepared before = new Prepared(given, List.of(), List.of(), embedded, ResampleConfig.off());
        List<Step> steps = new ArrayList<>();
        Map<String, ColumnScaling> scaling = Map.of();
        if (before.series(first).isPresent()) {
            PrepareFit fit = new PrepareFit(training, before::series);
            steps.addAll(fit.of(wishes));
            scaling = fit.scaling();
        } else if (!wishes.isEmpty()) {
            throw new DataException(
                    "data.prepare changes the numbers of steps, but the data have no numeric series; they" + " have "
                            + first.keySet());
        }
        List<Step> whole =
                before.whole(first).isPresent() ? new PrepareFit(training, before::whole).of(List.of()) : List.of();
        return new Fitted(new Prepared(given, steps, whole, embedded, ResampleConfig.off()), scaling);
    }

    /**
     * Steps with what is to be done after them.
     *
     * @param changes the steps
     * @param scaling of columns that are not scaled in the usual way, by name
     */
    public record Fitted(Prepared changes, Map<String, ColumnScaling> scaling) {}

    static Frame after(Frame frame, List<Step> steps) {
        Frame after = frame;
        for (Step step : steps) {
            after = step.apply(after);
        }
        return after;
    }

    @Override
    public boolean isEmpty() {
        return keepsColumns() && !resample.isOn();
    }

    @Override
    public Map<String, List<String>> categories() {
        Map<String, List<String>> known = new LinkedHashMap<>();
        Stream.concat(steps.stream(), whole.stream()).forEach(step -> {
            if (step instanceof OneHotStep(String column, List<String> categories)) {
                known.put(column, categories);
            }
        });
        return known;
    }

    private boolean keepsColumns() {
        return steps.isEmpty() && whole.isEmpty();
    }

    /** The columns of words that become columns of numbers, by name, with whether they have a word for each step. */
    public Map<String, Boolean> words() {
        Map<String, Boolean> words = new LinkedHashMap<>();
        for (Step step : steps) {
            if (step instanceof OneHotStep hot) {
                words.put(hot.column(), true);
            }
        }
        for (Step step : whole) {
            if (step instanceof OneHotStep hot) {
                words.put(hot.column(), false);
            }
        }
        return words;
    }

    /** This for examples that are resampled before. */
    public Prepared after(ResampleConfig before, ColumnNames columns) {
        return new Prepared(columns, steps, whole, embedded, before);
    }

    @Override
    public Map<String, Sequence> apply(Map<String, Sequence> inputs) {
        return prepared(resample.isOn() ? new Resampling(resample, given).apply(inputs) : inputs);
    }

    private Map<String, Sequence> prepared(Map<String, Sequence> inputs) {
        if (keepsColumns()) {
            return inputs;
        }
        Map<String, Sequence> changed = new LinkedHashMap<>();
        inputs.forEach((name, sequence) -> {
            if (!(sequence instanceof Sequence.Categories) || embedded.contains(name)) {
                changed.put(name, sequence);
            }
        });
        series(inputs).ifPresent(frame -> {
            Frame after = after(frame, steps);
            changed.put(seriesName(inputs), new Sequence.Series(after.matrix(), after.times()));
        });
        if (!whole.isEmpty()) {
            whole(inputs)
                    .ifPresent(frame -> changed.put(
                            staticName(inputs),
                            new Sequence.Static(after(frame, whole).matrix())));
        }
        return Collections.unmodifiableMap(changed);
    }

    /** The names of the columns after it. */
    public ColumnNames columns(Map<String, Sequence> inputs) {
        Map<String, List<String>> columns = new LinkedHashMap<>(given.columns());
        if (!keepsColumns()) {
            series(inputs).ifPresent(frame -> columns.put(seriesName(inputs), names(frame, steps)));
            whole(inputs).ifPresent(frame -> columns.put(staticName(inputs), names(frame, whole)));
        }
        return new ColumnNames(columns, given.times());
    }

    private static List<String> names(Frame frame, List<Step> steps) {
        return List.copyOf(after(frame, steps).numbers().keySet());
    }

    /** The parts with all their series prepared: each from its past and its own steps, as if nothing followed. */
    public Division apply(Division division) {
        return keepsColumns()
                ? division
                : new Division(apply(division.training()), apply(division.validation()), apply(division.test()));
    }

    private Portions apply(Portions portions) {
        List<Portion> prepared = new ArrayList<>(portions.size());
        for (Portion portion : portions) {
            Example seen = portion.withPast();
            prepared.add(new Portion(seen.with(prepared(seen.inputs()), seen.targets()), portion.from(), portion.to()));
        }
        return Portions.of(prepared);
    }

    private static String seriesName(Map<String, Sequence> inputs) {
        return name(inputs, Sequence.Series.class, Batch.FEATURES);
    }

    private static String staticName(Map<String, Sequence> inputs) {
        return name(inputs, Sequence.Static.class, Batch.STATIC);
    }

    private static String name(Map<String, Sequence> inputs, Class<?> kind, String usual) {
        return inputs.entrySet().stream()
                .filter(input -> kind.isInstance(input.getValue()))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(usual);
    }

    /** The first series, with the words of each step; empty if there is neither. */
    private Optional<Frame> series(Map<String, Sequence> inputs) {
        String name = seriesName(inputs);
        Map<String, List<String>> words = words(inputs, true);
        if (inputs.get(name) instanceof Sequence.Series series) {
            words.forEach((column, each) -> {
                if (each.size() != series.steps()) {
                    throw new DataException("categories of steps need one for each of the " + series.steps()
                            + " steps, but '" + column + "' has " + each.size());
                }
            });
            return Optional.of(
                    new Frame(Frame.columns(given.of(name), series.values()), words, series.times(), series.steps()));
        }
        return words.isEmpty()
                ? Optional.empty()
                : Optional.of(new Frame(
                        Map.of(),
                        words,
                        Times.none(),
                        words.values().iterator().next().size()));
    }

    /** The static numbers and words of an example that has such words; empty if it has none. */
    private Optional<Frame> whole(Map<String, Sequence> inputs) {
        Map<String, List<String>> words = words(inputs, false);
        if (words.isEmpty()) {
            return Optional.empty();
        }
        String name = staticName(inputs);
        return Optional.of(new Frame(
                inputs.get(name) instanceof Sequence.Static fixed
                        ? Frame.columns(given.of(name), fixed.values())
                        : Map.of(),
                words,
                Times.none(),
                1));
    }

    private Map<String, List<String>> words(Map<String, Sequence> inputs, boolean perStep) {
        Map<String, List<String>> words = new LinkedHashMap<>();
        inputs.forEach((name, sequence) -> {
            if (sequence instanceof Sequence.Categories categories
                    && categories.perStep() == perStep
                    && !embedded.contains(name)) {
                words.put(name, categories.values());
            }
        });
        return words;
    }
}
