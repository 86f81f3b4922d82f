package dev.sluice.core.kernel.choice;

import dev.sluice.core.kernel.Availability;
import dev.sluice.core.kernel.KernelProvider;
import dev.sluice.core.kernel.Kernels;
import dev.sluice.core.kernel.vector.VectorKernelProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * Which kernels run, and why. Made once per Java virtual machine, which is when a choice that is slower than need be is
 * logged as a warning; the explanation goes into the record of a run.
 *
 * @param kernels the implementation to use
 * @param explanation one line: what was chosen, and for each faster one that was not, the reason and the fix
 * @param fastest whether nothing faster was refused
 */
public record KernelChoice(Kernels kernels, String explanation, boolean fastest) {

    /** System property that forces an implementation: {@code scalar} or {@code vector}. Absent means the fastest. */
    public static final String PROPERTY = "sluice.kernels";

    /** The fastest kernels usable here, or those forced by {@value #PROPERTY}. */
    public static Kernels best() {
        return current().kernels();
    }

    /** The choice of this virtual machine. */
    public static KernelChoice current() {
        return Current.CHOICE;
    }

    /**
     * Chooses among all providers.
     *
     * @param forced the value of {@value #PROPERTY}, or null for the fastest usable one
     * @throws IllegalStateException if the forced one is unknown or cannot be used here
     */
    static KernelChoice choose(@Nullable String forced) {
        return choose(forced, List.of(new VectorKernelProvider(), new ScalarKernelProvider()));
    }

    static KernelChoice choose(@Nullable String forced, List<KernelProvider> fastestFirst) {
        return forced == null || forced.isBlank()
                ? fastest(fastestFirst)
                : named(forced.strip().toLowerCase(Locale.ROOT), fastestFirst);
    }

    private static KernelChoice named(String name, List<KernelProvider> providers) {
        for (KernelProvider provider : providers) {
            if (!provider.name().equals(name)) {
                continue;
            }
            if (provider.availability() instanceof Availability.Refused refused) {
                throw new IllegalStateException("The %s kernels forced by -D%s=%s cannot be used: %s. To use them, %s."
                        .formatted(name, PROPERTY, name, refused.reason(), refused.remedy()));
            }
            Kernels kernels = provider.kernels();
            return new KernelChoice(kernels, "Kernels: %s (forced by -D%s)".formatted(kernels.name(), PROPERTY), true);
        }
        throw new IllegalStateException(
                "System property %s must be one of %s, but was '%s'; remove it to let Sluice choose."
                        .formatted(
                                PROPERTY,
                                providers.stream()
                                        .map(KernelProvider::name)
                                        .sorted()
                                        .toList(),
                                name));
    }

    private static KernelChoice fastest(List<KernelProvider> fastestFirst) {
        List<String> refusals = new ArrayList<>();
        for (KernelProvider provider : fastestFirst) {
            if (provider.availability() instanceof Availability.Refused refused) {
                refusals.add(
                        "%s refused: %s; to use it, %s".formatted(provider.name(), refused.reason(), refused.remedy()));
                continue;
            }
            Kernels kernels = provider.kernels();
            String why = refusals.isEmpty() ? "fastest usable here" : String.join("; ", refusals);
            return new KernelChoice(kernels, "Kernels: %s (%s)".formatted(kernels.name(), why), refusals.isEmpty());
        }
        throw new IllegalStateException("No kernels can be used here: " + String.join("; ", refusals));
    }

    /** Holder: the choice is made when first asked for. */
    private static final class Current {
        static final KernelChoice CHOICE = warned(choose(System.getProperty(PROPERTY)));

        private static KernelChoice warned(KernelChoice choice) {
            if (!choice.fastest()) {
                LoggerFactory.getLogger(KernelChoice.class)
                        .warn(
                                "Results are the same, but training is many times slower than it could be here. {}",
                                choice.explanation());
            }
            return choice;
        }
    }
}
