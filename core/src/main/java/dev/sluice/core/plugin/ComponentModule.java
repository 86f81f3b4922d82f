package dev.sluice.core.plugin;

import com.google.inject.AbstractModule;
import com.google.inject.TypeLiteral;
import com.google.inject.multibindings.MapBinder;
import dev.sluice.core.option.Description;
import java.util.function.Function;
import org.apiguardian.api.API;

/**
 * A Guice module that contributes components by name, into one {@link MapBinder} for all kinds whose keys are
 * {@link ComponentKey}s.
 *
 * <pre>{@code
 * protected void components() {
 *     add(Cell.class, "mgu", MinimalGatedUnit.class, cell -> cell);
 *     add(Loss.class, "huber", "Squared near the target, straight far from it", Huber.Options.class, Huber::new);
 * }
 * }</pre>
 */
@API(status = API.Status.MAINTAINED, since = "0.1")
public abstract class ComponentModule extends AbstractModule {
    /** Calls {@link #add} for each component. */
    protected abstract void components();

    @Override
    protected final void configure() {
        components();
    }

    /**
     * Contributes a component that its options record describes, by {@link Description}; see {@link Component} for the
     * parameters.
     *
     * @throws IllegalArgumentException if the record has no description
     */
    protected final <T, O extends Record> void add(
            Class<T> kind, String id, Class<O> options, Function<O, ? extends T> factory) {
        Description description = options.getAnnotation(Description.class);
        if (description == null) {
            throw new IllegalArgumentException("a component needs a description, but " + options.getSimpleName()
                    + " of '" + id + "' has no @Description; write one above the record, or pass one to add(..)");
        }
        add(kind, id, description.value().replaceFirst("\\.$", ""), options, factory);
    }

    /** Contributes a component; see {@link Component} for the parameters. */
    protected final <T, O extends Record> void add(
            Class<T> kind, String id, String description, Class<O> options, Function<O, ? extends T> factory) {
        MapBinder.newMapBinder(binder(), new TypeLiteral<ComponentKey>() {}, new TypeLiteral<Component<?, ?>>() {})
                .addBinding(new ComponentKey(kind, id))
                .toInstance(new Component<>(id, kind, description, options, factory));
    }
}
