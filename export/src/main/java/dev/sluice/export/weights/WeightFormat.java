package dev.sluice.export.weights;

/** The storage format of weights. They are converted to float32 before use. */
public enum WeightFormat {
    /** As trained. */
    FLOAT32,
    /** Half the size. */
    FP16,
    /** A quarter of the size: integers with a scale for each row. */
    INT8
}
