package dev.sluice.export.importer.file;

import dev.sluice.core.graph.Array64;

/**
 * Numbers stored in a file: an initializer, or the value of a constant.
 *
 * @param name name in the file
 * @param whole whether the elements are integers or booleans
 */
public record StoredArray(String name, Array64 array, boolean whole) {}
