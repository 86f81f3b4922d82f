package dev.sluice.core.explain.report;

import dev.sluice.core.chart.Charts;
import dev.sluice.core.chart.Picture;
import dev.sluice.core.explain.Explanation;
import java.awt.Color;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.knowm.xchart.AnnotationText;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** The pictures of an explanation. */
final class ExplanationPictures {
    private static final Color[] COLORS = {
        Charts.FIRST, Charts.SECOND, new Color(0x2f, 0x85, 0x5a), new Color(0x80, 0x5a, 0xd5), Charts.QUIET
    };
    private static final int STEP_WIDTH = 24;
    private static final double WIDE = 100;

    private ExplanationPictures() {}

    static List<Picture> of(Explanation explanation) {
        List<Picture> pictures = new ArrayList<>();
        explanation.attributions().forEach(attribution -> pictures.add(attribution(explanation, attribution)));
        explanation.inner().forEach(inner -> pictures.add(inner(explanation, inner)));
        explanation.paths().forEach(path -> pictures.add(path(explanation, path)));
        if (explanation.steps().size() > 1 && !explanation.reaches().isEmpty()) {
            pictures.add(reach(explanation));
        }
        return pictures;
    }

    private static Picture inner(Explanation explanation, Explanation.Inner inner) {
        String name = inner.layer().isEmpty() ? inner.name() : inner.layer() + "." + inner.name();
        String what = switch (inner.kind()) {
            case GATE -> "Gate " + inner.name() + " of " + inner.layer();
            case STATE -> "State " + inner.name() + " of " + inner.layer();
            case ATTENTION -> "Attention over the steps";
        };
        String attention = inner.values().size() == 1
                ? "The weight of each step in the mean that the head reads; the weights add up to one."
                : "A row for each output symbol: its attention weights over the source's symbols."
                        + " Symbols without a font on this machine are numbered.";
        String more = inner.values().size() > HeatMaps.MOST_UNITS
                ? " Of " + inner.values().size() + " units, the " + HeatMaps.MOST_UNITS + " with the largest variance."
                : "";
        return Picture.of(
                name,
                what,
                inner.kind() == Explanation.Inner.Kind.ATTENTION
                        ? attention
                        : "A row for each unit, a column for each step." + more,
                HeatMaps.of(what, inner, explanation.steps()));
    }

    private static Picture attribution(Explanation explanation, Explanation.Attribution attribution) {
        CategoryChart chart = new CategoryChartBuilder()
                .width(Math.clamp(
                        120L
                                + (long) STEP_WIDTH
                                        * attribution.integratedGradients().size(),
                        560,
                        1600))
                .height(Charts.HEIGHT - 100)
                .title("Contributions to the score of " + explanation.target().shown())
                .xAxisTitle("")
                .yAxisTitle("contribution")
                .build();
        Charts.style(chart.getStyler());
        List<String> labels = StepLabels.of(
                attribution.integratedGradients().size() == explanation.steps().size()
                        ? explanation.steps()
                        : numbers(attribution.integratedGradients().size()));
        chart.getStyler().setSeriesColors(COLORS);
        chart.getStyler().setXAxisLabelRotation(StepLabels.rotation(explanation.steps()));
        chart.getStyler().setXAxisTickMarkSpacingHint(STEP_WIDTH / 2);
        chart.getStyler().setYAxisTickLabelsFormattingFunction(Charts::number);
        chart.addSeries("integrated gradients", labels, attribution.integratedGradients());
        chart.addSeries("gradient × input", labels, attribution.gradientTimesInput());
        return Picture.of(
                "attribution." + attribution.input(),
                "Attribution to the steps of " + attribution.input(),
                String.format(
                        Locale.ROOT,
                        "The score is %.4g, and %.4g if all steps are zero. Integrated gradients attribute the difference"
                                + " to the steps; with %d points, %.2g %% of it is missing.",
                        explanation.target().score(),
                        attribution.atBaseline(),
                        attribution.points(),
                        100 * Math.abs(attribution.missing())),
                chart);
    }

    private static List<String> numbers(int count) {
        List<String> numbers = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            numbers.add(String.valueOf(i));
        }
        return numbers;
    }

    private static Picture path(Explanation explanation, Explanation.Path path) {
        String title = "State of " + path.layer() + " over time";
        XYChart chart = Charts.points(620, 520, title, "first principal component", "second principal component");
        double[] x = path.first().stream().mapToDouble(Double::doubleValue).toArray();
        double[] y = path.second().stream().mapToDouble(Double::doubleValue).toArray();
        Charts.line(chart, "path", x, y, Charts.QUIET, 1.5f).setMarker(SeriesMarkers.CIRCLE);
        chart.getStyler().setLegendVisible(false);
        chart.getStyler().setMarkerSize(4);
        chart.getStyler().setXAxisTickLabelsFormattingFunction(Charts::number);
        chart.getStyler().setYAxisTickLabelsFormattingFunction(Charts::number);
        double above = 0.02 * (max(y) - min(y));
        for (int t = 0; t < x.length; t++) {
            String label = t < explanation.steps().size()
                            && x.length == explanation.steps().size()
                    ? StepLabels.visible(explanation.steps().get(t))
                    : String.valueOf(t + 1);
            chart.addAnnotation(new AnnotationText(label, x[t], y[t] + above, false));
        }
        double two = path.explained().stream()
                .limit(2)
                .mapToDouble(Double::doubleValue)
                .sum();
        return Picture.of(
                path.layer() + ".components",
                title,
                String.format(
                        Locale.ROOT,
                        "Each point is the state after a step. The two components explain %.0f %% of the variance.",
                        100 * two),
                chart);
    }

    private static double max(double[] values) {
        return Arrays.stream(values).max().orElse(0);
    }

    private static double min(double[] values) {
        return Arrays.stream(values).min().orElse(0);
    }

    private static Picture reach(Explanation explanation) {
        XYChart chart = Charts.points(
                Charts.WIDTH,
                Charts.HEIGHT - 60,
                "How far gradients reach",
                "steps before the last",
                "size of the derivative");
        chart.getStyler().setYAxisLogarithmic(isWide(explanation.reaches()));
        int number = 0;
        for (Explanation.Reach reach : explanation.reaches()) {
            List<Double> distances = new ArrayList<>();
            List<Double> norms = new ArrayList<>();
            for (int d = 0; d < reach.norms().size(); d++) {
                if (reach.norms().get(d) > 0) {
                    distances.add((double) d);
                    norms.add(reach.norms().get(d));
                }
            }
            if (!norms.isEmpty()) {
                Charts.line(
                        chart,
                        reach.layer(),
                        distances.stream().mapToDouble(Double::doubleValue).toArray(),
                        norms.stream().mapToDouble(Double::doubleValue).toArray(),
                        COLORS[number++ % COLORS.length],
                        2);
            }
        }
        String factors = explanation.reaches().stream()
                .filter(Explanation.Reach::hasFactor)
                .map(reach -> String.format(Locale.ROOT, "%s × %.3g per step", reach.layer(), reach.factor()))
                .collect(Collectors.joining(", "));
        return Picture.of(
                "gradients",
                "How far gradients reach",
                "The Frobenius norm of the derivative of a layer's final state with respect to its input so many steps before. A falling"
                        + " line means vanishing gradients, a rising one exploding gradients"
                        + (factors.isEmpty() ? "." : ": " + factors + "."),
                chart);
    }

    /** Whether numbers are so far apart that an axis of powers of ten has several to write: it writes nothing between them. */
    private static boolean isWide(List<Explanation.Reach> reaches) {
        DoubleSummaryStatistics norms = reaches.stream()
                .flatMap(reach -> reach.norms().stream())
                .filter(norm -> norm > 0)
                .mapToDouble(Double::doubleValue)
                .summaryStatistics();
        return norms.getMax() > WIDE * norms.getMin();
    }
}
