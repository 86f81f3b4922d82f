package dev.sluice.export.variant;

import dev.sluice.core.data.Batch;
import dev.sluice.core.data.DataContract;
import dev.sluice.core.data.DataException;
import dev.sluice.core.data.EncodedInputs;
import dev.sluice.core.data.Example;
import dev.sluice.core.data.Sequence;
import dev.sluice.core.data.prepare.DifferenceStep;
import dev.sluice.core.data.prepare.LagStep;
import dev.sluice.core.data.prepare.MedianStep;
import dev.sluice.core.data.prepare.Prepared;
import dev.sluice.core.data.prepare.ResampleConfig;
import dev.sluice.core.data.prepare.Step;
import dev.sluice.core.experiment.forecast.ForecastInputs;
import dev.sluice.export.onnx.OnnxArray;
import dev.sluice.export.preparation.RawInputs;
import dev.sluice.export.proof.RawProof;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/**
 * Data as they are read, in the form of examples, which Java prepares, and in that of the inputs of a file: the shortest series and long ones
 * side by side, gaps at their beginning, in their middle and over all of them where gaps are allowed, numbers far beyond those of training,
 * words that training had not and none at all.
 */
final class RawExamples {
    private static final int[] ROWS = {1, 3, 8};
    private static final int LONG = 17;
    private static final int TRIAL = 9;

    private final DataContract contract;
    private final RawInputs raw;
    private final long seed;

    RawExamples(DataContract contract, RawInputs raw, long seed) {
        this.contract = contract;
        this.raw = raw;
        this.seed = seed;
    }

    List<RawProof.Case> cases() {
        Set<Integer> gaps = gaps();
        int furthest = reach() + LONG;
        Set<Integer> longest = new TreeSet<>(List.of(1, 2, LONG, furthest));
        List<RawProof.Case> cases = new ArrayList<>();
        for (int rows : ROWS) {
            for (int steps : longest) {
                cases.add(of(lengths(rows, steps), gaps));
            }
        }
        return cases;
    }

    /** The first row has all steps, the last one only one. */
    private static int[] lengths(int rows, int steps) {
        int[] lengths = new int[rows];
        for (int row = 0; row < rows; row++) {
            lengths[row] = Math.max(1, row == rows - 1 && rows > 1 ? 1 : steps - row * steps / rows);
        }
        return lengths;
    }

    /** Steps that lie between a step and the furthest before it that it depends on. */
    private int reach() {
        int reach = raw.forecast().map(task -> task.window()).orElse(0);
        for (Step step : raw.steps()) {
            reach += switch (step) {
                case LagStep lag ->
                    lag.lags().stream().mapToInt(Integer::intValue).max().orElse(0);
                case DifferenceStep difference -> difference.steps();
                case MedianStep median -> median.window();
                default -> 0;
            };
        }
        return reach;
    }

    /** The columns whose gaps are filled, counted from 0. */
    private Set<Integer> gaps() {
        Set<Integer> gaps = new LinkedHashSet<>();
        for (int column = 0; column < raw.columns().size(); column++) {
            RawRow row = row(0, TRIAL, Set.of(column), TRIAL);
            try {
                encoded(row.example());
                gaps.add(column);
            } catch (DataException refused) {
                // Missing numbers of this column are not allowed, so none are drawn.
                gaps.remove(column);
            }
        }
        return gaps;
    }

    private RawRow row(int row, int length, Set<Integer> gaps, int purpose) {
        return new RawRow(contract, raw, length, gaps, row, seed + purpose);
    }

    private RawProof.Case of(int[] lengths, Set<Integer> gaps) {
        List<RawRow> rows = new ArrayList<>();
        for (int row = 0; row < lengths.length; row++) {
            rows.add(row(row, lengths[row], gaps, 100 * lengths[0] + lengths.length));
        }
        List<EncodedInputs> encoded = new ArrayList<>();
        rows.forEach(row -> encoded.add(encoded(row.example())));
        String where = "rows " + rows.size() + ", steps " + Arrays.toString(lengths) + (gaps.isEmpty() ? "" : ", gaps")
                + (hasWords() ? ", unknown and missing words" : "");
        Map<String, OnnxArray> file = new LinkedHashMap<>(RawArrays.of(raw, rows));
        if (raw.forecast().isPresent()) {
            // All measured steps, of which the model reads the last ones.
            file.put(
                    Objects.requireNonNull(contract.lengths().get(raw.series())),
                    OnnxArray.ints(lengths.clone(), lengths.length));
        }
        return new RawProof.Case(where, Batch.inputs(encoded), file);
    }

    private boolean hasWords() {
        return !raw.words().isEmpty() || !raw.fixedWords().isEmpty();
    }

    /** As predictions prepare it, but for steps at equal intervals, which a file is given. */
    private EncodedInputs encoded(Map<String, Sequence> example) {
        Prepared all = (Prepared) contract.changes();
        Prepared changes = new Prepared(all.given(), all.steps(), all.whole(), all.embedded(), ResampleConfig.off());
        DataContract same = contract.after(changes);
        Map<String, Sequence> inputs = new LinkedHashMap<>(
                raw.forecast().isPresent()
                        ? new ForecastInputs(same).after(new Example(example, Map.of()))
                        : changes.apply(example));
        return same.encode(inputs);
    }
}
