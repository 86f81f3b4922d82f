package dev.sluice.dashboard.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.data.ClassEncoding;
import dev.sluice.core.data.DataContract;
import dev.sluice.core.data.InputEncoding;
import dev.sluice.core.data.Labels;
import dev.sluice.core.data.Scaler;
import dev.sluice.core.data.Sequence;
import dev.sluice.core.data.SeriesConfig;
import dev.sluice.core.data.TargetEncoding;
import dev.sluice.core.data.TextConfig;
import dev.sluice.core.data.Vocabulary;
import dev.sluice.core.experiment.exchange.Output;
import dev.sluice.core.experiment.record.ModelFile;
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

    private void contract(InputEncoding input) throws IOException {
        TargetEncoding target = new ClassEncoding(Labels.of(List.of("a", "b")), ClassEncoding.Form.DISTRIBUTION);
        Files.writeString(RunFile.CONTRACT.in(folder), ModelFile.write(DataContract.of(input, target)));
    }

    @BeforeEach
    void text() throws IOException {
        contract(new InputEncoding.Text(TextConfig.defaults(), Vocabulary.of(List.of("a", "b"))));
        Files.writeString(RunFile.MODEL.in(folder), "a model");
    }

    private List<Output> answer(String body) throws IOException {
        return form.answer(new Run(folder), body);
    }

    @Test
    void answer_text_isGivenToTheModelAsItIs() throws IOException {
        answer("{\"tokens\":\"@someone\"}");

        assertThat(tried).containsExactly(Map.of("tokens", new Sequence.Text("@someone")));
    }

    @Test
    void answer_fileInPlaceOfNumbers_isRefused() throws IOException {
        contract(new InputEncoding.Static(Scaler.identity(1), SeriesConfig.Missing.REFUSE));

        assertThatThrownBy(() -> answer("{\"static\":\" @/etc/passwd\"}"))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("files are not read from here");
        assertThat(tried).isEmpty();
    }

    @Test
    void answer_tooMuch_isRefused() {
        assertThatThrownBy(() -> answer("{\"tokens\":\"" + "a".repeat(ModelForm.MOST_LETTERS + 1) + "\"}"))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("at most 65536");
        assertThatThrownBy(() -> answer("{\"tokens\":7}"))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("must be a text");
        assertThatThrownBy(() -> answer("[]")).isInstanceOf(Refusal.class);
        assertThat(tried).isEmpty();
    }

    @Test
    void answer_anotherFileThanTheProvenOne_isRefused() throws IOException {
        Files.writeString(RunFile.SUMS.in(folder), "{\"sha256\":{\"model.onnx\":\"" + "0".repeat(64) + "\"}}");

        assertThatThrownBy(() -> answer("{\"tokens\":\"a\"}"))
                .isInstanceOf(RunException.class)
                .hasMessageContaining("has changed");
        assertThat(tried).isEmpty();
    }
}
