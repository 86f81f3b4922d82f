package dev.sluice.tuning.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.search.Assignment;
import dev.sluice.core.search.ChoiceDomain;
import dev.sluice.core.search.Dimension;
import dev.sluice.core.search.FloatDomain;
import dev.sluice.core.search.IntDomain;
import dev.sluice.core.search.Measurement;
import dev.sluice.core.search.Outcome;
import dev.sluice.core.search.Rejection;
import dev.sluice.core.search.SearchSpace;
import dev.sluice.core.search.Trial;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

final class JournalTest {
    private static final SearchSpace SPACE = SearchSpace.of(
            Dimension.of("kind", ChoiceDomain.of("a", "b")),
            Dimension.of("x", FloatDomain.of(0, 1)),
            Dimension.of("n", IntDomain.of(0, 9)).when("kind", "b"));
    private static final Assignment A = SPACE.assignment(Map.of("kind", "a", "x", 0.1));
    private static final Assignment B = SPACE.assignment(Map.of("kind", "b", "x", 1.0, "n", 3));
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    @TempDir
    Path path;

    private StudyFolder folder = new StudyFolder(Path.of(""));
    private final Ledger ledger = new Ledger();

    @BeforeEach
    void begin() throws IOException {
        folder = new StudyFolder(path);
        folder.begin("{}");
    }

    private static Entry begun(int job, Work work) {
        return new Entry.Begun(job, work, 0, NOW);
    }

    private static Entry ended(int job, Work work, Outcome outcome, Measurement... measurements) {
        return new Entry.Ended(job, work, List.of(measurements), outcome, 0, 1.5, NOW);
    }

    private static Work.Start start(int trial, int steps, Assignment assignment) {
        return new Work.Start(trial, steps, assignment, List.of());
    }

    private void write(String process, Entry... entries) throws IOException {
        try (Journal journal = Journal.open(folder, process, SPACE)) {
            for (Entry entry : entries) {
                journal.add(entry);
            }
        }
    }

    private JournalReader read() throws IOException {
        JournalReader reader = new JournalReader(folder, SPACE, ledger);
        reader.refresh();
        return reader;
    }

    @Test
    void line_ofEachEntry_givesTheEntryBack() {
        EntryFormat format = new EntryFormat(SPACE);
        Work rejecting = new Work.Start(0, 9, B, List.of(new Rejection(A, "too \"large\"\n", true)));
        List<Entry> entries = List.of(
                begun(0, rejecting),
                begun(1, new Work.Continue(0, 27)),
                begun(2, new Work.Idle()),
                new Entry.Measured(0, new Measurement(3, List.of(0.1, Double.NaN))),
                ended(
                        0,
                        rejecting,
                        new Outcome.Paused(),
                        new Measurement(9, List.of(Double.NEGATIVE_INFINITY, 1e-300))),
                ended(1, new Work.Continue(0, 27), new Outcome.Completed(List.of(1.0 / 3))),
                ended(1, new Work.Continue(0, 27), new Outcome.Failed("no\nmemory")),
                ended(1, new Work.Continue(0, 27), new Outcome.Pruned()),
                ended(1, new Work.Continue(0, 27), new Outcome.Diverged()));

        assertThat(entries).allSatisfy(entry -> {
            String line = format.line(entry);
            assertThat(line).doesNotContain("\n");
            assertThat(format.entry(line)).isEqualTo(entry);
        });
    }

    @Test
    void refresh_tornLastLine_waitsForItsEnd() throws IOException {
        Work work = start(0, 1, A);
        String line = new EntryFormat(SPACE).line(ended(0, work, new Outcome.Completed(List.of(1.0)))) + "\n";
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        Files.write(folder.journal("p"), Arrays.copyOf(bytes, 40));

        JournalReader reader = read();
        assertThat(ledger.done()).isZero();

        Files.write(folder.journal("p"), Arrays.copyOfRange(bytes, 40, bytes.length), StandardOpenOption.APPEND);
        reader.refresh();
        assertThat(ledger.done()).isEqualTo(1);
        assertThat(reader.damaged()).isZero();
    }

    @Test
    void refresh_damagedLine_isCountedAndItsJobNotDone() throws IOException {
        write("p", ended(0, start(0, 1, A), new Outcome.Completed(List.of(1.0))));
        Files.writeString(folder.journal("p"), "\0\0\0\0{\"job\":1,\"ended\"\n", StandardOpenOption.APPEND);
        write("p", ended(2, start(2, 1, B), new Outcome.Completed(List.of(2.0))));

        assertThat(read().damaged()).isEqualTo(1);
        assertThat(ledger.done()).isEqualTo(1);
        assertThat(ledger.isDone(2)).isTrue();
    }

    @Test
    void refresh_behindAFence_countsNothing() throws IOException {
        write("dead", begun(0, start(0, 1, A)));
        new Fence(folder).raise("dead", "p");
        write("dead", ended(0, start(0, 1, A), new Outcome.Completed(List.of(1.0))));

        read();
        assertThat(ledger.begun()).isEqualTo(1);
        assertThat(ledger.isDone(0)).isFalse();
    }

    @Test
    void refresh_fenceBeforeWhatWasRead_forgetsIt() throws IOException {
        write("dead", begun(0, start(0, 1, A)));
        new Fence(folder).raise("other", "p");
        String fence = Files.readString(folder.fence("other"));
        write("other", ended(0, start(0, 1, A), new Outcome.Completed(List.of(1.0))));
        Files.delete(folder.fence("other"));
        JournalReader reader = read();
        assertThat(ledger.isDone(0)).isTrue();

        Files.writeString(folder.fence("other"), fence);
        reader.refresh();
        assertThat(ledger.isDone(0)).isFalse();
        assertThat(ledger.begun()).isEqualTo(1);
    }

    @Test
    void raise_twice_keepsTheFirstFence() throws IOException {
        write("dead", begun(0, start(0, 1, A)));
        Fence fence = new Fence(folder);
        fence.raise("dead", "p");
        long bytes = fence.of("dead").orElseThrow();
        write("dead", begun(1, start(1, 1, A)));
        fence.raise("dead", "q");

        assertThat(fence.of("dead")).hasValue(bytes);
        assertThat(StudyFolder.names(folder.fences())).containsExactly("dead");
    }

    @Test
    void trials_seenFromAJob_endAtItsLag() {
        Measurement early = new Measurement(3, List.of(0.5));
        Measurement late = new Measurement(9, List.of(0.7));
        ledger.add("p", begun(0, start(0, 3, A)));
        ledger.add("p", begun(1, start(1, 3, B)));
        ledger.add("q", ended(1, start(1, 3, B), new Outcome.Failed("x")));
        ledger.add("q", ended(2, new Work.Continue(0, 9), new Outcome.Completed(List.of(0.7)), late));
        ledger.add("p", ended(0, start(0, 3, A), new Outcome.Paused(), early));
        ledger.add("p", begun(3, start(2, 3, A)));

        Trial paused = new Trial(0, A, List.of(), 3, List.of(early), new Outcome.Paused());
        Trial goingOn = new Trial(0, A, List.of(), 9, List.of(early), new Outcome.Pending());
        Trial complete = new Trial(0, A, List.of(), 9, List.of(early, late), new Outcome.Completed(List.of(0.7)));
        Trial failed = new Trial(1, B, List.of(), 3, List.of(), new Outcome.Failed("x"));
        assertThat(ledger.trials(0, 1)).isEmpty();
        assertThat(ledger.trials(1, 1)).containsExactly(paused);
        assertThat(ledger.trials(1, 2)).containsExactly(Trial.pending(0, A, 3));
        assertThat(ledger.trials(2, 1)).containsExactly(paused, failed);
        assertThat(ledger.trials(2, 2)).containsExactly(paused, Trial.pending(1, B, 3));
        assertThat(ledger.trials(3, 1)).containsExactly(complete, failed);
        assertThat(ledger.trials(3, 2)).containsExactly(goingOn, failed);
        assertThat(ledger.trials(4, 1)).containsExactly(complete, failed, Trial.pending(2, A, 3));
        assertThat(ledger.trials(4, Ledger.EVERYTHING)).isEqualTo(ledger.trials(4, 1));
        assertThat(ledger.begun()).isEqualTo(4);
        assertThat(ledger.done()).isEqualTo(3);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void add_onAFullDisk_saysSo() throws IOException {
        Files.createSymbolicLink(folder.journal("p"), Path.of("/dev/full"));
        try (Journal journal = Journal.open(folder, "p", SPACE)) {
            assertThatThrownBy(() -> journal.add(begun(0, new Work.Idle())))
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageContaining("No space left on device; is the disk full?");
        }
        Files.delete(folder.journal("p"));
    }
}
