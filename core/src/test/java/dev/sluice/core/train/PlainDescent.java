package dev.sluice.core.train;

import dev.sluice.core.tensor.Tensor;
import dev.sluice.core.tensor.Tensors;

/** The simplest optimizer: {@code w = w - ηg}. */
record PlainDescent(double learningRate) implements Optimizer {
    @Override
    public Run start(Tensors saved) {
        return new Run() {
            @Override
            public void update(String name, Tensor parameter, Tensor gradient, Optimizer.Step step) {
                for (int i = 0; i < parameter.array().length; i++) {
                    parameter.array()[i] -= (float) (learningRate * step.rate()) * gradient.array()[i];
                }
            }

            @Override
            public Tensors state() {
                return Tensors.of();
            }
        };
    }
}
