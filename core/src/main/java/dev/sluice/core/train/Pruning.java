package dev.sluice.core.train;

import dev.sluice.core.model.ParameterSpec;
import dev.sluice.core.option.Default;
import dev.sluice.core.option.Description;
import dev.sluice.core.option.OptionKey;
import dev.sluice.core.option.Range;
import java.util.List;
import org.apiguardian.api.API;

/**
 * Gradual magnitude pruning (Zhu and Gupta, 2018, "To prune, or not to prune"): between two moments of the training the
 * smallest weights are set to zero permanently, first many and then fewer at a time,
 * {@code share = sparsity · (1 - (1 - progress)³)}. Training continues with the remaining weights.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public record Pruning(
        @Description("Final share of zero weights; 0 for no pruning") @Default("0") @Range(min = 0, below = 1)
        double sparsity,

        @Description(
                "Whether the share applies to each weight matrix or to all together, so that some matrices may lose"
                        + " more than others")
        @Default("layer")
        Scope scope,

        @Description("Roles in the network of the weights that are pruned") @Default("[input_weight, recurrent_weight]")
        List<ParameterSpec.Role> roles,

        @Description("Share of the training after which pruning begins; the pruned weights are compared with the best"
                + " weights before that")
        @Default("0.3")
        @Range(min = 0, below = 1)
        double begin,

        @Description(
                "Share of the training at which the full sparsity is reached; the best weights are from a later epoch")
        @Default("0.7")
        @Range(above = 0, max = 1)
        double end,

        @Description("How many times weights are removed between begin and end") @Default("100") @Range(min = 1)
        int rounds) {
    /** Checks that the numbers fit together. */
    public Pruning {
        roles = List.copyOf(roles);
        if (!(begin < end)) {
            throw new IllegalArgumentException(
                    "pruning must begin before it ends, but begin was " + begin + " and end " + end);
        }
        if (roles.isEmpty() || roles.contains(ParameterSpec.Role.BIAS)) {
            throw new IllegalArgumentException("roles must name weights to prune, for example"
                    + " [input_weight, recurrent_weight], and not bias, but was " + roles);
        }
    }

    /** The weights over which the share of zeros is counted. */
    public enum Scope {
        /** Each weight matrix by itself: all lose the same share. */
        LAYER,
        /** All weight matrices together: the smallest weights go, wherever they are. */
        GLOBAL
    }

    /** No pruning. */
    public static Pruning none() {
        return to(0);
    }

    /** Pruning of each weight matrix, with the other options at their defaults. */
    public static Pruning to(double sparsity) {
        return new Pruning(
                sparsity,
                Scope.LAYER,
                List.of(ParameterSpec.Role.INPUT_WEIGHT, ParameterSpec.Role.RECURRENT_WEIGHT),
                0.3,
                0.7,
                100);
    }

    /** Returns whether anything is pruned. */
    public boolean active() {
        return sparsity > 0;
    }

    /**
     * The parameters to prune.
     *
     * @throws IllegalArgumentException if there are none, although something is to be pruned
     */
    public List<ParameterSpec> selected(List<ParameterSpec> parameters) {
        List<ParameterSpec> selected =
                active() ? parameters.stream().filter(this::selects).toList() : List.of();
        if (active() && selected.isEmpty()) {
            throw new IllegalArgumentException("pruning must find weights to prune, but no matrix has a role of "
                    + String.join(", ", roles.stream().map(OptionKey::written).toList()) + "; give other roles");
        }
        return selected;
    }

    private boolean selects(ParameterSpec spec) {
        return spec.shape().rank() > 1 && roles.contains(spec.role());
    }

    /**
     * The share of zeros that is due after a step.
     *
     * @param begin the last step with all weights
     * @param end the first step at full sparsity
     */
    double shareAt(long step, long begin, long end) {
        if (step >= end) {
            return sparsity;
        }
        double rest = 1 - (step - begin) / (double) (end - begin);
        return step <= begin ? 0 : sparsity * (1 - rest * rest * rest);
    }
}
