package dev.sluice.export.onnx;

/** The size of one axis of a value. */
public sealed interface OnnxDim {
    /** A fixed size. */
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

    /** A size set by each run, equal wherever the name occurs. */
    record Named(String name) implements OnnxDim {
        /** Checks that the name is not empty. */
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

    /** An unknown size; see {@link #unknown()}. */
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

    /** A size set by each run. */
    static OnnxDim of(String name) {
        return new Named(name);
    }

    /** An unknown size. */
    static OnnxDim unknown() {
        return new Unknown();
    }

    /** Returns whether this is the given fixed size. */
    default boolean is(long size) {
        return this instanceof Fixed(long fixed) && fixed == size;
    }

    /** Returns whether both sizes are possible on one axis: always, unless both are fixed and differ. */
    default boolean agreesWith(OnnxDim other) {
        return !(this instanceof Fixed && other instanceof Fixed) || equals(other);
    }
}
