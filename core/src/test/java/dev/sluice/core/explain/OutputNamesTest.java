package dev.sluice.core.explain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.data.ClassEncoding;
import dev.sluice.core.data.ColumnNames;
import dev.sluice.core.data.DataContract;
import dev.sluice.core.data.Labels;
import dev.sluice.core.data.Scaler;
import dev.sluice.core.data.TargetEncoding;
import dev.sluice.core.model.OutputForm;
import dev.sluice.core.train.distribution.QuantileFamily;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OutputNamesTest {
    private static final OutputForm QUANTILES = new QuantileFamily(List.of(0.05, 0.5, 0.95));

    private static OutputNames names(OutputForm form, String... columns) {
        DataContract contract = new DataContract(
                Map.of(),
                Map.of(),
                Map.of("load", new TargetEncoding.Numbers(Scaler.identity(2))),
                new ColumnNames(Map.of("load", List.of(columns)), ""));
        return OutputNames.of(contract, "load", form, 2 * form.width());
    }

    @Test
    void of_quantilesOfTwoSteps_areThoseOfTablesAndTheFirstPointIsUsual() {
        OutputNames names = names(QUANTILES, "OT@+1", "OT@+2");

        assertThat(names.names())
                .containsExactly("OT@+1.q0.05", "OT@+2.q0.05", "OT@+1", "OT@+2", "OT@+1.q0.95", "OT@+2.q0.95");
        assertThat(names.usual()).hasValue(2);
    }

    @Test
    void of_numbersWithoutNames_areCounted() {
        assertThat(names(OutputForm.POINT).names()).containsExactly("1", "2");
        assertThat(names(OutputForm.POINT).usual()).hasValue(0);
    }

    @Test
    void of_classes_areTheirLabelsAndTheLikeliestIsUsual() {
        ClassEncoding classes = new ClassEncoding(Labels.of(List.of("up", "down")), ClassEncoding.Form.DISTRIBUTION);
        DataContract contract =
                new DataContract(Map.of(), Map.of(), Map.of("load", classes), new ColumnNames(Map.of(), ""));

        OutputNames names = OutputNames.of(contract, "load", OutputForm.POINT, 2);

        assertThat(names.names()).isEqualTo(classes.labels().names());
        assertThat(names.usual()).isEmpty();
    }
}
