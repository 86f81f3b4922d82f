package dev.sluice.testkit;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/** Checks as tests of JUnit. */
final class Tests {
    private Tests() {}

    static Stream<DynamicTest> of(List<Check> checks) {
        return of("", checks);
    }

    /** With the component's name before each test's. */
    static Stream<DynamicTest> of(String component, List<Check> checks) {
        String prefix = component.isEmpty() ? "" : component + ": ";
        return checks.stream().map(check -> DynamicTest.dynamicTest(prefix + check.name(), check::run));
    }
}
