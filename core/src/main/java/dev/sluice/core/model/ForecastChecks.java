package dev.sluice.core.model;

import java.util.ArrayList;
import java.util.List;

/** Checks that a model can forecast what the data ask for. */
final class ForecastChecks {
    private final ModelConfig config;
    private final ForecastTask task;
    private final Branch branch;

    ForecastChecks(ModelConfig config, ForecastTask task, Branch branch) {
        this.config = config;
        this.task = task;
        this.branch = branch;
    }

    /**
     * Checks the model.
     *
     * @param head that forecasts
     * @throws ModelConfigException naming all that does not fit
     */
    void check(String head) {
        List<String> findings = new ArrayList<>();
        if (config.headOf(head).at() != HeadOptions.At.END) {
            findings.add("head.at: a forecast is answered at the end of a window, not at every step; take at: end");
        }
        if (config.forecast().method() == ForecastOptions.Method.RECURSIVE) {
            recursive(findings);
        }
        if (config.forecast().method() == ForecastOptions.Method.DECODER
                && branch.options().encoder().direction() == Direction.BACKWARD) {
            findings.add("forecast.method: a decoder starts from the states of the forward direction, but"
                    + " encoder.direction is backward; take forward or bidirectional");
        }
        if (!findings.isEmpty()) {
            throw new ModelConfigException(String.join("; and ", findings));
        }
    }

    /**
     * Checks that what the loss predicts can be made from a window's values.
     *
     * @throws ModelConfigException if the answers cannot be shifted, as those of counts, but the options shift them
     */
    void check(OutputForm form) {
        ForecastOptions options = config.forecast();
        boolean shifts = options.normalize() != ForecastOptions.Normalize.NONE
                || options.base() != ForecastOptions.Base.NONE
                || options.linear() != ForecastOptions.Linear.NONE;
        if (shifts && form.blocks().stream().noneMatch(block -> block.kind() == OutputForm.Kind.LOCATION)) {
            throw new ModelConfigException(
                    "forecast: the loss predicts counts, whose zero cannot be shifted, but a forecast"
                            + " starts from the values of its window; take normalize: none, base: none and linear: none");
        }
    }

    private void recursive(List<String> findings) {
        EncoderOptions encoder = branch.options().encoder();
        int features = branch.reads().stream()
                .filter(input -> input.name().equals(task.input()))
                .mapToInt(input -> ((ModelInput.Features) input).size())
                .sum();
        if (branch.reads().size() > 1) {
            findings.add("forecast.method: recursive feeds answers back as the next step of '" + task.input()
                    + "', but the encoder reads "
                    + branch.reads().stream().map(ModelInput::name).toList()
                    + "; let it read that alone, or take direct or decoder");
        }
        for (int f = 0; f < features; f++) {
            if (!task.columns().contains(f) && !task.known().contains(f)) {
                findings.add("forecast.method: recursive needs every column of '" + task.input()
                        + "' in the horizon, but column " + (f + 1)
                        + " is neither forecast nor known; add it to data.forecast.targets or data.forecast.known, or"
                        + " take direct or decoder");
            }
        }
        if (encoder.direction() != Direction.FORWARD) {
            findings.add("forecast.method: recursive goes on from the last state, but encoder.direction is not forward;"
                    + " take forward, or direct or decoder");
        }
        if (branch.options().pooling() != Pooling.LAST) {
            findings.add("forecast.method: recursive answers from the last state, but pooling is not last; take last,"
                    + " or direct or decoder");
        }
        if (encoder.normalization() == Normalization.BATCH) {
            findings.add("forecast.method: recursive runs steps by themselves, for which encoder.normalization: batch"
                    + " has no statistics; take layer or none, or direct or decoder");
        }
        if (branch.fewerSteps().isPresent() || branch.options().conv().stream().anyMatch(conv -> !conv.looksBack())) {
            findings.add("forecast.method: recursive runs step by step, but a convolution reads steps ahead or leaves"
                    + " fewer; take padding: causal and no stride, or direct or decoder");
        }
    }
}
