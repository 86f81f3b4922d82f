package dev.sluice.core.experiment.record;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that were changed by hand, or that a fuzzer wrote. */
final class ModelFileTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[",
                "+\0\0\0\0",
                "[]",
                "3",
                "null",
                "{\"inputs\": {\"a\": 3}}",
                "{\"inputs\": {}}",
                "{\"inputs\": {}, \"lengths\": {}, \"targets\": {\"a\": {\"kind\": \"classes\", \"form\":"
                        + " \"distribution\", \"labels\": [\"y\", \"y\"]}}}"
            })
    void read_notAModel_saysSo(String text) {
        assertThatThrownBy(() -> ModelFile.read(text))
                .isInstanceOf(RunException.class)
                .hasMessageStartingWith("model.json ")
                .hasMessageContaining("was it changed by hand?");
    }
}
