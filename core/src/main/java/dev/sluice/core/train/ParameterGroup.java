package dev.sluice.core.train;

import dev.sluice.core.model.ParameterSpec;
import dev.sluice.core.option.Default;
import dev.sluice.core.option.Description;
import dev.sluice.core.option.Range;
import java.util.List;
import java.util.regex.Pattern;
import org.apiguardian.api.API;

/** A selection of parameters with a separate learning rate or weight decay. */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public record ParameterGroup(
        @Description("Names of parameters; * matches any letters, for example 'embedding.*'") @Default("\"*\"")
        String match,

        @Description("Roles of the parameters in the network; [] for any") @Default("[]")
        List<ParameterSpec.Role> roles,

        @Description("Factor for their learning rate") @Default("1") @Range(min = 0)
        double learningRateScale,

        @Description("Factor for their weight decay; 0 for none") @Default("1") @Range(min = 0)
        double weightDecayScale) {
    /** Copies the roles. */
    public ParameterGroup {
        roles = List.copyOf(roles);
    }

    /** Returns whether a parameter belongs to the group: both its name and its role must match. */
    public boolean selects(ParameterSpec spec) {
        String expression = ("\\Q" + match + "\\E").replace("*", "\\E.*\\Q");
        return Pattern.matches(expression, spec.name()) && (roles.isEmpty() || roles.contains(spec.role()));
    }
}
