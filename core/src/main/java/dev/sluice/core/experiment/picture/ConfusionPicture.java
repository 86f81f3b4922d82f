package dev.sluice.core.experiment.picture;

import dev.sluice.core.chart.Charts;
import dev.sluice.core.chart.Picture;
import dev.sluice.core.evaluation.ConfusionMatrix;
import java.awt.Color;
import java.awt.Font;
import java.util.ArrayList;
import java.util.List;
import org.knowm.xchart.HeatMapChart;
import org.knowm.xchart.HeatMapChartBuilder;

/** A picture of a confusion matrix: in each row the shares of a class's examples that were taken for each class. */
final class ConfusionPicture {
    private static final int FEW_CLASSES = 16;
    private static final int CELL = 46;
    private static final int SMALL_CELL = 16;
    private static final int AROUND = 190;
    private static final int NARROWEST = 420;
    private static final int WIDEST = 1500;
    private static final int LONGEST_NAME = 16;

    private ConfusionPicture() {}

    static Picture of(String name, ConfusionMatrix matrix) {
        int classes = matrix.labels().size();
        boolean few = classes <= FEW_CLASSES;
        int side = Math.clamp(AROUND + (long) (few ? CELL : SMALL_CELL) * classes, NARROWEST, WIDEST);
        HeatMapChart chart = new HeatMapChartBuilder()
                .width(side + (few ? 80 : 40))
                .height(side)
                .title("Confusion matrix: share of each true class, in percent")
                .xAxisTitle("predicted class")
                .yAxisTitle("true class")
                .build();
        Charts.styleCells(chart.getStyler());
        // Digits are black, so the cells that they stand in stay light.
        Color most = few ? new Color(0x6f, 0xa8, 0xdc) : Charts.FIRST;
        chart.getStyler().setRangeColors(new Color[] {Color.WHITE, new Color(0x9e, 0xc5, 0xe8), most});
        chart.getStyler().setMin(0);
        chart.getStyler().setMax(100);
        chart.getStyler().setShowValue(few);
        chart.getStyler().setHeatMapValueDecimalPattern("#");
        chart.getStyler().setValueFont(new Font(Font.SANS_SERIF, Font.PLAIN, 12));
        chart.getStyler().setXAxisLabelRotation(classes > 4 ? 45 : 0);
        chart.getStyler().setLegendVisible(!few);
        chart.getStyler().setHeatMapDecimalValueFormatter(share -> String.valueOf(Math.round(share)));
        chart.getStyler().setXAxisTickMarkSpacingHint(1);
        chart.getStyler().setYAxisTickMarkSpacingHint(1);
        List<String> labels =
                matrix.labels().stream().map(ConfusionPicture::shortened).toList();
        chart.addSeries("examples", numbered(labels), numbered(labels.reversed()), shares(matrix));
        return Picture.of(
                name,
                "Confusion matrix",
                "Each row is a true class, each column a predicted one; the diagonal is right. Numbers are percent of the row.",
                chart);
    }

    private static String shortened(String label) {
        return label.length() <= LONGEST_NAME ? label : label.substring(0, LONGEST_NAME - 1) + "…";
    }

    /** Names of the axis, which must differ. */
    private static List<String> numbered(List<String> labels) {
        List<String> names = new ArrayList<>();
        for (String label : labels) {
            String name = label;
            for (int i = 2; names.contains(name); i++) {
                name = label + " " + i;
            }
            names.add(name);
        }
        return names;
    }

    /** Cells as (column, row, share), rows from below: the first class stands at the top. */
    private static List<Number[]> shares(ConfusionMatrix matrix) {
        int classes = matrix.labels().size();
        List<Number[]> cells = new ArrayList<>();
        for (int right = 0; right < classes; right++) {
            List<Long> row = matrix.counts().get(right);
            long all = row.stream().mapToLong(Long::longValue).sum();
            for (int said = 0; said < classes; said++) {
                double share = all == 0 ? 0 : 100.0 * row.get(said) / all;
                cells.add(new Number[] {said, classes - 1 - right, share});
            }
        }
        return cells;
    }
}
