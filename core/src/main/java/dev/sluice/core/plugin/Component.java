package dev.sluice.core.plugin;

import dev.sluice.core.option.OptionRecords;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.apiguardian.api.API;

/**
 * A component that a plugin contributes, such as a cell, an optimizer or a data source, and the factory that makes it from
 * its options.
 *
 * @param id kebab-case, unique among components of its kind
 * @param kind the interface it implements, for example {@code Cell.class}
 * @param description one sentence for listings
 * @param options a record whose components are annotated with {@code Description}, {@code Default} and {@code Range}
 * @param factory makes one; throws {@link IllegalArgumentException} for options that do not fit together
 */
@API(status = API.Status.MAINTAINED, since = "0.1")
public record Component<T, O extends Record>(
        String id, Class<T> kind, String description, Class<O> options, Function<O, ? extends T> factory) {
    /** The form of ids: kebab-case. */
    private static final Pattern ID = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");

    /** Returns whether a text can be the id of a component or a plugin. */
    public static boolean isId(String text) {
        return ID.matcher(text).matches();
    }

    /** Checks the id, and makes the factory reject options that are out of range. */
    public Component {
        Function<O, ? extends T> given = factory;
        factory = made -> given.apply(OptionRecords.checked(made));
        if (!isId(id)) {
            throw new IllegalArgumentException("a component's id must be kebab-case, for example 'my-cell', but was '"
                    + id + "' (" + kind.getSimpleName() + ")");
        }
    }
}
