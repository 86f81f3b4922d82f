package dev.sluice.export.lowering;

/**
 * A loop of the model and its form in the file.
 *
 * @param layer common prefix of its parameters, for example {@code encoder.l0}
 * @param operator its operator, for example {@code GRU}, {@code bidirectional LSTM}, {@code Scan}
 */
public record LoweredLoop(String layer, String operator) {}
