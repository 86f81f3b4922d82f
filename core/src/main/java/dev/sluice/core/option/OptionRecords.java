package dev.sluice.core.option;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * Checks options records against their {@link Range}s, and copies them with one component changed.
 */
public final class OptionRecords {
    private OptionRecords() {}

    /**
     * Returns the options if every number in them, and in records, lists and maps within them, is in its {@link Range}.
     * Components call this where they are created, so that options made in Java are held to what a file is held to.
     *
     * @throws IllegalArgumentException naming every number that is not
     */
    public static <R extends Record> R checked(R options) {
        List<String> findings = new ArrayList<>();
        collect(options, "", findings);
        if (!findings.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", findings));
        }
        return options;
    }

    /**
     * A copy of the options with another value for one component.
     *
     * @param component as the record calls it, {@code learningRate}
     * @throws IllegalArgumentException if the record has no such component or refuses the value
     */
    public static <R extends Record> R with(R options, String component, Object value) {
        RecordComponent[] components = options.getClass().getRecordComponents();
        if (Arrays.stream(components).noneMatch(one -> one.getName().equals(component))) {
            throw new IllegalArgumentException(options.getClass().getName() + " has no component '" + component + "'");
        }
        Object[] values = Arrays.stream(components)
                .map(one -> one.getName().equals(component) ? value : value(options, one))
                .toArray();
        @SuppressWarnings("unchecked") // a record's class is final, so it is the class of R
        Class<R> type = (Class<R>) options.getClass();
        return create(type, values);
    }

    /**
     * A record of the given values.
     *
     * @param values one for each component, in their order
     * @throws IllegalArgumentException if the record refuses them
     */
    public static <R extends Record> R create(Class<R> type, Object... values) {
        Class<?>[] types = Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getType)
                .toArray(Class<?>[]::new);
        try {
            Constructor<R> constructor = type.getDeclaredConstructor(types);
            constructor.setAccessible(true);
            return constructor.newInstance(values);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof IllegalArgumentException refusal) {
                throw refusal;
            }
            throw new IllegalStateException(
                    "a record must refuse values by an IllegalArgumentException, but " + type.getName() + " failed", e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the record " + type.getName() + " cannot be made", e);
        }
    }

    /**
     * A record of the values of its keys.
     *
     * @param values one for each of {@link OptionKey#of}, in their order
     * @throws IllegalArgumentException if the record, or one that is {@link Inline} in it, refuses them
     */
    public static <R extends Record> R ofKeys(Class<R> type, List<?> values) {
        return ofKeys(type, values.iterator());
    }

    private static <R extends Record> R ofKeys(Class<R> type, Iterator<?> values) {
        Object[] own = Arrays.stream(type.getRecordComponents())
                .map(component -> component.isAnnotationPresent(Inline.class)
                        ? ofKeys(component.getType().asSubclass(Record.class), values)
                        : values.next())
                .toArray();
        return create(type, own);
    }

    /** The value of one component. */
    public static Object value(Record options, RecordComponent component) {
        Method accessor = component.getAccessor();
        try {
            accessor.setAccessible(true);
            return accessor.invoke(options);
        } catch (InvocationTargetException | IllegalAccessException e) {
            throw new IllegalStateException(accessor + " cannot be read", e);
        }
    }

    private static void collect(Record options, String path, List<String> findings) {
        for (OptionKey key : OptionKey.of(options.getClass())) {
            collect(key.value(options), path + key.name(), key, findings);
        }
    }

    private static void collect(Object value, String path, OptionKey key, List<String> findings) {
        switch (value) {
            case Number number
            when !key.allows(number.doubleValue()) ->
                findings.add(path + " must be " + key.rangeInWords() + ", but was " + number);
            case Record inner -> collect(inner, path + ".", findings);
            case List<?> items -> items.forEach(item -> collect(item, path, key, findings));
            case Map<?, ?> byName -> byName.forEach((name, item) -> collect(item, path + "." + name, key, findings));
            default -> {
                // Texts, constants, components: components have checked their own options.
            }
        }
    }
}
