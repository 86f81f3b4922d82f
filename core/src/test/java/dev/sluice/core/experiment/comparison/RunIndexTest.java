package dev.sluice.core.experiment.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.experiment.record.RunFile;
import dev.sluice.core.experiment.record.Runs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RunIndexTest {
    private static final Instant LONG_AGO = Instant.parse("2026-01-01T00:00:00Z");

    @TempDir
    private Path folder;

    private Path run(int number, String state) throws IOException {
        Path run = Files.createDirectory(folder.resolve(String.format("20260101-0000%02d-a-%04x", number, number)));
        status(run, state);
        Files.writeString(RunFile.EXPERIMENT.in(run), "name: n" + number + "\n");
        settle(run);
        return run;
    }

    private static void status(Path run, String state) throws IOException {
        String ended = state.equals("running") ? "" : ",\"ended\":\"2026-01-01T00:01:00Z\"";
        Files.writeString(RunFile.STATUS.in(run), "{\"state\":\"" + state + "\",\"process\":1" + ended + "}");
    }

    /** Makes all files old, as the index leaves out what has just changed. */
    private static void settle(Path run) throws IOException {
        for (RunFile file : RunFile.values()) {
            if (Files.exists(file.in(run))) {
                Files.setLastModifiedTime(file.in(run), FileTime.from(LONG_AGO));
            }
        }
        Files.setLastModifiedTime(run, FileTime.from(LONG_AGO));
    }

    private List<String> facts(String name) {
        return RunTable.of(new Runs(folder)).rows().stream()
                .map(row -> row.value(name).orElse(""))
                .toList();
    }

    private Path index() {
        return folder.resolve(RunIndex.FILE);
    }

    @Test
    void facts_runThatHasEnded_comeFromTheIndex() throws IOException {
        Path run = run(1, "finished");
        assertThat(facts("state")).containsExactly("finished");
        assertThat(index()).exists();

        // As long and as old as before: only a reader of the file itself could notice.
        status(run, "exploded");
        settle(run);

        assertThat(facts("state")).containsExactly("finished");
    }

    @Test
    void facts_fileHasChanged_areReadAgain() throws IOException {
        Path run = run(1, "finished");
        facts("state");

        status(run, "failed");
        assertThat(facts("state")).containsExactly("failed");

        Files.writeString(RunFile.EXPERIMENT.in(run), "name: nx\n");
        Files.setLastModifiedTime(RunFile.EXPERIMENT.in(run), FileTime.from(LONG_AGO.plusMillis(4)));
        assertThat(facts("name")).containsExactly("nx");
    }

    @Test
    void facts_fileIsNewOrGone_areReadAgain() throws IOException {
        Path run = run(1, "finished");
        facts("state");

        Files.writeString(RunFile.NOTES.in(run), "{\"tags\":[\"t\"],\"note\":\"\",\"archived\":false}");
        assertThat(facts("tags")).containsExactly("t");
        Files.delete(RunFile.NOTES.in(run));
        assertThat(facts("tags")).containsExactly("");
    }

    @Test
    void facts_indexIsDeletedTornOrForeign_areRight() throws IOException {
        run(1, "finished");
        run(2, "failed");
        facts("state");
        byte[] whole = Files.readAllBytes(index());

        Files.delete(index());
        assertThat(facts("state")).containsExactly("finished", "failed");
        for (int length = 0; length < whole.length; length += 7) {
            Files.write(index(), Arrays.copyOf(whole, length));
            assertThat(facts("state")).containsExactly("finished", "failed");
        }
        byte[] damaged = whole.clone();
        damaged[whole.length / 2] ^= 1;
        Files.write(index(), damaged);
        assertThat(facts("state")).containsExactly("finished", "failed");
        assertThat(Files.readAllBytes(index())).isEqualTo(whole);
    }

    @Test
    void index_leavesOutWhatMayChangeWithoutASign() throws IOException {
        run(1, "running");
        Path fresh = Files.createDirectory(folder.resolve("20260101-000009-a-0009"));
        status(fresh, "finished");

        assertThat(facts("state")).containsExactly("interrupted", "finished");
        assertThat(index())
                .as("a dead process and a new file: neither can be known to stay")
                .doesNotExist();
    }

    @Test
    void index_runIsRemoved_forgetsIt() throws IOException {
        run(1, "finished");
        Path gone = run(2, "failed");
        facts("state");
        long before = Files.size(index());

        Files.delete(RunFile.STATUS.in(gone));
        Files.delete(RunFile.EXPERIMENT.in(gone));
        Files.delete(gone);
        run(3, "finished");

        assertThat(facts("state")).containsExactly("finished", "finished");
        assertThat(Files.size(index())).isLessThanOrEqualTo(before + 10);
    }

    @Test
    void facts_manyReadersAndAChange_areNeverWrong() throws Exception {
        for (int i = 0; i < 30; i++) {
            run(i, "finished");
        }
        Path changing = folder.resolve("20260101-000007-a-0007");
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            for (int round = 0; round < 10; round++) {
                status(changing, round % 2 == 0 ? "failed" : "finished");
                String expected = round % 2 == 0 ? "failed" : "finished";
                List<Future<List<String>>> lists = new ArrayList<>();
                for (int i = 0; i < 4; i++) {
                    lists.add(threads.submit(() -> facts("state")));
                }
                for (Future<List<String>> list : lists) {
                    assertThat(list.get()).hasSize(30);
                    assertThat(list.get().get(7)).isEqualTo(expected);
                }
            }
        }
        assertThat(Files.list(folder).filter(file -> file.toString().endsWith(".tmp")))
                .isEmpty();
    }
}
