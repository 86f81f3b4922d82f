package dev.sluice.optimizers;

import dev.sluice.core.tensor.Tensors;

/**
 * The state of an optimizer around another one: its own slots, and the other's under names that end in {@code .inner}, so
 * that wrappers may be nested in any way.
 */
final class InnerState {
    private static final String INNER = ".inner";

    private InnerState() {}

    /** The part of the saved state that belongs to the inner optimizer, under its own names. */
    static Tensors inner(Tensors saved) {
        return saved.only(InnerState::isInner).renamed(name -> name.substring(0, name.length() - INNER.length()));
    }

    /** The part that belongs to the wrapper itself. */
    static Slots own(Tensors saved) {
        return new Slots(saved.only(name -> !isInner(name)));
    }

    /** Both together. */
    static Tensors joined(Slots own, Tensors inner) {
        return own.all().with(inner.renamed(name -> name + INNER));
    }

    private static boolean isInner(String name) {
        return name.endsWith(INNER);
    }
}
