package dev.sluice.export.streaming;

import dev.sluice.export.onnx.ElementType;
import dev.sluice.export.onnx.OnnxArray;
import dev.sluice.export.onnx.OnnxDim;
import dev.sluice.export.runtime.ModelValue;
import java.util.List;

/**
 * An input of a single-step model: tokens {@code [batch]} or numbers {@code [batch, F]}.
 *
 * @param symbols how many different tokens there are
 */
record StepInput(ModelValue value, long symbols) {
    String name() {
        return value.name();
    }

    boolean readsTokens() {
        return value.type() == ElementType.INT64;
    }

    /**
     * Joins the rows of several clients.
     *
     * @throws IllegalArgumentException if a client's value for this input is missing or does not fit
     */
    OnnxArray join(List<StepValues> rows) {
        return readsTokens() ? tokens(rows) : numbers(rows);
    }

    private OnnxArray tokens(List<StepValues> rows) {
        long[] all = new long[rows.size()];
        for (int row = 0; row < all.length; row++) {
            Long token = rows.get(row).tokens().get(name());
            if (token == null) {
                throw wrong("a token", rows.get(row));
            }
            if (token < 0 || token >= symbols) {
                throw new IllegalArgumentException("the token '" + name() + "' must be "
                        + (symbols == Long.MAX_VALUE ? "0 or more" : "from 0 to " + (symbols - 1)) + ", but was "
                        + token);
            }
            all[row] = token;
        }
        return OnnxArray.longs(all, all.length);
    }

    private OnnxArray numbers(List<StepValues> rows) {
        int width = width();
        double[] all = new double[rows.size() * width];
        for (int row = 0; row < rows.size(); row++) {
            List<Double> numbers = rows.get(row).numbers().get(name());
            if (numbers == null || numbers.size() != width) {
                throw wrong(width + " numbers", rows.get(row));
            }
            for (int i = 0; i < width; i++) {
                all[row * width + i] = finite(numbers.get(i), i);
            }
        }
        return OnnxArray.numbers(value.type(), all, rows.size(), width);
    }

    /** A state that once became NaN stays so, and with it all answers to come. */
    private double finite(double number, int at) {
        boolean wide = value.type() == ElementType.DOUBLE;
        if (!Double.isFinite(wide ? number : (float) number)) {
            throw new IllegalArgumentException("every number of '" + name() + "' must be finite in "
                    + (wide ? "float64" : "float32") + ", but number " + (at + 1) + " is " + number
                    + "; fill the gap; where the model reads a mask, any number will do and its mask is 0");
        }
        return number;
    }

    private int width() {
        return value.shape().dim(-1) instanceof OnnxDim.Fixed(long size) ? Math.toIntExact(size) : 0;
    }

    private IllegalArgumentException wrong(String what, StepValues given) {
        return new IllegalArgumentException("the model reads " + what + " as '" + name()
                + "' at each step, but was given tokens " + given.tokens() + " and numbers " + given.numbers());
    }
}
