package dev.sluice.core.train;

import dev.sluice.core.model.ParameterSpec;
import dev.sluice.core.option.Default;
import dev.sluice.core.option.Description;
import dev.sluice.core.option.Range;
import java.util.List;
import java.util.regex.Pattern;

/** Parameters that learn at a rate or with a decay of their own. */
public record ParameterGroup(
        @Description("Names of parameters; * stands for any letters, for example 'embedding.*'") @Default("\"*\"")
        String match,

        @Description("What the parameters do in the network; [] for anything") @Default("[]")
        List<ParameterSpec.Role> roles,

        @Description("What their learning rate is multiplied by") @Default("1") @Range(min = 0)
        double learningRateScale,

        @Description("What their weight decay is multiplied by; 0 for none") @Default("1") @Range(min = 0)
        double weightDecayScale) {
    /** Copies the roles. */
    public ParameterGroup {
        roles = List.copyOf(roles);
    }

    /** Whether a parameter belongs to the group: both its name and its role fit. */
    public boolean selects(ParameterSpec spec) {
        String expression = ("\\Q" + match + "\\E").replace("*", "\\E.*\\Q");
        return Pattern.matches(expression, spec.name()) && (roles.isEmpty() || roles.contains(spec.role()));
    }
}
