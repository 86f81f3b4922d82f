package dev.sluice.export.lowering;

/**
 * A loop of the model as it is in the file.
 *
 * @param layer the name that its parameters share, for example {@code encoder.l0}
 * @param operator for example {@code GRU}, {@code bidirectional LSTM}, {@code Scan}
 */
public record LoweredLoop(String layer, String operator) {}
