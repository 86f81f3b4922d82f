package dev.sluice.testkit;

import dev.sluice.core.kernel.CounterRandom;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.core.tensor.Tensors;
import dev.sluice.core.train.Optimizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A small model to be trained: a bowl {@code ½ Σ a_i (w_i - 1)²} over parameters of several shapes, each element with a
 * slope {@code a_i} of its own.
 */
final class OptimizerTrial {
    private static final List<String> NAMES = List.of("encoder.W", "encoder.b", "head.W");
    private static final int[][] SIZES = {{3, 4}, {1}, {2, 3, 2}};

    private final Tensors parameters;
    private final long planned;
    private Optional<String> changed = Optional.empty();

    /** Parameters at their start, in a training of unknown length. */
    OptimizerTrial() {
        this(Long.MAX_VALUE);
    }

    /**
     * Parameters at their start.
     *
     * @param planned updates of the whole training
     */
    OptimizerTrial(long planned) {
        this(planned, first());
    }

    private OptimizerTrial(long planned, Tensors parameters) {
        this.planned = planned;
        this.parameters = parameters;
    }

    private static Tensors first() {
        Tensors.Builder parameters = Tensors.builder();
        for (int p = 0; p < NAMES.size(); p++) {
            Tensor tensor = Tensor.zeros(SIZES[p]);
            CounterRandom random = CounterRandom.of(1, NAMES.get(p), 0);
            for (int i = 0; i < tensor.array().length; i++) {
                tensor.array()[i] = 2 + random.normal(i);
            }
            parameters.put(NAMES.get(p), tensor);
        }
        return parameters.build();
    }

    Tensors parameters() {
        return parameters;
    }

    /** The change that an update made to a gradient, if any. */
    Optional<String> changedGradient() {
        return changed;
    }

    OptimizerTrial copy() {
        return new OptimizerTrial(planned, parameters.copy());
    }

    /** The same with the values that an optimizer wants validated. */
    OptimizerTrial evaluated(Optimizer.Run run) {
        return new OptimizerTrial(
                planned,
                Tensors.of(
                        parameters.names(),
                        name -> run.evaluated(name, parameter(name)).copy()));
    }

    double loss() {
        double loss = 0;
        for (Tensor tensor : parameters.values()) {
            for (int i = 0; i < tensor.array().length; i++) {
                loss += 0.5 * slope(i) * Math.pow(tensor.array()[i] - 1.0, 2);
            }
        }
        return loss;
    }

    /** One step along the bowl's gradient. */
    void step(Optimizer.Run run, long step, double scale) {
        NAMES.forEach(name -> update(run, name, gradient(name), scale, step));
    }

    void stepBackwards(Optimizer.Run run, long step) {
        List<String> backwards = new ArrayList<>(NAMES).reversed();
        backwards.forEach(name -> update(run, name, gradient(name), 1, step));
    }

    /** One step along gradients of a given size and alternating sign. */
    void stepWith(Optimizer.Run run, long step, double size) {
        for (String name : NAMES) {
            Tensor gradient = Tensor.zeros(parameter(name).shape());
            for (int i = 0; i < gradient.array().length; i++) {
                gradient.array()[i] = (float) (i % 2 == 0 ? size : -size);
            }
            update(run, name, gradient, 1, step);
        }
    }

    /** One step with gradients of 0, in which only what is no matter of a gradient moves a parameter. */
    void stepWithoutGradient(Optimizer.Run run, long step, double decay) {
        for (String name : NAMES) {
            Tensor gradient = Tensor.zeros(parameter(name).shape());
            run.update(name, parameter(name), gradient, new Optimizer.Step(step, planned, 1, decay));
        }
    }

    private void update(Optimizer.Run run, String name, Tensor gradient, double scale, long step) {
        float[] before = gradient.array().clone();
        run.update(name, parameter(name), gradient, new Optimizer.Step(step, planned, scale, 1));
        for (int i = 0; i < before.length; i++) {
            if (changed.isEmpty() && Float.compare(before[i], gradient.array()[i]) != 0) {
                changed = Optional.of("element " + i + " of the gradient of " + name + " was " + Words.number(before[i])
                        + " before the update and is " + Words.number(gradient.array()[i]) + " after it.");
            }
        }
    }

    private Tensor gradient(String name) {
        Tensor parameter = parameter(name);
        Tensor gradient = Tensor.zeros(parameter.shape());
        for (int i = 0; i < gradient.array().length; i++) {
            gradient.array()[i] = (float) (slope(i) * (parameter.array()[i] - 1));
        }
        return gradient;
    }

    private Tensor parameter(String name) {
        return parameters.get(name);
    }

    private static double slope(int element) {
        return 0.5 + element % 4;
    }
}
