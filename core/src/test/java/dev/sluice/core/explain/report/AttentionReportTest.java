package dev.sluice.core.explain.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.explain.Explanation;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.knowm.xchart.HeatMapChart;

class AttentionReportTest {
    /** A character that Unicode has not, so that no font does. */
    private static final String UNKNOWN = "\u0378";

    private static Explanation.Inner attention(List<String> written) {
        List<List<Double>> shares = IntStream.range(0, written.size())
                .mapToObj(row -> List.of(0.75, 0.25))
                .toList();
        return new Explanation.Inner("", "attention", Explanation.Inner.Kind.ATTENTION, written, shares);
    }

    @Test
    void labels_thatNoFontHas_areNumbers() {
        assertThat(StepLabels.of(List.of("cat", UNKNOWN, "cat"))).containsExactly("cat", "#2", "cat\u200b");
    }

    @Test
    void heatMap_ofAttention_hasRoomForTheLabelOfEachRow() {
        List<String> written = IntStream.range(0, 30).mapToObj(i -> "word" + i).toList();

        HeatMapChart chart = HeatMaps.of("Attention", attention(written), List.of("a", "b"));

        assertThat(chart.getHeight()).isGreaterThan(30 * 20);
        assertThat(chart.getStyler().getYAxisTickMarkSpacingHint()).isEqualTo(1);
    }

    @Test
    void heatMap_ofAttention_hasTheFirstRowOnTop() {
        HeatMapChart chart = HeatMaps.of("Attention", attention(List.of("cat", UNKNOWN, "sat")), List.of("a", "b"));

        assertThat(chart.getHeatMapSeries().getYData()).asString().isEqualTo("[sat, #2, cat]");
    }

    @Test
    void page_ofATranslation_hasTheSharesAsATableInAnyScript() {
        Explanation explanation = new Explanation(
                new Explanation.Target("target", "cat", 0, 0, -1.5),
                List.of("猫", "<end>"),
                List.of(attention(List.of("cat", UNKNOWN))),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of());

        String page = ExplanationPage.of("words", explanation, List.of());

        assertThat(page)
                .contains("<th>猫</th><th>&lt;end&gt;</th>", "<th>cat</th>", "<th>" + UNKNOWN + "</th>")
                .contains("rgb(31 95 168 / ", ">0.75</td>");
    }
}
