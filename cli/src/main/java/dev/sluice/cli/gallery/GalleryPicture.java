package dev.sluice.cli.gallery;

import dev.sluice.core.chart.Picture;
import java.awt.Color;
import java.awt.Font;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.knowm.xchart.HorizontalBarChart;
import org.knowm.xchart.HorizontalBarChartBuilder;
import org.knowm.xchart.style.HorizontalBarStyler;

/** The picture of the gallery: a panel for each task and one for the time of a step, a bar for each trained cell. */
public final class GalleryPicture {
    private static final Color LEARNED = new Color(0x1f, 0x5f, 0xa8);
    private static final Color TIME = new Color(0xc8, 0x55, 0x2b);
    private static final int PANEL = 330;
    private static final int BAR = 22;
    private static final int AROUND = 110;

    private GalleryPicture() {}

    /** Writes a PNG file; nothing if no cell was trained. */
    public static void write(Path file, List<Task> tasks, List<Row> rows) throws IOException {
        List<Row> shown = rows.stream().filter(Row::trained).toList();
        if (shown.isEmpty()) {
            return;
        }
        List<HorizontalBarChart> panels = new ArrayList<>();
        for (int i = 0; i < tasks.size(); i++) {
            int task = i;
            String title = tasks.get(i).name() + ": " + tasks.get(i).figure();
            panels.add(panel(title, LEARNED, shown, row -> figure(row.outcomes().get(task))));
        }
        panels.add(
                panel("time of a step, × gru", TIME, shown, row -> row.timing().ratio()));
        Files.write(file, Picture.of("gallery", "", "", panels, panels.size()).png());
    }

    private static double figure(Outcome outcome) {
        return outcome instanceof Outcome.Learned learned ? learned.figure() : 0;
    }

    private static HorizontalBarChart panel(String title, Color color, List<Row> rows, ToDoubleFunction<Row> figure) {
        HorizontalBarChart chart = new HorizontalBarChartBuilder()
                .width(PANEL)
                .height(AROUND + BAR * rows.size())
                .title(title)
                .build();
        HorizontalBarStyler style = chart.getStyler();
        style.setAvailableSpaceFill(0.75);
        style.setLegendVisible(false);
        style.setChartBackgroundColor(Color.WHITE);
        style.setPlotBorderVisible(false);
        style.setChartTitleFont(new Font(Font.SANS_SERIF, Font.BOLD, 12));
        style.setAxisTickLabelsFont(new Font(Font.SANS_SERIF, Font.PLAIN, 11));
        style.setXAxisMin(0.0);
        // The hint is for the cells' names too: a larger one leaves names out.
        style.setXAxisTickMarkSpacingHint(BAR / 2);
        if (rows.stream().mapToDouble(figure).allMatch(value -> value <= 1)) {
            style.setXAxisMax(1.0);
        }
        chart.addSeries(
                        title,
                        rows.stream().map(figure::applyAsDouble).toList(),
                        rows.stream().map(row -> row.cell().id()).toList())
                .setFillColor(color);
        return chart;
    }
}
