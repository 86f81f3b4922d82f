package dev.sluice.core.model;

import org.apiguardian.api.API;

/**
 * The text that a model is to write.
 *
 * @param vocabulary different symbols, with padding, unknown, begin and end
 * @param previous name of the input with the symbol before each that is to be written, {@code [T, B]}
 * @param lengths name of the input with the lengths of the texts
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public record WritingTask(int vocabulary, String previous, String lengths) {}
