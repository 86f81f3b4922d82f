package dev.sluice.core.train;

import dev.sluice.core.model.ParameterSpec;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.core.tensor.Tensors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Sets the smallest weights to zero at the steps that a {@link Pruning} asks for, and keeps them zero. */
final class Pruner {
    private final Pruning pruning;
    private final long begin;
    private final long end;
    /** The removed elements of each parameter. */
    private final Map<String, boolean[]> removed = new LinkedHashMap<>();

    Pruner(Pruning pruning, List<ParameterSpec> parameters, long planned) {
        this.pruning = pruning;
        // A training of few steps still has one step to prune in.
        end = Math.max(1, Math.round(pruning.end() * planned));
        begin = Math.min(Math.round(pruning.begin() * planned), end - 1);
        pruning.selected(parameters)
                .forEach(spec ->
                        removed.put(spec.name(), new boolean[spec.shape().elements()]));
    }

    /** The masks of removed elements, 1 for each. */
    Tensors state() {
        Tensors.Builder state = Tensors.builder();
        removed.forEach((name, mask) -> {
            Tensor tensor = Tensor.zeros(mask.length);
            for (int i = 0; i < mask.length; i++) {
                tensor.array()[i] = mask[i] ? 1 : 0;
            }
            state.put(name, tensor);
        });
        return state.build();
    }

    /** Restores the masks that {@link #state} gave; parameters without one keep all their weights. */
    void restore(Tensors state) {
        state.forEach((name, tensor) -> {
            boolean[] mask = removed.get(name);
            if (mask == null || mask.length != tensor.array().length) {
                throw new IllegalArgumentException("the saved mask of '" + name + "' must belong to a parameter that is"
                        + " pruned and have its size, but has " + tensor.shape() + "; it belongs to another training");
            }
            for (int i = 0; i < mask.length; i++) {
                mask[i] = tensor.array()[i] != 0;
            }
        });
    }

    /** Returns whether no weight has been removed up to a step. */
    boolean isDense(long step) {
        return !pruning.active() || step <= begin;
    }

    /** Returns whether weights will still be removed after a step. */
    boolean isUnderWay(long step) {
        return pruning.active() && step < end;
    }

    /** Removes weights if a round falls on this step, and zeroes all that have been removed. */
    void prune(Tensors parameters, long step) {
        if (isDense(step)) {
            return;
        }
        if (step <= end && round(step) > round(step - 1)) {
            remove(parameters, pruning.shareAt(step, begin, end));
        }
        clear(parameters);
    }

    private long round(long step) {
        return (step - begin) * Math.min(pruning.rounds(), end - begin) / (end - begin);
    }

    /** Zeroes the removed elements. */
    void clear(Tensors parameters) {
        removed.forEach((name, mask) -> {
            float[] values = parameters.get(name).array();
            for (int i = 0; i < mask.length; i++) {
                values[i] = mask[i] ? 0 : values[i];
            }
        });
    }

    private void remove(Tensors parameters, double share) {
        if (pruning.scope() == Pruning.Scope.GLOBAL) {
            remove(parameters, List.copyOf(removed.keySet()), share);
        } else {
            removed.keySet().forEach(name -> remove(parameters, List.of(name), share));
        }
    }

    /** Removes the smallest elements of the named parameters; of equal ones the first. */
    private void remove(Tensors parameters, List<String> names, double share) {
        List<float[]> values = new ArrayList<>();
        int total = 0;
        for (String name : names) {
            float[] array = parameters.get(name).array();
            values.add(array);
            total += array.length;
        }
        float[] sizes = new float[total];
        int filled = 0;
        for (float[] array : values) {
            for (float value : array) {
                sizes[filled++] = Math.abs(value);
            }
        }
        int count = (int) Math.round(share * total);
        if (count > 0) {
            Arrays.sort(sizes);
            mark(names, values, sizes[count - 1], count - below(sizes, sizes[count - 1]));
        }
    }

    /** The number of sorted sizes below a limit. */
    private static int below(float[] sorted, float limit) {
        int count = 0;
        while (sorted[count] < limit) {
            count++;
        }
        return count;
    }

    private void mark(List<String> names, List<float[]> values, float limit, int equalOnes) {
        int left = equalOnes;
        for (int p = 0; p < names.size(); p++) {
            boolean[] mask = Objects.requireNonNull(removed.get(names.get(p)));
            float[] array = values.get(p);
            for (int i = 0; i < array.length; i++) {
                float size = Math.abs(array[i]);
                boolean equal = size == limit && left > 0;
                left -= equal ? 1 : 0;
                // A removed element stays removed, even if a kept one has become exactly zero.
                mask[i] |= size < limit || equal;
            }
        }
    }
}
