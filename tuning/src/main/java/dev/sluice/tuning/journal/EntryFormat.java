package dev.sluice.tuning.journal;

import dev.sluice.core.experiment.record.Json;
import dev.sluice.core.search.Assignment;
import dev.sluice.core.search.Measurement;
import dev.sluice.core.search.Outcome;
import dev.sluice.core.search.Rejection;
import dev.sluice.core.search.SearchSpace;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Entries as lines of JSON, for the studies of one space. */
final class EntryFormat {
    private final SearchSpace space;

    EntryFormat(SearchSpace space) {
        this.space = space;
    }

    /** One line, without its end. */
    String line(Entry entry) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("job", entry.job());
        switch (entry) {
            case Entry.Begun begun -> {
                line.put("begun", work(begun.work()));
                line.put("worker", begun.worker());
                line.put("time", begun.time().toString());
            }
            case Entry.Measured measured -> line.put("measured", measurement(measured.measurement()));
            case Entry.Ended ended -> {
                line.put("ended", work(ended.work()));
                line.put("measurements", ended.measurements().stream().map(EntryFormat::measurement).toList());
                line.put("outcome", outcome(ended.outcome()));
                line.put("worker", ended.worker());
                line.put("seconds", ended.seconds());
                line.put("time", ended.time().toString());
            }
        }
        return Json.line(line);
    }

    /**
     * The entry of a line.
     *
     * @throws RuntimeException of several kinds if it is none
     */
    Entry entry(String line) {
        Fields fields = new Fields(Json.parse(line));
        int job = fields.integer("job");
        if (fields.has("begun")) {
            return new Entry.Begun(
                    job, work(fields.block("begun")), fields.integer("worker"), Instant.parse(fields.text("time")));
        }
        if (fields.has("measured")) {
            return new Entry.Measured(job, measurement(fields.block("measured")));
        }
        return new Entry.Ended(
                job,
                work(fields.block("ended")),
                fields.blocks("measurements").stream().map(EntryFormat::measurement).toList(),
                outcome(fields.block("outcome")),
                fields.integer("worker"),
                fields.number("seconds"),
                Instant.parse(fields.text("time")));
    }

    private static Map<String, Object> work(Work work) {
        Map<String, Object> block = new LinkedHashMap<>();
        switch (work) {
            case Work.Start start -> {
                block.put("trial", start.trial());
                block.put("steps", start.steps());
                block.put("assignment", start.assignment().values());
                if (!start.rejected().isEmpty()) {
                    block.put("rejected", start.rejected().stream().map(EntryFormat::rejection).toList());
                }
            }
            case Work.Continue further -> {
                block.put("trial", further.trial());
                block.put("steps", further.steps());
            }
            case Work.Idle idle -> block.put("idle", true);
        }
        return block;
    }

    private Work work(Fields block) {
        if (block.has("idle")) {
            return new Work.Idle();
        }
        int trial = block.integer("trial");
        int steps = block.integer("steps");
        return block.has("assignment")
                ? new Work.Start(
                        trial,
                        steps,
                        assignment(block.block("assignment")),
                        block.blocks("rejected").stream().map(this::rejection).toList())
                : new Work.Continue(trial, steps);
    }

    private Assignment assignment(Fields values) {
        return space.assignment(values.values());
    }

    private static Map<String, Object> rejection(Rejection rejection) {
        Map<String, Object> block = new LinkedHashMap<>();
        block.put("assignment", rejection.assignment().values());
        block.put("reason", rejection.reason());
        block.put("broken", rejection.broken());
        return block;
    }

    private Rejection rejection(Fields block) {
        return new Rejection(assignment(block.block("assignment")), block.text("reason"), block.truth("broken"));
    }

    private static Map<String, Object> measurement(Measurement measurement) {
        Map<String, Object> block = new LinkedHashMap<>();
        block.put("step", measurement.step());
        block.put("values", measurement.values());
        return block;
    }

    private static Measurement measurement(Fields block) {
        return new Measurement(block.integer("step"), block.numbers("values"));
    }

    private static Map<String, Object> outcome(Outcome outcome) {
        Map<String, Object> block = new LinkedHashMap<>();
        block.put("is", outcome.getClass().getSimpleName().toLowerCase(Locale.ROOT));
        switch (outcome) {
            case Outcome.Completed completed -> block.put("values", completed.values());
            case Outcome.Failed failed -> block.put("reason", failed.reason());
            default -> {}
        }
        return block;
    }

    private static Outcome outcome(Fields block) {
        String is = block.text("is");
        return switch (is) {
            case "completed" -> new Outcome.Completed(block.numbers("values"));
            case "failed" -> new Outcome.Failed(block.text("reason"));
            case "paused" -> new Outcome.Paused();
            case "pruned" -> new Outcome.Pruned();
            case "diverged" -> new Outcome.Diverged();
            case "pending" -> new Outcome.Pending();
            default -> throw new IllegalArgumentException("no outcome is called '" + is + "'");
        };
    }

    /** A block of JSON, read strictly. */
    private record Fields(Map<String, Object> values) {
        boolean has(String name) {
            return values.containsKey(name);
        }

        Object required(String name) {
            Object value = values.get(name);
            if (value == null) {
                throw new IllegalArgumentException("the key '" + name + "' is missing");
            }
            return value;
        }

        int integer(String name) {
            return ((Number) required(name)).intValue();
        }

        double number(String name) {
            return toDouble(required(name));
        }

        boolean truth(String name) {
            return (Boolean) required(name);
        }

        String text(String name) {
            return (String) required(name);
        }

        Fields block(String name) {
            return of(required(name));
        }

        List<Fields> blocks(String name) {
            return values.get(name) instanceof List<?> list
                    ? list.stream().map(Fields::of).toList()
                    : List.of();
        }

        List<Double> numbers(String name) {
            List<Double> numbers = new ArrayList<>();
            ((List<?>) required(name)).forEach(each -> numbers.add(toDouble(each)));
            return numbers;
        }

        private static Fields of(Object value) {
            Map<String, Object> block = new LinkedHashMap<>();
            ((Map<?, ?>) value).forEach((key, inner) -> block.put((String) key, inner));
            return new Fields(block);
        }

        /** JSON has no word for NaN and infinity: they are texts there. */
        private static double toDouble(Object value) {
            return value instanceof Number number ? number.doubleValue() : Double.parseDouble((String) value);
        }
    }
}
