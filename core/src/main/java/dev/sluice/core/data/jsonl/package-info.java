/**
 * The source {@code json-lines}: a file with a JSON object in each line, which is an example. Read {@link
 * dev.sluice.core.data.jsonl.JsonLinesSource} first.
 */
@NullMarked
package dev.sluice.core.data.jsonl;

import org.jspecify.annotations.NullMarked;
