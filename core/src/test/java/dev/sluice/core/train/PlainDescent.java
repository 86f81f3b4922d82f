package dev.sluice.core.train;

import dev.sluice.core.tensor.Tensor;
import java.util.Map;

/** The simplest optimizer: {@code w = w - ηg}. */
record PlainDescent(double learningRate) implements Optimizer {
    @Override
    public Run start(Map<String, Tensor> saved) {
        return new Run() {
            @Override
            public void update(String name, Tensor parameter, Tensor gradient, Optimizer.Step step) {
                for (int i = 0; i < parameter.array().length; i++) {
                    parameter.array()[i] -= (float) (learningRate * step.rate()) * gradient.array()[i];
                }
            }

            @Override
            public Map<String, Tensor> state() {
                return Map.of();
            }
        };
    }
}
