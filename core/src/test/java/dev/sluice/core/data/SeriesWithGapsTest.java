package dev.sluice.core.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.core.data.csv.CsvFixture;
import dev.sluice.core.data.csv.CsvOptions;
import dev.sluice.core.data.csv.CsvSource;
import dev.sluice.core.data.table.TableTarget;
import dev.sluice.core.model.DerivedInput;
import dev.sluice.core.tensor.Matrix;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SeriesWithGapsTest {
    private static final float GAP = Float.NaN;

    /** The example of figure 2 in the paper of GRU-D: two variables at seven times. */
    private static final Sequence.Series PAPER = new Sequence.Series(
            Matrix.wrap(7, 2, 47, GAP, 49, 15, GAP, 14, 40, GAP, GAP, GAP, 43, GAP, 55, 15),
            Times.of(0.0, 0.1, 0.6, 1.6, 2.2, 2.5, 3.1));

    @TempDir
    private Path folder;

    private static float[] derived(DerivedInput kind) {
        return Derivation.of(kind, PAPER, 1).array();
    }

    @Test
    void derived_examplesOfThePaper_isWhatItPrints() {
        assertThat(derived(DerivedInput.MASK)).containsExactly(1, 0, 1, 1, 0, 1, 1, 0, 0, 0, 1, 0, 1, 1);
        assertThat(derived(DerivedInput.DELTA))
                .containsExactly(
                        new float[] {0, 0, 0.1f, 0.1f, 0.5f, 0.5f, 1.5f, 1, 0.6f, 1.6f, 0.9f, 1.9f, 0.6f, 2.5f},
                        within(1e-6f));
        assertThat(derived(DerivedInput.GAP))
                .containsExactly(new float[] {0, 0.1f, 0.5f, 1, 0.6f, 0.3f, 0.6f}, within(1e-6f));
        assertThat(derived(DerivedInput.TIME)).endsWith(3.1f);
    }

    private static InputEncoding.Series encoding(SeriesConfig.Missing missing, Set<DerivedInput> derived) {
        return new InputEncoding.Series(Scaler.fit(List.of(PAPER.values())), missing, 1, derived);
    }

    @Test
    void encode_missingValues_becomeTheMeanOrTheLast() {
        Scaler scaler = Scaler.fit(List.of(PAPER.values()));
        assertThat(scaler.mean().get(0)).isCloseTo((47 + 49 + 40 + 43 + 55) / 5.0, within(1e-12));
        float[] mean =
                encoding(SeriesConfig.Missing.MEAN, Set.of()).encode(PAPER).array();
        assertThat(mean[1]).isZero();
        assertThat(mean[4]).isZero();
        float[] last =
                encoding(SeriesConfig.Missing.LAST, Set.of()).encode(PAPER).array();
        assertThat(last[1]).isZero();
        assertThat(last[4]).isEqualTo(last[2]);
        assertThat(last[11]).isEqualTo(last[5]);
    }

    @Test
    void encode_missingValues_needAMaskOrSomethingInTheirPlace() {
        assertThatThrownBy(() -> encoding(SeriesConfig.Missing.REFUSE, Set.of()).encode(PAPER))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("step 1, feature 2 is missing")
                .hasMessageContaining("data.series.missing");
        assertThat(encoding(SeriesConfig.Missing.REFUSE, EnumSet.of(DerivedInput.MASK))
                        .derived("load", PAPER)
                        .names())
                .containsExactly("load.mask");
    }

    @Test
    void load_irregularSeriesWithStepAnswersAndParts_readsAll() throws IOException {
        Files.writeString(folder.resolve("data.csv"), """
                id,minute,word,x,age,tag,kind,part
                a,0,the,1,5,O,p,training
                a,7,cat,,5,B-x,p,training
                b,3,sat,2,,O,q,test
                """);
        CsvOptions options = new CsvFixture()
                .tokens("word")
                .id("id")
                .time("minute")
                .features("x")
                .staticFeatures("age")
                .targetsByName(Map.of(
                        "tag", new TableTarget(List.of("tag"), List.of(), true),
                        "kind", new TableTarget(List.of("kind"), List.of(), false)))
                .part("part")
                .options();
        List<Example> examples = new CsvSource(options).load(Reading.of(folder));
        Example first = examples.getFirst();
        assertThat(first.inputs().get("tokens")).isEqualTo(new Sequence.Symbols(List.of("the", "cat")));
        Sequence.Series series =
                (Sequence.Series) Objects.requireNonNull(first.inputs().get("features"));
        assertThat(series.times()).isEqualTo(Times.of(0, 7));
        assertThat(series.values().array()).containsExactly(1, GAP);
        assertThat(((Target.Steps) Objects.requireNonNull(first.targets().get("tag"))).steps())
                .hasSize(2);
        assertThat(examples.get(1).part()).isEqualTo(Example.Part.TEST);
        assertThat(first.origin()).hasToString("data.csv, line 2");
    }
}
