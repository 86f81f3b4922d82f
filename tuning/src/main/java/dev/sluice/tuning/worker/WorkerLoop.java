package dev.sluice.tuning.worker;

import dev.sluice.core.search.SearchSpace;
import dev.sluice.tuning.trial.TrialRunner;
import dev.sluice.tuning.trial.TrialTask;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** The main loop of a worker process: runs the trials that it receives, until its input ends. */
public final class WorkerLoop {
    private static final int POLL_MILLIS = 50;
    private static final int MOST_POLLS = 100;
    /** Exit code of a process killed by the system. */
    private static final int ABANDONED = 137;

    private final TrialRunner runner;
    private final Messages messages;
    private final PrintStream out;
    private final BlockingQueue<Messages.Message> orders = new LinkedBlockingQueue<>();
    private volatile boolean running;

    private WorkerLoop(TrialRunner runner, SearchSpace space, PrintStream out) {
        this.runner = runner;
        this.messages = new Messages(space);
        this.out = out;
    }

    /**
     * Runs trials until the study that started this process closes the connection or dies; then this process halts at once.
     *
     * @param runner of the trials
     * @param space of the trials
     * @param in messages from the study
     * @param out messages to the study; nothing else may be written there
     */
    public static void run(TrialRunner runner, SearchSpace space, InputStream in, PrintStream out)
            throws InterruptedException {
        WorkerLoop loop = new WorkerLoop(runner, space, out);
        Thread.ofPlatform().daemon().name("sluice-worker-orders").start(() -> loop.listen(in));
        // Ctrl-C reaches all processes of a terminal: save the running trial.
        Runtime.getRuntime().addShutdownHook(new Thread(loop::save, "sluice-worker-interruption"));
        loop.work();
    }

    private void listen(InputStream in) {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            String line = lines.readLine();
            while (line != null) {
                Messages.Message message = messages.message(line);
                if (message instanceof Messages.Quit) {
                    runner.stop();
                } else {
                    orders.add(message);
                }
                line = lines.readLine();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            // The study's process has closed this input or died; another process may start the same trial at any
            // moment.
            Runtime.getRuntime().halt(ABANDONED);
        }
    }

    private void work() throws InterruptedException {
        while (true) {
            if (orders.take() instanceof Messages.Run run) {
                running = true;
                say(ended(run.task()));
                running = false;
            }
        }
    }

    private Messages.Message ended(TrialTask task) {
        try {
            return new Messages.Ended(runner.run(task, measurement -> {
                say(new Messages.Step(measurement));
                return verdict();
            }));
        } catch (InterruptedException e) {
            return new Messages.Interrupted();
        } catch (IOException | RuntimeException e) {
            return new Messages.Broken(String.valueOf(e.getMessage()));
        }
    }

    private boolean verdict() {
        try {
            return orders.take() instanceof Messages.Verdict verdict && verdict.stops();
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts this thread", e);
        }
    }

    private synchronized void say(Messages.Message message) {
        out.print(messages.line(message) + "\n");
        out.flush();
    }

    private void save() {
        runner.stop();
        try {
            // Steps that are not saved in time run again.
            for (int i = 0; running && i < MOST_POLLS; i++) {
                Thread.sleep(POLL_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
