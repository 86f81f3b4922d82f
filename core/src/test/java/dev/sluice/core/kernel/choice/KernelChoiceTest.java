package dev.sluice.core.kernel.choice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.kernel.Availability;
import dev.sluice.core.kernel.KernelProvider;
import dev.sluice.core.kernel.Kernels;
import java.util.List;
import org.junit.jupiter.api.Test;

class KernelChoiceTest {

    private record Absent() implements KernelProvider {
        @Override
        public String name() {
            return "vector";
        }

        @Override
        public Availability availability() {
            return new Availability.Refused("the module is not loaded", "start java with --add-modules it");
        }

        @Override
        public Kernels kernels() {
            throw new AssertionError("must not be asked");
        }
    }

    private static final List<KernelProvider> WITHOUT_VECTOR = List.of(new Absent(), new ScalarKernelProvider());

    @Test
    void choose_nothingForced_takesVectorsWhereTheModuleIsLoaded() {
        KernelChoice choice = KernelChoice.choose(null);
        assertThat(choice.kernels().name()).matches("vector-(128|256|512)");
        assertThat(choice.explanation())
                .isEqualTo("Kernels: " + choice.kernels().name() + " (fastest usable here)");
    }

    @Test
    void choose_fastestRefused_takesTheNextAndSaysWhyAndHowToFixIt() {
        KernelChoice choice = KernelChoice.choose(null, WITHOUT_VECTOR);
        assertThat(choice.kernels()).isSameAs(Kernels.scalar());
        assertThat(choice.explanation())
                .isEqualTo("Kernels: scalar (vector refused: the module is not loaded; to use it, "
                        + "start java with --add-modules it)");
    }

    @Test
    void choose_scalarForced_takesScalar() {
        KernelChoice choice = KernelChoice.choose(" Scalar ");
        assertThat(choice.kernels()).isSameAs(Kernels.scalar());
        assertThat(choice.explanation()).isEqualTo("Kernels: scalar (forced by -Dsluice.kernels)");
    }

    @Test
    void choose_vectorForcedButRefused_failsWithReasonAndRemedy() {
        assertThatThrownBy(() -> KernelChoice.choose("vector", WITHOUT_VECTOR))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("The vector kernels forced by -Dsluice.kernels=vector cannot be used: the module is not"
                        + " loaded. To use them, start java with --add-modules it.");
    }

    @Test
    void choose_unknownName_listsWhatThereIs() {
        assertThatThrownBy(() -> KernelChoice.choose("vectr"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("must be one of [scalar, vector], but was 'vectr'");
    }
}
