/**
 * Fuzz targets, one for each reader of untrusted files. For any input, a reader must either accept it or throw a documented
 * exception, within the heap and time allowed by {@code pom.xml} and the fuzzer; anything else is a finding. Read
 * {@link dev.sluice.fuzz.OnnxFuzz} first.
 */
@NullMarked
package dev.sluice.fuzz;

import org.jspecify.annotations.NullMarked;
