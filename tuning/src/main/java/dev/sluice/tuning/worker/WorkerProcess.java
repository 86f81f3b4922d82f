package dev.sluice.tuning.worker;

import dev.sluice.core.search.Outcome;
import dev.sluice.tuning.trial.StepJudge;
import dev.sluice.tuning.trial.TrialTask;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The study's handle of a worker process, which runs one trial at a time. It ends with its input, however this process ends. */
final class WorkerProcess implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 5;

    private final Process process;
    private final Messages messages;
    private final BufferedReader answers;
    private final Writer orders;

    private WorkerProcess(Process process, Messages messages) {
        this.process = process;
        this.messages = messages;
        this.answers = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        this.orders = new BufferedWriter(new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8));
    }

    static WorkerProcess start(List<String> command, Messages messages) throws IOException {
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        return new WorkerProcess(process, messages);
    }

    /**
     * Runs a trial in the worker process.
     *
     * @return the outcome; empty if the process ended before the trial
     * @throws InterruptedException after {@link #quit}
     * @throws IOException if the failure is outside the trial
     */
    Optional<Outcome> run(TrialTask task, StepJudge judge) throws IOException, InterruptedException {
        if (!say(new Messages.Run(task))) {
            return Optional.empty();
        }
        while (true) {
            String line = hear();
            if (line == null) {
                return Optional.empty();
            }
            switch (messages.message(line)) {
                case Messages.Step step -> {
                    if (!say(new Messages.Verdict(judge.stops(step.measurement())))) {
                        return Optional.empty();
                    }
                }
                case Messages.Ended ended -> {
                    return Optional.of(ended.outcome());
                }
                case Messages.Interrupted interrupted -> throw new InterruptedException("the study stops");
                case Messages.Broken broken -> throw new IOException(broken.reason());
                case Messages.Message other ->
                    throw new IOException("a worker process must reply with a message, but wrote " + line);
            }
        }
    }

    /** Requests that the running trial is saved. */
    void quit() {
        say(new Messages.Quit());
    }

    /** Describes how the process ended, for messages. */
    String ending() throws InterruptedException {
        return process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)
                ? "with exit code " + process.exitValue()
                : "without a reply";
    }

    private synchronized boolean say(Messages.Message message) {
        try {
            orders.write(messages.line(message) + "\n");
            orders.flush();
            return true;
        } catch (IOException e) {
            // Its input is closed: the process has ended.
            return false;
        }
    }

    private @Nullable String hear() {
        try {
            return answers.readLine();
        } catch (IOException e) {
            return null;
        }
    }

    @Override
    public void close() {
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            // It has ended already.
            process.destroyForcibly();
        }
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
