package dev.sluice.core.train;

import dev.sluice.core.error.Suggestions;
import dev.sluice.core.model.ParameterSpec;
import dev.sluice.core.option.OptionKey;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The scales of learning rate and weight decay of each parameter: the product over all groups that select it.
 *
 * @param decayVectors whether weight decay shrinks vectors too (biases, gains, peepholes); otherwise matrices alone
 * @param groups in any order
 */
public record ParameterGroups(boolean decayVectors, List<ParameterGroup> groups) {
    /** Copies the list. */
    public ParameterGroups {
        groups = List.copyOf(groups);
    }

    /** The factors of a parameter's learning rate and weight decay. */
    public record Scale(double rate, double decay) {}

    /**
     * The scales of a network's parameters by name.
     *
     * @throws IllegalArgumentException if a group selects nothing, with the names that there are
     */
    public Map<String, Scale> scales(List<ParameterSpec> parameters) {
        for (int i = 0; i < groups.size(); i++) {
            ParameterGroup group = groups.get(i);
            if (parameters.stream().noneMatch(group::selects)) {
                throw new IllegalArgumentException(unselective(i, group, parameters));
            }
        }
        Map<String, Scale> scales = new LinkedHashMap<>();
        for (ParameterSpec spec : parameters) {
            double rate = 1;
            double decay = decayVectors || spec.shape().rank() > 1 ? 1 : 0;
            for (ParameterGroup group : groups) {
                if (group.selects(spec)) {
                    rate *= group.learningRateScale();
                    decay *= group.weightDecayScale();
                }
            }
            scales.put(spec.name(), new Scale(rate, decay));
        }
        return scales;
    }

    private static String unselective(int index, ParameterGroup group, List<ParameterSpec> parameters) {
        List<String> names = parameters.stream().map(ParameterSpec::name).toList();
        String roles = group.roles().isEmpty()
                ? ""
                : " with a role of "
                        + String.join(
                                ", ",
                                group.roles().stream().map(OptionKey::written).toList());
        return "groups[" + index + "] must select a parameter, but none is called '" + group.match() + "'" + roles
                + Suggestions.question(group.match(), names) + " (there is "
                + String.join(
                        ", ",
                        parameters.stream()
                                .map(spec -> spec.name() + " [" + OptionKey.written(spec.role()) + "]")
                                .toList())
                + ")";
    }
}
