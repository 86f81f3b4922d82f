package dev.sluice.cells;

import dev.sluice.core.experiment.Components;
import dev.sluice.core.model.Cell;
import dev.sluice.core.option.OptionKey;
import dev.sluice.core.plugin.Plugins;
import dev.sluice.core.plugin.Registry;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** Any cell of the catalogue with any options. */
final class RandomCell {
    private static final Registry CATALOGUE = Plugins.of(new CellsPlugin());

    private RandomCell() {}

    static List<String> ids() {
        return CATALOGUE.ids(Cell.class);
    }

    /** A cell with its default options. */
    static Cell preset(String id) {
        return Components.withDefaults(CATALOGUE.lookup(Cell.class, id), CATALOGUE);
    }

    /** A cell with options drawn; empty if they do not fit together. */
    static Optional<Cell> draw(String id, SplittableRandom random) {
        // A cell of the catalogue is its own options record.
        Class<? extends Record> type = CATALOGUE.lookup(Cell.class, id).options();
        List<OptionKey> keys = OptionKey.of(type);
        Object[] values = keys.stream().map(key -> value(key, random)).toArray();
        Class<?>[] types = keys.stream().map(key -> key.component().getType()).toArray(Class<?>[]::new);
        try {
            Constructor<? extends Record> constructor = type.getDeclaredConstructor(types);
            return Optional.of((Cell) constructor.newInstance(values));
        } catch (InvocationTargetException e) {
            return Optional.empty();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Object value(OptionKey key, SplittableRandom random) {
        Class<?> type = key.component().getType();
        if (type.isEnum()) {
            Object[] constants = type.getEnumConstants();
            return constants[random.nextInt(constants.length)];
        }
        if (type == boolean.class) {
            return random.nextBoolean();
        }
        if (type == int.class) {
            return (key.allows(0) ? 0 : 1) + random.nextInt(4);
        }
        double value = key.allows(-1) ? random.nextDouble(-2, 2) : random.nextDouble(0.2, 1.5);
        while (!key.allows(value)) {
            value /= 2;
        }
        return value;
    }
}
