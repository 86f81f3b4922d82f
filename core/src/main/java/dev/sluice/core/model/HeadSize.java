package dev.sluice.core.model;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The size of a head.
 *
 * @param columns classes or numbers of its target, {@code C}
 * @param form the numbers that it gives for each of them
 */
public record HeadSize(int columns, OutputForm form) {
    /** One number for each column of each head. */
    public static Map<String, HeadSize> points(Map<String, Integer> columns) {
        Map<String, HeadSize> sizes = new LinkedHashMap<>();
        columns.forEach((name, size) -> sizes.put(name, new HeadSize(size, OutputForm.POINT)));
        return sizes;
    }

    /** Outputs of the head, {@code W·C}. */
    public int outputs() {
        return form.width() * columns;
    }
}
