package dev.sluice.core.plugin;

import dev.sluice.core.option.OptionRecords;
import java.util.function.Function;

/**
 * A named thing that a plugin contributes: a cell, an optimizer, a data source… and how to make one from its options.
 *
 * @param id kebab-case, unique among components of its kind
 * @param kind the interface it implements, for example {@code Cell.class}
 * @param description one sentence for listings
 * @param options a record whose components are annotated with {@code Description}, {@code Default} and {@code Range}
 * @param factory makes one; throws {@link IllegalArgumentException} for options that do not fit together
 */
public record Component<T, O extends Record>(
        String id, Class<T> kind, String description, Class<O> options, Function<O, ? extends T> factory) {
    /** Checks the id, and has the factory refuse options that are out of their range. */
    public Component {
        Function<O, ? extends T> given = factory;
        factory = made -> given.apply(OptionRecords.checked(made));
        if (!id.matches("[a-z][a-z0-9]*(-[a-z0-9]+)*")) {
            throw new IllegalArgumentException("a component's id must be kebab-case, for example 'my-cell', but was '"
                    + id + "' (" + kind.getSimpleName() + ")");
        }
    }
}
