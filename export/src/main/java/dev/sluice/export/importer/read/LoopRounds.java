package dev.sluice.export.importer.read;

import dev.sluice.core.graph.Dim;
import dev.sluice.export.foreign.Printable;
import dev.sluice.export.foreign.UnsupportedPartException;
import dev.sluice.export.importer.file.FileGraph;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** State of a {@code Loop} while its body is read: the steps taken from outer sequences, and the end condition. Mutable. */
final class LoopRounds {
    private final Map<String, Value> taken = new LinkedHashMap<>();
    private boolean endsWithSteps;

    /**
     * Reads the body of a loop with one iteration per step.
     *
     * @param given the body's inputs by name
     * @param steps the current step of each outer sequence that the body reads, by {@link #key}
     * @param bounded whether the iteration count is already known to be the number of steps
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

    /** The key of a sequence and its time axis. */
    static String key(String sequence, int axis) {
        return sequence + "#" + axis;
    }

    /** Records that the loop's condition ends it after the last step. */
    void endWithSteps() {
        endsWithSteps = true;
    }

    /** The step of a sequence that the current iteration takes. */
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
