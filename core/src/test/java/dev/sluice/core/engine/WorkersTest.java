package dev.sluice.core.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorkersTest {
    private static final int TASKS = 100;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void run_manyTasks_runsEachOnce(int threads) {
        Workers workers = Workers.shared(threads);
        for (int round = 0; round < 50; round++) {
            AtomicIntegerArray runs = new AtomicIntegerArray(TASKS);
            workers.run(TASKS, runs::incrementAndGet);
            for (int i = 0; i < TASKS; i++) {
                assertThat(runs.get(i)).as("task %d", i).isEqualTo(1);
            }
        }
    }

    @Test
    void run_failingTask_throwsAndServesOn() {
        Workers workers = Workers.shared(2);
        AtomicIntegerArray runs = new AtomicIntegerArray(TASKS);
        assertThatThrownBy(() -> workers.run(TASKS, i -> {
                    runs.incrementAndGet(i);
                    if (i == 7) {
                        throw new IllegalStateException("task 7");
                    }
                }))
                .hasMessage("task 7");
        assertThat(runs.get(TASKS - 1)).as("the others run all the same").isEqualTo(1);

        workers.run(TASKS, runs::incrementAndGet);
        assertThat(runs.get(TASKS - 1)).isEqualTo(2);
    }

    @Test
    void run_withinATask_isDoneByItsOwnThread() {
        Workers workers = Workers.shared(2);
        Set<Boolean> alone = ConcurrentHashMap.newKeySet();
        // Often, as a thread that is still busy would hide it if another took what is not its own.
        for (int i = 0; i < 200; i++) {
            workers.run(4, outer -> {
                Thread caller = Thread.currentThread();
                workers.run(4, inner -> alone.add(Thread.currentThread().equals(caller)));
            });
        }
        assertThat(alone).containsExactly(true);
    }
}
