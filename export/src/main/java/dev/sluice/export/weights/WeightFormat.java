package dev.sluice.export.weights;

/** The format in which weights are stored. They are float32 again before anything is computed with them. */
public enum WeightFormat {
    /** As trained. */
    FLOAT32,
    /** Half the size. */
    FP16,
    /** A quarter of the size: whole numbers with a scale for each row. */
    INT8
}
