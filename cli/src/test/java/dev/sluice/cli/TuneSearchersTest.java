package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.plugin.Plugins;
import dev.sluice.core.plugin.Registry;
import dev.sluice.core.search.Pruner;
import dev.sluice.core.search.Sampler;
import dev.sluice.core.search.Trial;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Every sampler and every pruner searches. */
@Tag("slow")
final class TuneSearchersTest {
    private static final Registry REGISTRY = Plugins.load();

    @TempDir
    private Path folder;

    private SmallStudies small;

    @BeforeEach
    void write() throws IOException {
        small = new SmallStudies(folder);
    }

    @TestFactory
    Stream<DynamicTest> tune_withEachSampler_searches() {
        return REGISTRY.ids(Sampler.class).stream()
                .map(id -> DynamicTest.dynamicTest(id, () -> {
                    String objective = id.equals("nsga-2") ? "[validation.loss, size.parameters]" : "validation.loss";
                    search("sampler-" + id, "tune.sampler=" + id, "tune.objective=" + objective);
                }));
    }

    @TestFactory
    Stream<DynamicTest> tune_withEachPruner_searches() {
        return REGISTRY.ids(Pruner.class).stream()
                .filter(id -> !id.equals("threshold"))
                .map(id -> DynamicTest.dynamicTest(id, () -> search("pruner-" + id, "tune.pruner=" + id)));
    }

    private void search(String name, String... settings) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("--set", "export=none", "--trials", "6"));
        arguments.addAll(List.of("--set", "model.encoder.cell=gru", "--set", "data.source.options.file=few.csv"));
        for (String setting : settings) {
            arguments.addAll(List.of("--set", setting));
        }
        Files.writeString(
                folder.resolve("few.csv"),
                "text,label,part\nab,a,training\nba,b,training\nabb,a,validation\nbaa,b,validation\naba,a,test\n");

        Answer tune = small.tune(name, arguments.toArray(new String[0]));

        assertThat(tune.err()).isEmpty();
        assertThat(small.study(name).trials()).hasSize(6).noneMatch(Trial::isPending);
        assertThat(small.study(name).best()).isNotEmpty();
    }
}
