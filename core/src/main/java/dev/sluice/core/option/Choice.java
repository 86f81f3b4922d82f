package dev.sluice.core.option;

/**
 * A component picked by its name, with its options: {@code adam} or {@code {name: adam, options: {beta1: 0.8}}} in an
 * experiment file. A component of an options record has this type where a user may plug something in; the type argument
 * is the kind.
 *
 * @param name the component's id
 * @param options the component's own record
 * @param component what the component's factory made of the options
 */
public record Choice<T>(String name, Record options, T component) {
    /** A choice made in Java. */
    public static <T> Choice<T> of(String name, Record options, T component) {
        return new Choice<>(name, options, component);
    }
}
