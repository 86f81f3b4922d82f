package dev.sluice.core.engine;

import dev.sluice.core.graph.BinaryOp;
import dev.sluice.core.graph.UnaryOp;
import dev.sluice.core.kernel.ElementwiseKernels;
import dev.sluice.core.kernel.FunctionKernels;

/** An elementwise function of values that all have the same rows and columns. */
sealed interface Elementwise {
    /** Computes {@code n} elements from element {@code from} of the tile on. */
    void run(TileFrame frame, int from, int n);

    /** A function of one value. */
    record Unary(UnaryOp op, Ref x, Ref result) implements Elementwise {
        @Override
        public void run(TileFrame frame, int from, int n) {
            FunctionKernels k = frame.kernels.functions();
            float[] a = x.array(frame);
            int at = x.offset(frame, from);
            float[] out = result.array(frame);
            int to = result.offset(frame, from);
            switch (op) {
                case NEG -> k.neg(a, at, out, to, n);
                case ABS -> k.abs(a, at, out, to, n);
                case SIGN -> k.sign(a, at, out, to, n);
                case FLOOR -> k.floor(a, at, out, to, n);
                case SQRT -> k.sqrt(a, at, out, to, n);
                case EXP -> k.exp(a, at, out, to, n);
                case LOG -> k.log(a, at, out, to, n);
                case SIN -> k.sin(a, at, out, to, n);
                case COS -> k.cos(a, at, out, to, n);
                case SIGMOID -> k.sigmoid(a, at, out, to, n);
                case TANH -> k.tanh(a, at, out, to, n);
                case RELU -> k.relu(a, at, out, to, n);
                case SOFTPLUS -> k.softplus(a, at, out, to, n);
            }
        }
    }

    /** A function of two values. */
    record Binary(BinaryOp op, Ref left, Ref right, Ref result) implements Elementwise {
        @Override
        public void run(TileFrame frame, int from, int n) {
            ElementwiseKernels k = frame.kernels.elementwise();
            float[] a = left.array(frame);
            int atA = left.offset(frame, from);
            float[] b = right.array(frame);
            int atB = right.offset(frame, from);
            float[] out = result.array(frame);
            int to = result.offset(frame, from);
            switch (op) {
                case ADD -> k.add(a, atA, b, atB, out, to, n);
                case SUB -> k.sub(a, atA, b, atB, out, to, n);
                case MUL -> k.mul(a, atA, b, atB, out, to, n);
                case DIV -> k.div(a, atA, b, atB, out, to, n);
                case MIN -> k.min(a, atA, b, atB, out, to, n);
                case MAX -> k.max(a, atA, b, atB, out, to, n);
                case POW -> k.pow(a, atA, b, atB, out, to, n);
                case LESS -> k.less(a, atA, b, atB, out, to, n);
                case LESS_OR_EQUAL -> k.lessOrEqual(a, atA, b, atB, out, to, n);
                case EQUAL -> k.equal(a, atA, b, atB, out, to, n);
            }
        }
    }

    /**
     * One number for each row, in all its columns.
     *
     * @param columns of the result
     */
    record Spread(Ref source, int columns, Ref result) implements Elementwise {
        @Override
        public void run(TileFrame frame, int from, int n) {
            float[] numbers = source.array(frame);
            int at = source.offset(frame) + from / columns;
            float[] out = result.array(frame);
            int to = result.offset(frame, from);
            int end = to + n;
            int length = Math.min(n, columns - from % columns);
            while (to < end) {
                frame.kernels.elementwise().fill(numbers[at], out, to, length);
                at++;
                to += length;
                length = Math.min(columns, end - to);
            }
        }
    }

    /** One of two values by a condition. */
    record Choice(Ref condition, Ref ifTrue, Ref ifFalse, Ref result) implements Elementwise {
        @Override
        public void run(TileFrame frame, int from, int n) {
            frame.kernels
                    .elementwise()
                    .select(
                            condition.array(frame),
                            condition.offset(frame, from),
                            ifTrue.array(frame),
                            ifTrue.offset(frame, from),
                            ifFalse.array(frame),
                            ifFalse.offset(frame, from),
                            result.array(frame),
                            result.offset(frame, from),
                            n);
        }
    }

    /**
     * One of two values by a condition on the row: whole rows are copied.
     *
     * @param condition one number for each row; 0 is false
     * @param columns of the result
     */
    record ChoiceOfRows(Ref condition, int columns, Ref ifTrue, Ref ifFalse, Ref result) implements Elementwise {
        @Override
        public void run(TileFrame frame, int from, int n) {
            float[] conditions = condition.array(frame);
            int at = condition.offset(frame) + from / columns;
            float[] yes = ifTrue.array(frame);
            int atYes = ifTrue.offset(frame, from);
            float[] no = ifFalse.array(frame);
            int atNo = ifFalse.offset(frame, from);
            float[] out = result.array(frame);
            int to = result.offset(frame, from);
            int done = 0;
            int length = Math.min(n, columns - from % columns);
            while (done < n) {
                boolean chosen = conditions[at] != 0;
                frame.kernels
                        .elementwise()
                        .copy(chosen ? yes : no, (chosen ? atYes : atNo) + done, out, to + done, length);
                at++;
                done += length;
                length = Math.min(columns, n - done);
            }
        }
    }
}
