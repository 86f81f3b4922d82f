package dev.sluice.export.lowering;

import dev.sluice.core.experiment.exchange.ExportException;
import dev.sluice.export.onnx.ElementType;
import dev.sluice.export.onnx.OnnxArray;
import dev.sluice.export.onnx.OnnxValue;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Padding in front of sequences in a file whose network has it behind them. Rows are reversed on their way in and out:
 *
 * <pre>
 *   a row of length 2            _ _ a b
 *   all steps reversed           b a _ _      Slice with step -1
 *   the row itself reversed      a b _ _      ReverseSequence
 * </pre>
 *
 * @param lengths names of the length inputs, by the names of inputs and outputs {@code [batch, time, ..]}; empty for
 *     padding behind
 */
public record FrontPadding(Map<String, String> lengths) {
    /** Padding behind all sequences. */
    public static final FrontPadding NONE = new FrontPadding(Map.of());

    /** Copies the map, keeping its order. */
    public FrontPadding {
        lengths = Collections.unmodifiableMap(new LinkedHashMap<>(lengths));
    }

    /** Returns whether no sequence is padded in front. */
    public boolean isEmpty() {
        return lengths.isEmpty();
    }

    /** Converts inputs with padding behind to the file's padding. */
    public Map<String, OnnxArray> toFile(Map<String, OnnxArray> inputs) {
        Map<String, OnnxArray> turned = new LinkedHashMap<>(inputs);
        lengths.forEach((name, counts) -> {
            OnnxArray sequence = inputs.get(name);
            OnnxArray steps = inputs.get(counts);
            if (sequence != null && steps != null) {
                turned.put(name, rolled(sequence, steps.toInts(), true));
            }
        });
        return turned;
    }

    /**
     * Converts the file's results to padding behind.
     *
     * @param inputs the file's inputs
     */
    public Map<String, OnnxArray> fromFile(Map<String, OnnxArray> results, Map<String, OnnxArray> inputs) {
        Map<String, OnnxArray> turned = new LinkedHashMap<>(results);
        lengths.forEach((name, counts) -> {
            OnnxArray sequence = results.get(name);
            OnnxArray probabilities = results.get(Lowering.probabilities(name));
            OnnxArray steps = inputs.get(counts);
            if (sequence != null && steps != null) {
                turned.put(name, rolled(sequence, steps.toInts(), false));
                if (probabilities != null) {
                    turned.put(Lowering.probabilities(name), rolled(probabilities, steps.toInts(), false));
                }
            }
        });
        return turned;
    }

    /** Rotates each row {@code [time, ..]} so that its valid steps and its padding swap places. */
    private static OnnxArray rolled(OnnxArray sequence, int[] lengths, boolean toFront) {
        int time = (int) sequence.shape()[1];
        byte[] bytes = sequence.toBytes();
        byte[] out = new byte[bytes.length];
        int row = bytes.length / Math.max(1, lengths.length);
        int step = row / Math.max(1, time);
        for (int i = 0; i < lengths.length; i++) {
            int first = (toFront ? lengths[i] : time - lengths[i]) * step;
            System.arraycopy(bytes, i * row + first, out, i * row, row - first);
            System.arraycopy(bytes, i * row, out, i * row + row - first, first);
        }
        return OnnxArray.ofBytes(sequence.type(), out, sequence.shape());
    }

    /** Converts an input {@code [T, B, ..]} from padding in front to padding behind. */
    OnnxValue inward(Scope main, OnnxValue sequence, String name, Map<String, OnnxValue> inputs) {
        return isEmpty()
                ? sequence
                : main.shaping().reverseSequence(main.shaping().reversed(sequence, 0), lengths(main, name, inputs));
    }

    /** Converts an output {@code [T, B, ..]} from padding behind to padding in front. */
    OnnxValue outward(Scope main, OnnxValue sequence, String name, Map<String, OnnxValue> inputs) {
        return isEmpty()
                ? sequence
                : main.shaping().reversed(main.shaping().reverseSequence(sequence, lengths(main, name, inputs)), 0);
    }

    private OnnxValue lengths(Scope main, String name, Map<String, OnnxValue> inputs) {
        OnnxValue counts = inputs.get(lengths.getOrDefault(name, ""));
        if (counts == null) {
            throw new ExportException("a file with padding in front must know the lengths of every sequence, but '"
                    + name + "' has none; take export.padding: right");
        }
        return main.as(counts, ElementType.INT64);
    }
}
