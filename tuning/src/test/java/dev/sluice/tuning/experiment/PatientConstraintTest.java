package dev.sluice.tuning.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.search.Assignment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PatientConstraintTest {
    private final AtomicLong nanos = new AtomicLong();
    private final List<String> notes = new ArrayList<>();

    private PatientConstraint drawing(boolean satisfied) {
        return new PatientConstraint(
                assignment -> {
                    nanos.addAndGet(Duration.ofSeconds(1).toNanos());
                    return satisfied ? Optional.empty() : Optional.of("'n < 1' does not hold");
                },
                nanos::get,
                notes::add);
    }

    @Test
    void violation_nothingForSeconds_tellsNowAndThenHowManyWereDrawn() {
        PatientConstraint patient = drawing(false);
        for (int i = 0; i < 7; i++) {
            patient.violation(Assignment.of(Map.of("n", 5L)));
        }

        assertThat(notes).hasSize(2).first().asString().contains("3 drawn so far; of the last, 'n < 1' does not hold");
    }

    @Test
    void violation_satisfiedEachTime_tellsNothing() {
        PatientConstraint patient = drawing(true);
        for (int i = 0; i < 7; i++) {
            patient.violation(Assignment.of(Map.of("n", 5L)));
        }

        assertThat(notes).isEmpty();
    }
}
