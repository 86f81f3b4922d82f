package dev.sluice.tuning.worker;

import dev.sluice.core.experiment.record.Json;
import dev.sluice.core.search.Measurement;
import dev.sluice.core.search.Outcome;
import dev.sluice.core.search.SearchSpace;
import dev.sluice.tuning.journal.JsonFields;
import dev.sluice.tuning.journal.SearchJson;
import dev.sluice.tuning.trial.TrialTask;
import java.util.LinkedHashMap;
import java.util.Map;

/** The protocol between a study and its worker processes: one JSON message per line. */
final class Messages {
    private static final String TASK = "task";
    private static final String STOPS = "stops";
    private static final String STEP = "step";
    private static final String OUTCOME = "outcome";
    private static final String INTERRUPTED = "interrupted";
    private static final String BROKEN = "broken";
    private static final String QUIT = "quit";

    private final SearchJson json;

    Messages(SearchSpace space) {
        this.json = new SearchJson(space);
    }

    /** A message. */
    sealed interface Message {}

    /** From the study: run a trial. */
    record Run(TrialTask task) implements Message {}

    /** From the study, in reply to a step: whether the trial is stopped. */
    record Verdict(boolean stops) implements Message {}

    /** From the study: save the running trial and reply {@link Interrupted}. */
    record Quit() implements Message {}

    /** From the worker: a step is done. */
    record Step(Measurement measurement) implements Message {}

    /** From the worker: the trial has ended or paused. */
    record Ended(Outcome outcome) implements Message {}

    /** From the worker: the trial was saved, in reply to {@link Quit}. */
    record Interrupted() implements Message {}

    /** From the worker: the trial cannot continue, for a reason outside the trial. */
    record Broken(String reason) implements Message {}

    String line(Message message) {
        Map<String, Object> line = new LinkedHashMap<>();
        switch (message) {
            case Run run -> line.put(TASK, task(run.task()));
            case Verdict verdict -> line.put(STOPS, verdict.stops());
            case Quit quit -> line.put(QUIT, true);
            case Step step -> line.put(STEP, SearchJson.of(step.measurement()));
            case Ended ended -> line.put(OUTCOME, SearchJson.of(ended.outcome()));
            case Interrupted interrupted -> line.put(INTERRUPTED, true);
            case Broken broken -> line.put(BROKEN, broken.reason());
        }
        return Json.line(line);
    }

    Message message(String line) {
        JsonFields fields = JsonFields.parse(line);
        if (fields.has(TASK)) {
            return new Run(task(fields.block(TASK)));
        }
        if (fields.has(STOPS)) {
            return new Verdict(fields.truth(STOPS));
        }
        if (fields.has(QUIT)) {
            return new Quit();
        }
        if (fields.has(STEP)) {
            return new Step(json.measurement(fields.block(STEP)));
        }
        if (fields.has(OUTCOME)) {
            return new Ended(json.outcome(fields.block(OUTCOME)));
        }
        return fields.has(INTERRUPTED) ? new Interrupted() : new Broken(fields.text(BROKEN));
    }

    private static Map<String, Object> task(TrialTask task) {
        Map<String, Object> block = new LinkedHashMap<>();
        block.put("trial", task.trial());
        block.put("assignment", task.assignment().values());
        block.put("from", task.from());
        block.put("steps", task.steps());
        block.put("whole", task.whole());
        return block;
    }

    private TrialTask task(JsonFields block) {
        return new TrialTask(
                block.integer("trial"),
                json.assignment(block.block("assignment")),
                block.integer("from"),
                block.integer("steps"),
                block.integer("whole"));
    }
}
