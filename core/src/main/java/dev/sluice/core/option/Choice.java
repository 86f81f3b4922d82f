package dev.sluice.core.option;

import org.apiguardian.api.API;

/**
 * A component and the name it was chosen by. An options record takes a component either directly, {@code Cell cell}, or,
 * where its name or its recipe is needed too, as {@code Choice<Metric>}.
 *
 * @param name the component's id and its options, for example {@code top-k(k=3)}
 * @param component what the component's factory made of the options
 * @param recipe of the component
 */
@API(status = API.Status.MAINTAINED, since = "0.1")
public record Choice<T>(String name, T component, Recipe recipe) {
    /** The choice of a component without options. */
    public Choice(String name, T component) {
        this(name, component, Recipe.of(name));
    }
}
