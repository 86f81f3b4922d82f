package dev.sluice.export.importer.read;

import dev.sluice.core.graph.Dim;
import dev.sluice.export.foreign.Printable;
import dev.sluice.export.foreign.UnsupportedPartException;
import dev.sluice.export.importer.file.FileGraph;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The rounds of a {@code Loop} while its body is read: the steps that they take of sequences outside, and what ends them. Mutable. */
final class LoopRounds {
    private final Map<String, Value> taken = new LinkedHashMap<>();
    private boolean endsWithSteps;

    /**
     * Reads the body of a loop with a round for each step.
     *
     * @param given its inputs, by name
     * @param steps the step of each sequence that it takes one of, by {@link #key}
     * @param bounded whether the number of rounds is that of steps already
     */
    List<Value> read(
            Tracer tracer, FileGraph body, Map<String, Value> given, Map<String, Value> steps, boolean bounded) {
        taken.putAll(steps);
        endsWithSteps = bounded;
        try {
            List<Value> results = tracer.body(body, given);
            boolean goesOn = results.getFirst() instanceof Value.Known condition && condition.single() != 0;
            if (!goesOn || !endsWithSteps) {
                throw new UnsupportedPartException("it must have a round for each step, but whether it goes on "
                        + (goesOn ? "never depends on their number" : "depends on what it computes"));
            }
            return results;
        } finally {
            taken.clear();
        }
    }

    /** A sequence and its axis of time. */
    static String key(String sequence, int axis) {
        return sequence + "#" + axis;
    }

    /** Notes that the condition of the loop ends it with the last step. */
    void endWithSteps() {
        endsWithSteps = true;
    }

    /** The step that a round takes of a sequence. */
    Value step(String sequence, long axis, boolean keepAxis) {
        for (Map.Entry<String, Value> step : taken.entrySet()) {
            if (step.getValue() instanceof Flow flow) {
                int place = Flow.index(axis, flow.rank() + 1);
                if (step.getKey().equals(key(sequence, place))) {
                    List<List<Dim>> axes = new ArrayList<>(flow.axes());
                    if (keepAxis) {
                        axes.add(place, List.of());
                    }
                    return flow.as(axes).asWhole(flow.whole());
                }
            }
        }
        throw new UnsupportedPartException(
                "a round takes a step of '" + Printable.of(sequence) + "', which is no sequence outside of it");
    }
}
