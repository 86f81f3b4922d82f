package dev.sluice.cli;

import dev.sluice.core.search.Objective;
import dev.sluice.core.search.Outcome;
import dev.sluice.core.search.Trial;
import dev.sluice.tuning.study.StudyObserver;
import dev.sluice.tuning.study.StudyProgress;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Prints a line for each trial, or for some where there are very many, and on a terminal one below that says how the study stands. */
final class StudyPrinter implements StudyObserver {
    private static final long REDRAW_NANOS = 200_000_000L;
    private static final int MOST_COLUMNS = 110;
    private static final int OFTEN = 10;

    private final PrintWriter out;
    private final boolean terminal;
    private long printed = System.nanoTime() - REDRAW_NANOS;
    private int ended;
    private @Nullable Trial best;
    private List<Objective> objectives = List.of();

    StudyPrinter(PrintWriter out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    @Override
    public void started(Path folder) {
        print("Study " + folder);
    }

    @Override
    public void note(String line) {
        print(line);
    }

    @Override
    public void stepped(Trial trial, Supplier<StudyProgress> progress) {
        if (terminal && isDue()) {
            draw(progress.get());
        }
    }

    @Override
    public void ended(Trial trial, Supplier<StudyProgress> progress) {
        ended++;
        boolean due = isDue();
        if (!due && !mayBeBest(trial)) {
            return;
        }
        StudyProgress now = progress.get();
        List<Trial> front = now.best();
        boolean isBest = front.contains(trial);
        if (isBest) {
            best = trial;
            objectives = now.objectives();
        }
        if (!due && !isBest) {
            return;
        }
        print(StudyWords.line(trial, now.objectives()) + (isBest ? "  best" : ""));
        if (terminal) {
            draw(now);
        } else if (ended % OFTEN == 0) {
            print(status(now));
        }
    }

    /** A quick look, for studies of very many trials. */
    private boolean mayBeBest(Trial trial) {
        return trial.outcome() instanceof Outcome.Completed completed
                && (best == null
                        || objectives.size() > 1
                        || (best.outcome() instanceof Outcome.Completed before
                                && objectives.getFirst().loss(completed.values().getFirst())
                                        < objectives
                                                .getFirst()
                                                .loss(before.values().getFirst())));
    }

    @Override
    public void interrupted(Path folder) {
        print("Interrupted. The results so far are in " + folder
                + ". To continue: the same command again, or 'sluice tune --join " + folder + "'");
    }

    private boolean isDue() {
        return System.nanoTime() - printed >= REDRAW_NANOS;
    }

    private synchronized void draw(StudyProgress progress) {
        String line = status(progress);
        TerminalWriter.clearLine(out);
        out.print(line.substring(0, Math.min(line.length(), MOST_COLUMNS)));
        out.flush();
        printed = System.nanoTime();
    }

    private static String status(StudyProgress progress) {
        return StudyWords.counts(progress) + StudyWords.best(progress) + StudyWords.left(progress);
    }

    private synchronized void print(String line) {
        if (terminal) {
            TerminalWriter.clearLine(out);
        }
        out.println(line);
        out.flush();
        printed = System.nanoTime();
    }
}
