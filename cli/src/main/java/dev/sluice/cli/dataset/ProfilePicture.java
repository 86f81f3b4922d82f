package dev.sluice.cli.dataset;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** The numeric series of a file as a picture, one below the other. */
public final class ProfilePicture {
    private static final Color LINE = new Color(0x1f, 0x5f, 0xa8);
    private static final int WIDTH = 900;
    private static final int HEIGHT = 170;
    private static final int MOST = 12;

    private ProfilePicture() {}

    /** Writes a PNG file; false if there is nothing to draw. */
    public static boolean write(Path file, Profile profile) throws IOException {
        List<Map.Entry<String, Thumbnail>> shown = profile.thumbnails().entrySet().stream()
                .filter(each -> each.getValue().means().length > 1)
                .limit(MOST)
                .toList();
        if (shown.isEmpty()) {
            return false;
        }
        BufferedImage image = new BufferedImage(WIDTH, HEIGHT * shown.size(), BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < shown.size(); i++) {
            Graphics2D graphics = image.createGraphics();
            graphics.translate(0, HEIGHT * i);
            panel(shown.get(i).getKey(), shown.get(i).getValue()).paint(graphics, WIDTH, HEIGHT);
            graphics.dispose();
        }
        ImageIO.write(image, "png", file.toFile());
        return true;
    }

    private static XYChart panel(String name, Thumbnail thumbnail) {
        XYChart chart = new XYChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .title(name.isEmpty() ? "(no name)" : name)
                .build();
        chart.getStyler().setLegendVisible(false);
        chart.getStyler().setChartBackgroundColor(Color.WHITE);
        chart.getStyler().setPlotBorderVisible(false);
        double[] means = thumbnail.means();
        double[] steps = new double[means.length];
        for (int i = 0; i < steps.length; i++) {
            steps[i] = (double) i * thumbnail.stretch();
        }
        chart.addSeries("values", steps, means).setMarker(SeriesMarkers.NONE).setLineColor(LINE);
        return chart;
    }
}
