package dev.sluice.testkit;

import dev.sluice.core.option.OptionKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The effect of each option: with another value, alone or beside other values of the others, the component differs. */
final class OptionEffects<O extends Record> {
    private final O options;
    private final Function<O, List<Double>> behavior;

    /**
     * Effects of options.
     *
     * @param behavior the behavior of a component with given options, in numbers
     */
    OptionEffects(O options, Function<O, List<Double>> behavior) {
        this.options = options;
        this.behavior = behavior;
    }

    /** A check for each option whose values can be varied. */
    List<Check> checks() {
        return OptionKey.of(options.getClass()).stream()
                .filter(key -> !OptionVariations.of(options, key).isEmpty())
                .map(key -> new Check("each option has an effect", key.name(), () -> requireEffect(key)))
                .toList();
    }

    private void requireEffect(OptionKey key) {
        for (O base : bases(key)) {
            for (OptionVariations.Variation variation : OptionVariations.of(base, key)) {
                Optional<O> changed = OptionVariations.with(base, List.of(variation));
                if (changed.isEmpty() || !behavior(changed.get()).equals(behavior(base))) {
                    return;
                }
            }
        }
        OptionVariations.Variation first = OptionVariations.of(options, key).getFirst();
        throw new ContractViolation("the option '" + key.name() + "' is ignored: with " + first.words() + " instead of "
                + options + " everything comes out the same, first values included. Use it, or remove it.");
    }

    /** A refusal is an effect of its own. */
    private List<Double> behavior(O of) {
        try {
            return behavior.apply(of);
        } catch (IllegalArgumentException refused) {
            return List.of(Double.POSITIVE_INFINITY);
        }
    }

    /** The options as they are, and with all others moved: some work only together (momentum and nesterov). */
    private List<O> bases(OptionKey key) {
        List<O> bases = new ArrayList<>(List.of(options));
        List<OptionVariations.Variation> others = new ArrayList<>();
        for (OptionKey other : OptionKey.of(options.getClass())) {
            if (!other.name().equals(key.name())) {
                OptionVariations.of(options, other).stream().findFirst().ifPresent(others::add);
            }
        }
        OptionVariations.with(options, others).ifPresent(bases::add);
        others.forEach(other -> OptionVariations.with(options, List.of(other)).ifPresent(bases::add));
        return bases;
    }
}
