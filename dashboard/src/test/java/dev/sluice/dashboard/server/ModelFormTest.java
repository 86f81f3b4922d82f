package dev.sluice.dashboard.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.data.Sequence;
import dev.sluice.core.experiment.exchange.Output;
import dev.sluice.core.experiment.record.Run;
import dev.sluice.core.experiment.record.RunException;
import dev.sluice.core.experiment.record.RunFile;
import dev.sluice.dashboard.store.Refusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ModelFormTest {
    @TempDir
    private Path folder;

    private final List<Map<String, Sequence>> tried = new ArrayList<>();
    private final ModelForm form = new ModelForm((run, examples, top) -> {
        tried.addAll(examples);
        return List.of(List.<Output>of());
    });

    private void contract(String inputs) throws IOException {
        Files.writeString(
                RunFile.CONTRACT.in(folder),
                "{\"format\":4,\"inputs\":{" + inputs
                        + "},\"lengths\":{\"in\":\"lengths\"},\"targets\":{\"outputs\":{\"kind\":"
                        + "\"classes\",\"form\":\"distribution\",\"labels\":[\"a\",\"b\"]}},\"columns\":{},\"time\":\"\",\"weighing\":{}}");
    }

    @BeforeEach
    void text() throws IOException {
        contract(
                "\"in\":{\"kind\":\"text\",\"unit\":\"character\",\"min_count\":1,\"max_length\":64,\"lowercase\":false,"
                        + "\"normalize\":true,\"vocabulary\":[\"a\",\"b\"]}");
        Files.writeString(RunFile.MODEL.in(folder), "a model");
    }

    private List<Output> answer(String body) throws IOException {
        return form.answer(new Run(folder), body);
    }

    @Test
    void answer_text_isGivenToTheModelAsItIs() throws IOException {
        answer("{\"in\":\"@someone\"}");

        assertThat(tried).containsExactly(Map.of("in", new Sequence.Text("@someone")));
    }

    @Test
    void answer_fileInPlaceOfNumbers_isRefused() throws IOException {
        contract("\"in\":{\"kind\":\"category\",\"categories\":3}");

        assertThatThrownBy(() -> answer("{\"in\":\" @/etc/passwd\"}"))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("files are not read from here");
        assertThat(tried).isEmpty();
    }

    @Test
    void answer_tooMuch_isRefused() {
        assertThatThrownBy(() -> answer("{\"in\":\"" + "a".repeat(ModelForm.MOST_LETTERS + 1) + "\"}"))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("at most 65536");
        assertThatThrownBy(() -> answer("{\"in\":7}"))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("must be a text");
        assertThatThrownBy(() -> answer("[]")).isInstanceOf(Refusal.class);
        assertThat(tried).isEmpty();
    }

    @Test
    void answer_anotherFileThanTheProvenOne_isRefused() throws IOException {
        Files.writeString(RunFile.SUMS.in(folder), "{\"sha256\":{\"model.onnx\":\"" + "0".repeat(64) + "\"}}");

        assertThatThrownBy(() -> answer("{\"in\":\"a\"}"))
                .isInstanceOf(RunException.class)
                .hasMessageContaining("has changed");
        assertThat(tried).isEmpty();
    }
}
