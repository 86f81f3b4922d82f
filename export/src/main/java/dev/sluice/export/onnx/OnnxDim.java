package dev.sluice.export.onnx;

/** The size of one axis of a value. */
public sealed interface OnnxDim {
    /** A size that the model fixes. */
    record Fixed(long size) implements OnnxDim {
        /** Checks that the size is not negative. */
        public Fixed {
            if (size < 0) {
                throw new IllegalArgumentException("a size must not be negative, but was " + size);
            }
        }

        @Override
        public String toString() {
            return Long.toString(size);
        }
    }

    /** A size that each run brings along, equal wherever the name stands. */
    record Named(String name) implements OnnxDim {
        /** Checks that there is a name. */
        public Named {
            if (name.isBlank()) {
                throw new IllegalArgumentException("the name of a size must not be blank");
            }
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /** A size of which nothing is known; see {@link #unknown()}. */
    record Unknown() implements OnnxDim {
        @Override
        public String toString() {
            return "?";
        }
    }

    /** A fixed size. */
    static OnnxDim of(long size) {
        return new Fixed(size);
    }

    /** A size that each run brings along. */
    static OnnxDim of(String name) {
        return new Named(name);
    }

    /** A size of which nothing is known. */
    static OnnxDim unknown() {
        return new Unknown();
    }

    /** Whether this is the given fixed size. */
    default boolean is(long size) {
        return this instanceof Fixed(long fixed) && fixed == size;
    }

    /** Whether a run could have both sizes on one axis: always, unless both are fixed and differ. */
    default boolean agreesWith(OnnxDim other) {
        return !(this instanceof Fixed && other instanceof Fixed) || equals(other);
    }
}
