package dev.sluice.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The findings of checks. */
final class Findings {
    private Findings() {}

    /** The first message of each broken promise. */
    static Map<String, String> of(List<Check> checks) {
        Map<String, String> findings = new LinkedHashMap<>();
        checks.forEach(check -> check.finding().ifPresent(found -> findings.putIfAbsent(check.promise(), found)));
        return findings;
    }

    /** Requires that a promise is found broken, with these words in the message. */
    static void assertFound(List<Check> checks, String promise, String... words) {
        assertThat(of(checks))
                .containsKey(promise)
                .extractingByKey(promise)
                .asString()
                .contains(words);
    }
}
