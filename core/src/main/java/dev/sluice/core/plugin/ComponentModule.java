package dev.sluice.core.plugin;

import com.google.inject.AbstractModule;
import com.google.inject.TypeLiteral;
import com.google.inject.multibindings.MapBinder;
import java.util.function.Function;

/**
 * A Guice module that contributes components by name, into one {@link MapBinder} for all kinds whose keys are
 * {@link ComponentKey}s.
 *
 * <pre>{@code
 * protected void components() {
 *     add(Cell.class, "mgu", "Minimal gated unit (Zhou et al., 2016)", MguOptions.class, Mgu::new);
 * }
 * }</pre>
 */
public abstract class ComponentModule extends AbstractModule {
    /** Calls {@link #add} for each component. */
    protected abstract void components();

    @Override
    protected final void configure() {
        components();
    }

    /** Contributes a component; see {@link Component} for the parameters. */
    protected final <T, O extends Record> void add(
            Class<T> kind, String id, String description, Class<O> options, Function<O, ? extends T> factory) {
        MapBinder.newMapBinder(binder(), new TypeLiteral<ComponentKey>() {}, new TypeLiteral<Component<?, ?>>() {})
                .addBinding(new ComponentKey(kind, id))
                .toInstance(new Component<>(id, kind, description, options, factory));
    }
}
