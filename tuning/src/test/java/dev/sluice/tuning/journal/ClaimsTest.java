package dev.sluice.tuning.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ClaimsTest {
    @TempDir
    Path path;

    private StudyFolder folder = new StudyFolder(Path.of(""));
    private final Set<String> gone = new HashSet<>();

    @BeforeEach
    void begin() throws IOException {
        folder = new StudyFolder(path);
        folder.begin("{}");
    }

    private Claims claims(String process) throws IOException {
        return new Claims(folder, process, gone::contains);
    }

    @Test
    void take_bySeveral_succeedsForOne() throws Exception {
        List<Callable<Integer>> processes = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            Claims claims = claims("p" + i);
            processes.add(() -> {
                int taken = 0;
                for (int job = 0; job < 200; job++) {
                    taken += claims.take(job) ? 1 : 0;
                }
                return taken;
            });
        }
        int taken = 0;
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            for (Future<Integer> each : threads.invokeAll(processes)) {
                taken += each.get();
            }
        }
        assertThat(taken).isEqualTo(200);
    }

    @Test
    void take_fromOneThatIsGone_succeedsForOne() throws IOException {
        Claims dead = claims("dead");
        Claims first = claims("first");
        Claims second = claims("second");
        assertThat(dead.take(7)).isTrue();
        assertThat(first.take(7)).isFalse();

        gone.add("dead");
        assertThat(first.take(7)).isTrue();
        assertThat(second.take(7)).isFalse();
        gone.add("first");
        assertThat(second.take(7)).isTrue();

        second.release(7);
        assertThat(claims("third").take(7)).isTrue();
    }

    @Test
    void close_givesAllBack() throws IOException {
        Claims one = claims("one");
        assertThat(one.take(1) && one.take(2)).isTrue();
        one.close();

        assertThat(StudyFolder.names(folder.claims())).isEmpty();
        assertThat(claims("two").take(2)).isTrue();
    }

    @Test
    void clear_removesWhatAKilledProcessLeftOfJobsThatAreDone() throws IOException {
        Claims killed = claims("killed");
        assertThat(killed.take(1) && killed.take(2)).isTrue();
        gone.add("killed");
        Claims next = claims("next");
        assertThat(next.take(1)).isTrue();

        next.clear(job -> job == 1);

        assertThat(StudyFolder.names(folder.claims())).contains("000002-0").doesNotContain("000001-0", "000001-1");
    }

    @Test
    void take_whereTheRowBeganAnew_isGivenUp() throws IOException {
        Claims slow = claims("slow");
        Claims dead = claims("dead");
        assertThat(dead.take(3)).isTrue();
        // While 'slow' looks, the dead one's job is done by another and begun by a third.
        gone.add("dead");
        Claims racing = new Claims(folder, "slow", process -> {
            try {
                Files.delete(folder.claims().resolve("000003-0"));
                return claims("third").take(3) && gone.contains(process);
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });

        assertThat(racing.take(3)).isFalse();
        assertThat(slow.take(3)).isFalse();
        assertThat(Files.readString(folder.claims().resolve("000003-0"))).isEqualTo("third\n");
        assertThat(Files.exists(folder.claims().resolve("000003-1"))).isFalse();
    }
}
