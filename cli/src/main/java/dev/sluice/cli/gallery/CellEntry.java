package dev.sluice.cli.gallery;

import java.util.List;

/**
 * A cell as it is, before it learns anything.
 *
 * @param id by which experiments name it
 * @param description one line
 * @param options as in an experiment file, {@code {}} for the defaults
 * @param equations one line each
 * @param parameters how many numbers are learned
 * @param flops additions and multiplications of one step for one row
 * @param operator what it becomes in an ONNX file
 * @param extraInputs what it reads beside the sequence
 * @param sources publications
 */
public record CellEntry(
        String id,
        String description,
        String options,
        List<String> equations,
        long parameters,
        long flops,
        String operator,
        List<String> extraInputs,
        List<String> sources) {
    /** Copies the lists. */
    public CellEntry {
        equations = List.copyOf(equations);
        extraInputs = List.copyOf(extraInputs);
        sources = List.copyOf(sources);
    }
}
