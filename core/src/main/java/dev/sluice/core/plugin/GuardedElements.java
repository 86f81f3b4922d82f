package dev.sluice.core.plugin;

import java.util.AbstractList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.RandomAccess;
import org.jspecify.annotations.Nullable;

/** The elements of what a plugin returns: null among them is the plugin's mistake, as null in place of them all is. */
final class GuardedElements {
    private GuardedElements() {}

    /**
     * The same result with no null in it.
     *
     * @param what the method that returned it
     * @throws PluginException if there is a null; from a list that makes its elements when they are asked for, once they are
     */
    static Object of(Object result, String what, PluginCall call) {
        switch (result) {
            case List<?> view
            when isMadeLater(view) -> {
                return new View(view, what, call);
            }
            case Collection<?> elements -> {
                int number = 0;
                for (Object element : elements) {
                    number++;
                    require(element, number, elements.size(), what, call);
                }
            }
            case Map<?, ?> values ->
                values.forEach((key, value) -> {
                    if (key == null || value == null) {
                        throw call.broken("must not have null among the values that it returns, but '" + what
                                + "' gives " + value + " for " + key + "; leave it out");
                    }
                });
            default -> {}
        }
        return result;
    }

    private static boolean isMadeLater(List<?> list) {
        String type = list.getClass().getName();
        return list instanceof RandomAccess && !type.startsWith("java.") && !type.startsWith(PluginCall.LIBRARY);
    }

    private static Object require(@Nullable Object element, int number, int size, String what, PluginCall call) {
        return Objects.requireNonNullElseGet(element, () -> {
            throw call.broken("must not have null among the elements that it returns, but '" + what
                    + "' gives null as number " + number + " of " + size + "; leave it out");
        });
    }

    /** A list of the plugin's own, which may make an element when it is asked for. */
    private static final class View extends AbstractList<Object> implements RandomAccess {
        private final List<?> list;
        private final String what;
        private final PluginCall call;

        View(List<?> list, String what, PluginCall call) {
            this.list = list;
            this.what = what;
            this.call = call;
        }

        @Override
        public Object get(int index) {
            return require(call.run(what, () -> list.get(index)), index + 1, size(), what, call);
        }

        @Override
        public int size() {
            return list.size();
        }
    }
}
