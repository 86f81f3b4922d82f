/**
 * One fuzz target for each reader of foreign bytes. Whatever comes in, a reader either takes it or throws the exception that it
 * documents, within the heap and the time that {@code pom.xml} and the fuzzer allow; anything else is a finding. Read {@link dev.sluice.fuzz.OnnxFuzz} first.
 */
@NullMarked
package dev.sluice.fuzz;

import org.jspecify.annotations.NullMarked;
