package dev.sluice.core.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.sluice.core.model.Initializers;
import dev.sluice.core.model.ParameterSpec;
import dev.sluice.core.model.ParameterSpec.Role;
import dev.sluice.core.tensor.Shape;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ParameterGroupsTest {
    private static final List<ParameterSpec> PARAMETERS = List.of(
            spec("embedding.weight", Role.EMBEDDING, 5, 3),
            spec("encoder.l0.W_r", Role.INPUT_WEIGHT, 4, 3),
            spec("encoder.l0.b_r", Role.BIAS, 4),
            spec("encoder.l0.alpha_r", Role.OTHER, 4),
            spec("head.0.weight", Role.INPUT_WEIGHT, 2, 4));

    private static ParameterSpec spec(String name, Role role, int... sizes) {
        return new ParameterSpec(name, Shape.of(sizes), new Initializers.Zeros(), role);
    }

    private static ParameterGroups.Scale scale(double rate, double decay) {
        return new ParameterGroups.Scale(rate, decay);
    }

    @Test
    void scales_noGroups_decayMatricesAlone() {
        assertThat(new ParameterGroups(false, List.of()).scales(PARAMETERS))
                .containsExactly(
                        Map.entry("embedding.weight", scale(1, 1)),
                        Map.entry("encoder.l0.W_r", scale(1, 1)),
                        Map.entry("encoder.l0.b_r", scale(1, 0)),
                        Map.entry("encoder.l0.alpha_r", scale(1, 0)),
                        Map.entry("head.0.weight", scale(1, 1)));
        assertThat(new ParameterGroups(true, List.of()).scales(PARAMETERS).values())
                .containsOnly(scale(1, 1));
    }

    @Test
    void scales_severalGroups_multiply() {
        ParameterGroups groups = new ParameterGroups(
                false,
                List.of(
                        new ParameterGroup("e*", List.of(), 0.5, 1),
                        new ParameterGroup("*", List.of(Role.EMBEDDING, Role.BIAS), 0.1, 0),
                        new ParameterGroup("head.0.weight", List.of(Role.INPUT_WEIGHT), 1, 3)));
        assertThat(groups.scales(PARAMETERS))
                .containsEntry("embedding.weight", scale(0.05, 0))
                .containsEntry("encoder.l0.W_r", scale(0.5, 1))
                .containsEntry("encoder.l0.b_r", scale(0.05, 0))
                .containsEntry("head.0.weight", scale(1, 3));
    }

    @Test
    void scales_groupThatSelectsNothing_listsTheNames() {
        ParameterGroups groups = new ParameterGroups(
                false,
                List.of(
                        new ParameterGroup("*", List.of(), 1, 1),
                        new ParameterGroup("head.0.wieght", List.of(), 1, 1)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> groups.scales(PARAMETERS))
                .withMessageContaining("groups[1] must select a parameter, but none is called 'head.0.wieght'")
                .withMessageContaining("did you mean 'head.0.weight'?")
                .withMessageContaining("encoder.l0.b_r [bias]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ParameterGroups(
                                false, List.of(new ParameterGroup("head.*", List.of(Role.BIAS), 1, 1)))
                        .scales(PARAMETERS))
                .withMessageContaining("with a role of bias");
    }

    @Test
    void selects_specialCharacters_areThemselves() {
        assertThat(new ParameterGroup("encoder?l0.W_r", List.of(), 1, 1).selects(PARAMETERS.get(1)))
                .isFalse();
        assertThat(new ParameterGroup("encoder.l0", List.of(), 1, 1).selects(PARAMETERS.get(1)))
                .isFalse();
        assertThat(new ParameterGroup("*W_r", List.of(), 1, 1).selects(PARAMETERS.get(1)))
                .isTrue();
    }
}
