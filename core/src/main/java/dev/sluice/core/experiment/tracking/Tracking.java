package dev.sluice.core.experiment.tracking;

import dev.sluice.core.error.SluiceException;
import dev.sluice.core.experiment.record.JsonFile;
import dev.sluice.core.experiment.record.Run;
import dev.sluice.core.experiment.record.RunFile;
import dev.sluice.core.option.Choice;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apiguardian.api.API;

/** The trackers of a run, with what each has sent of it: {@code tracking.json} in its folder. */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public final class Tracking {
    private final Run run;
    private final List<Choice<Tracker>> trackers;

    /** The content of the file. */
    record Content(Map<String, Sent> sent) {
        Content {
            sent = new TreeMap<>(sent);
        }
    }

    /** The given trackers of a run. */
    public Tracking(Run run, List<Choice<Tracker>> trackers) {
        this.run = run;
        this.trackers = List.copyOf(trackers);
    }

    /**
     * Sends everything that each tracker has not sent yet.
     *
     * @return the reason of each tracker that could not, by its name; none if all is sent
     */
    public Map<String, String> send() {
        Map<String, String> failures = new LinkedHashMap<>();
        for (Choice<Tracker> tracker : trackers) {
            try {
                send(tracker);
            } catch (IOException | SluiceException e) {
                failures.put(tracker.name(), reason(e));
            } catch (RuntimeException e) {
                // A tracker of somebody else's must not stop a training.
                failures.put(tracker.name(), e.toString());
            }
        }
        return failures;
    }

    private void send(Choice<Tracker> tracker) throws IOException {
        Content content =
                JsonFile.read(RunFile.TRACKING.in(run.path()), Content.class).orElseGet(() -> new Content(Map.of()));
        Sent before = content.sent().getOrDefault(tracker.name(), Sent.nothing());
        Sent now = before.ended() ? before : tracker.component().send(run, before);
        if (!now.equals(before)) {
            content.sent().put(tracker.name(), now);
            JsonFile.write(RunFile.TRACKING.in(run.path()), content);
        }
    }

    private static String reason(Exception e) {
        String message = e.getMessage();
        return message == null ? e.getClass().getSimpleName() : message;
    }
}
