package dev.sluice.core.data.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.data.ClassEncoding;
import dev.sluice.core.data.DataException;
import dev.sluice.core.data.DataReport;
import dev.sluice.core.data.Example;
import dev.sluice.core.data.InputEncoding;
import dev.sluice.core.data.PreparedData;
import dev.sluice.core.data.Reading;
import dev.sluice.core.data.Sequence;
import dev.sluice.core.data.Split;
import dev.sluice.core.data.Target;
import dev.sluice.core.data.TextConfig;
import dev.sluice.core.data.split.SplitConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows become examples: by ids of one or several columns, cut where the part changes, with labels or without. */
class CsvRowsTest {
    @TempDir
    private Path folder;

    private final DataReport report = new DataReport();

    private List<Example> load(CsvFixture options, boolean severalMayHold, String content) throws IOException {
        Files.writeString(folder.resolve("data.csv"), content);
        return new CsvSource(options.options()).load(new Reading(folder, target -> severalMayHold, report));
    }

    private static String labels(Example example) {
        return String.join("|", ((Target.Labels) example.target()).labels());
    }

    private static final String TRIALS = """
            person,trial,x,hand
            p0,1,1,right
            p0,1,2,right
            p0,2,3,right
            p1,1,4,right
            p1,1,5,right
            """;

    @Test
    void load_idOfTwoColumns_keepsRecordingsApart() throws IOException {
        List<Example> examples =
                load(new CsvFixture().id("person", "trial").features("x").labels("hand"), false, TRIALS);
        assertThat(examples).extracting(Example::name).containsExactly("p0, 1", "p0, 2", "p1, 1");
        assertThat(report.counts()).containsEntry("series", 3L);
        assertThat(report.notes()).isEmpty();
    }

    @Test
    void load_idThatIsUsedAgain_isMergedAndSaid() throws IOException {
        List<Example> examples = load(new CsvFixture().id("trial").features("x").labels("hand"), false, TRIALS);
        assertThat(examples).hasSize(2);
        assertThat(report.counts()).containsEntry("series_in_several_places", 1L);
        assertThat(report.notes())
                .singleElement()
                .asString()
                .contains("1 of 2", "trial '1' up to line 3 and from line 5 on", "id: [trial, …]");
    }

    @Test
    void load_partThatChangesWithinASeries_cutsItThere() throws IOException {
        CsvFixture options = new CsvFixture()
                .id("plant")
                .features("load")
                .targets("next")
                .perStep()
                .part("part");
        List<Example> examples = load(options, false, """
                plant,load,next,part
                a,1,2,training
                a,2,3,training
                a,3,4,validation
                a,90,91,test
                a,91,92,test
                b,1,2,training
                """);
        assertThat(examples)
                .extracting(Example::part)
                .containsExactly(
                        Example.Part.TRAINING, Example.Part.VALIDATION, Example.Part.TEST, Example.Part.TRAINING);
        assertThat(examples)
                .extracting(example -> ((Sequence.Series) example.sequence()).steps())
                .containsExactly(2, 1, 2, 1);
        assertThat(examples.get(2).origin()).hasToString("data.csv, line 5");
        assertThat(report.notes()).singleElement().asString().contains("1 of 2", "4 examples");

        PreparedData data = PreparedData.of(
                new SplitConfig(0.1, 0.1, 0).divide(examples), TextConfig.defaults(), ClassEncoding.Form.DISTRIBUTION);
        assertThat(data.contract().input())
                .as("held-out rows are not in the scaler")
                .isInstanceOfSatisfying(
                        InputEncoding.Series.class,
                        series -> assertThat(series.scaler().mean()).containsExactly(4 / 3.0));
    }

    @Test
    void load_groupAndWeight_areThoseOfTheRows() throws IOException {
        List<Example> examples = load(
                new CsvFixture()
                        .text("text")
                        .labels("y")
                        .group("hospital", "patient")
                        .weight("w"),
                false,
                "text,y,hospital,patient,w\na,p,1,7,2\nb,q,1,8,0.5\n");
        assertThat(examples).extracting(Example::group).containsExactly("1, 7", "1, 8");
        assertThat(examples).extracting(Example::weight).containsExactly(2.0, 0.5);
    }

    @Test
    void load_weightsBesideTargetsOfSteps_areThoseOfTheSteps() throws IOException {
        CsvFixture steps =
                new CsvFixture().id("id").features("u").labels("y").perStep().weight("w");
        List<Example> examples = load(steps, false, "id,u,y,w\na,1,p,2\na,2,q,0\nb,3,p,1\n");

        assertThat(examples).extracting(Example::weight).containsExactly(1.0, 1.0);
        Target.Steps first = (Target.Steps) examples.getFirst().target();
        assertThat(first.weights()).containsExactly(2.0, 0.0);
        assertThat(((Target.Steps) examples.getFirst().steps(1, 2).target()).weights())
                .containsExactly(0.0);
        assertThatThrownBy(() -> load(steps, false, "id,u,y,w\na,1,p,2\na,2,q,-1\n"))
                .isInstanceOf(DataException.class)
                .hasMessageContainingAll("line 3", "column 'w'", "0 or more");
    }

    @Test
    void load_groupThatChangesInASeries_isRefused() {
        assertThatThrownBy(() -> load(
                        new CsvFixture().id("id").features("u").labels("y").group("patient"),
                        false,
                        "id,u,y,patient\na,1,p,7\na,2,p,8\n"))
                .isInstanceOf(DataException.class)
                .hasMessageContainingAll("line 3", "same group");
    }

    @Test
    void load_partOfSomeRowsOnly_isRefused() {
        CsvFixture options =
                new CsvFixture().id("plant").features("load").labels("y").part("part");
        assertThatThrownBy(() -> load(options, false, "plant,load,y,part\na,1,p,training\na,2,p,\n"))
                .isInstanceOf(DataException.class)
                .hasMessageContainingAll("line 3, column 'part'", "series 'a'", "or none");
    }

    @Test
    void load_labelsWithASemicolon_areOneNameWhereClassesExcludeEachOther() throws IOException {
        CsvFixture options = new CsvFixture().text("text").labels("cause");
        String content = "text,cause\nx,I/O; slow\ny,\n".replace("y,\n", "y,full\n");
        assertThat(load(options, false, content))
                .extracting(CsvRowsTest::labels)
                .containsExactly("I/O; slow", "full");
        assertThat(load(options.labelSeparator("/"), false, content).getFirst().target())
                .isEqualTo(load(options, false, content).getFirst().target());
        assertThat(labels(load(options, false, content).getFirst())).isEqualTo("I|O; slow");
    }

    @Test
    void load_severalLabelsMayHold_takesNoneOneAndMany() throws IOException {
        CsvFixture options = new CsvFixture().text("text").labels("tags");
        assertThat(load(options, true, "text,tags\na,cold;loud\nb,\nc,loud\n"))
                .extracting(CsvRowsTest::labels)
                .containsExactly("cold|loud", "", "loud");
        assertThat(load(options, false, "text,tags\na,cold\nb,\n"))
                .as("where one must hold, it is missing")
                .extracting(Example::target)
                .containsExactly(new Target.Labels(new TreeSet<>(Set.of("cold"))), new Target.Missing());
    }

    @Test
    void load_columnsOfZerosAndOnes_areLabelsWhereSeveralMayHold() throws IOException {
        CsvFixture options = new CsvFixture().text("text").targets("cold", "loud");
        String content = "text,cold,loud\na,1,1\nb,0,0\nc,0,1\n";
        assertThat(load(options, true, content))
                .extracting(CsvRowsTest::labels)
                .containsExactly("cold|loud", "", "loud");
        assertThat(load(options, false, content).getFirst().target()).isEqualTo(new Target.Numbers(List.of(1.0, 1.0)));
        assertThatThrownBy(() -> load(options, true, "text,cold,loud\na,0.5,1\n"))
                .hasMessageContainingAll("line 2, column 'cold'", "must be 0 or 1", "mean-squared-error");
    }

    @Test
    void encode_missingNumber_namesTheLineOfItsStep() throws IOException {
        List<Example> examples = load(
                new CsvFixture().id("id").features("u", "v").labels("y"),
                false,
                "id,u,v,y\na,1,2,p\nb,1,2,q\na,1,,p\nb,1,2,q\n");
        assertThatThrownBy(() -> PreparedData.of(
                        Split.ofTraining(examples), TextConfig.defaults(), ClassEncoding.Form.DISTRIBUTION))
                .isInstanceOf(DataException.class)
                .hasMessageContainingAll("example 1 (data.csv, line 4)", "step 2, feature 2 is missing");
    }
}
