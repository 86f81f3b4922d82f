package dev.sluice.cluster.score;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.cluster.Processes;
import dev.sluice.core.data.Sequence;
import dev.sluice.core.experiment.Experiment;
import dev.sluice.core.experiment.PluginTokenizers;
import dev.sluice.core.experiment.exchange.Prediction;
import dev.sluice.core.experiment.record.RunFile;
import dev.sluice.core.plugin.Plugins;
import dev.sluice.core.plugin.Registry;
import dev.sluice.export.OnnxScorer;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model whose texts are cut by the tokenizer of a plugin, which executors get with it. */
final class PluginTokenizerTest {
    private static final String PLUGIN = """
            package pairs;

            import com.google.inject.Module;
            import dev.sluice.core.data.Tokenizer;
            import dev.sluice.core.plugin.ComponentModule;
            import dev.sluice.core.plugin.SluicePlugin;
            import java.util.ArrayList;
            import java.util.List;

            public final class PairsPlugin implements SluicePlugin {
                public record Options() {}

                public String id() {
                    return "pairs";
                }

                public String description() {
                    return "Pairs of letters";
                }

                public Module module() {
                    return new ComponentModule() {
                        protected void components() {
                            add(Tokenizer.class, "pairs", "Pairs of letters", Options.class, options -> new Pairs());
                        }
                    };
                }

                static final class Pairs implements Tokenizer {
                    public List<String> symbols(String text, int most) {
                        List<String> pairs = new ArrayList<>();
                        for (int i = 0; i + 2 <= text.length() && pairs.size() < most; i += 2) {
                            pairs.add(text.substring(i, i + 2));
                        }
                        return pairs;
                    }

                    public String text(List<String> symbols) {
                        return String.join("", symbols);
                    }
                }
            }
            """;

    @TempDir
    private Path folder;

    @AfterEach
    void clear() {
        Processes.clear();
    }

    private Path plugin() throws IOException {
        Path source = Files.createDirectories(folder.resolve("source/pairs"));
        Files.writeString(source.resolve("PairsPlugin.java"), PLUGIN);
        Path classes = folder.resolve("classes");
        int code = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        null,
                        null,
                        "-proc:none",
                        "-d",
                        classes.toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        source.resolve("PairsPlugin.java").toString());
        assertThat(code).isZero();
        Path jar = folder.resolve("pairs.jar");
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file);
                Stream<Path> compiled = Files.walk(classes)) {
            for (Path each : compiled.filter(Files::isRegularFile).toList()) {
                out.putNextEntry(
                        new JarEntry(classes.relativize(each).toString().replace('\\', '/')));
                Files.copy(each, out);
            }
            out.putNextEntry(new JarEntry("META-INF/services/dev.sluice.core.plugin.SluicePlugin"));
            out.write("pairs.PairsPlugin".getBytes(StandardCharsets.UTF_8));
        }
        return jar;
    }

    private Path model() throws IOException {
        StringBuilder csv = new StringBuilder("text,label\n");
        for (int i = 0; i < 60; i++) {
            csv.append((i % 2 == 0 ? "abcd" : "cdab").repeat(1 + i % 3)).append(i % 2 == 0 ? ",a\n" : ",b\n");
        }
        Files.writeString(folder.resolve("texts.csv"), csv);
        Path file = Files.writeString(folder.resolve("experiment.yaml"), """
                name: pairs
                plugins: [pairs.jar]
                data:
                  source: {name: csv, options: {file: texts.csv, text: text, labels: [label]}}
                  text: {unit: pairs}
                model:
                  embedding: {size: 4}
                  encoder: {cell: gru, hidden: 6}
                train: {epochs: 2, batch_size: 16}
                pictures: false
                """);
        return Experiment.load(file)
                .withRuns(folder.resolve("runs"))
                .run()
                .run()
                .file(RunFile.MODEL);
    }

    @Test
    void transform_executorsWithoutThePlugin_getItWithTheModel() throws IOException {
        Registry plugins = Plugins.load(folder.resolve("none"), List.of(plugin()));
        Path model = model();
        List<Row> rows = new ArrayList<>();
        List<Map<String, Sequence>> examples = new ArrayList<>();
        for (String text : List.of("abcd", "cdab", "abab", "cdcdab")) {
            rows.add(RowFactory.create(text));
            examples.add(Map.of("tokens", new Sequence.Text(text)));
        }
        Processes.prepare();
        StructType schema = new StructType().add("tokens", DataTypes.StringType);

        List<Row> scored;
        try (SparkSession spark = SparkSession.builder()
                .master("local-cluster[1,1,1024]")
                .config("spark.ui.enabled", "false")
                .getOrCreate()) {
            scored = SluiceModel.load(model, plugins)
                    .transform(spark.createDataFrame(rows, schema))
                    .collectAsList();
        }

        try (OnnxScorer scorer = OnnxScorer.open(model, PluginTokenizers.of(plugins))) {
            List<OnnxScorer.Answer> answers = scorer.score(examples, 1);
            for (int i = 0; i < rows.size(); i++) {
                assertThat(scored.get(i).isNullAt(scored.get(i).fieldIndex("error")))
                        .isTrue();
                List<Prediction> expected = ((OnnxScorer.Outputs) answers.get(i))
                        .outputs()
                        .getFirst()
                        .steps()
                        .getFirst();
                assertThat(scored.get(i).<String>getAs("prediction"))
                        .isEqualTo(expected.getFirst().label());
            }
        }
    }
}
