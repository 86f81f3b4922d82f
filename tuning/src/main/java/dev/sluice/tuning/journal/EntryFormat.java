package dev.sluice.tuning.journal;

import dev.sluice.core.experiment.record.Json;
import dev.sluice.core.search.Rejection;
import dev.sluice.core.search.SearchSpace;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** Converts entries to and from lines of JSON, for the studies of one space. */
final class EntryFormat {
    private final SearchJson json;

    EntryFormat(SearchSpace space) {
        this.json = new SearchJson(space);
    }

    /** The line of an entry, without its line break. */
    String line(Entry entry) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("job", entry.job());
        switch (entry) {
            case Entry.Begun begun -> {
                line.put("begun", work(begun.work()));
                line.put("worker", begun.worker());
                line.put("time", begun.time().toString());
            }
            case Entry.Measured measured -> line.put("measured", SearchJson.of(measured.measurement()));
            case Entry.Ended ended -> {
                line.put("ended", work(ended.work()));
                line.put(
                        "measurements",
                        ended.measurements().stream().map(SearchJson::of).toList());
                line.put("outcome", SearchJson.of(ended.outcome()));
                line.put("worker", ended.worker());
                line.put("seconds", ended.seconds());
                line.put("time", ended.time().toString());
            }
        }
        return Json.line(line);
    }

    /**
     * Parses a line.
     *
     * @throws RuntimeException of various types if the line is not an entry
     */
    Entry entry(String line) {
        JsonFields fields = JsonFields.parse(line);
        int job = fields.integer("job");
        if (fields.has("begun")) {
            return new Entry.Begun(
                    job, work(fields.block("begun")), fields.integer("worker"), Instant.parse(fields.text("time")));
        }
        if (fields.has("measured")) {
            return new Entry.Measured(job, json.measurement(fields.block("measured")));
        }
        return new Entry.Ended(
                job,
                work(fields.block("ended")),
                fields.blocks("measurements").stream().map(json::measurement).toList(),
                json.outcome(fields.block("outcome")),
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
                    block.put(
                            "rejected",
                            start.rejected().stream()
                                    .map(EntryFormat::rejection)
                                    .toList());
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

    private Work work(JsonFields block) {
        if (block.has("idle")) {
            return new Work.Idle();
        }
        int trial = block.integer("trial");
        int steps = block.integer("steps");
        return block.has("assignment")
                ? new Work.Start(
                        trial,
                        steps,
                        json.assignment(block.block("assignment")),
                        block.blocks("rejected").stream().map(this::rejection).toList())
                : new Work.Continue(trial, steps);
    }

    private static Map<String, Object> rejection(Rejection rejection) {
        Map<String, Object> block = new LinkedHashMap<>();
        block.put("assignment", rejection.assignment().values());
        block.put("reason", rejection.reason());
        block.put("broken", rejection.broken());
        return block;
    }

    private Rejection rejection(JsonFields block) {
        return new Rejection(json.assignment(block.block("assignment")), block.text("reason"), block.truth("broken"));
    }
}
