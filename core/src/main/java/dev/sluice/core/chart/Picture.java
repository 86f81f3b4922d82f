package dev.sluice.core.chart;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.knowm.xchart.internal.chartpart.Chart;

/**
 * A picture of one or several charts, as a PNG file.
 *
 * @param name of its file, without the extension
 * @param title for display
 * @param caption explanation of the picture, one or two sentences
 * @param png content of the file
 */
@SuppressWarnings("ArrayRecordComponent") // instances are never compared
public record Picture(String name, String title, String caption, byte[] png) {
    /** Pixels per unit of length, so that pictures are sharp on high-density screens. */
    private static final int DENSITY = 2;
    /** "Quality" of lossless compression: files a tenth larger than by default, written twice as fast. */
    private static final float SPEED = 0.7f;

    /** A picture of one chart. */
    public static Picture of(String name, String title, String caption, Chart<?, ?> chart) {
        return of(name, title, caption, List.of(chart), 1);
    }

    /**
     * A picture of charts of the same size, side by side and row by row.
     *
     * @param columns charts in a row
     */
    public static Picture of(
            String name, String title, String caption, List<? extends Chart<?, ?>> charts, int columns) {
        return of(name, title, caption, charts, columns, Legend.none());
    }

    /**
     * The same with a legend below that holds for all charts.
     *
     * @param columns charts in a row
     */
    public static Picture of(
            String name, String title, String caption, List<? extends Chart<?, ?>> charts, int columns, Legend legend) {
        int width = charts.getFirst().getWidth();
        int height = charts.getFirst().getHeight();
        int rows = (charts.size() + columns - 1) / columns;
        int whole = width * Math.min(columns, charts.size());
        BufferedImage image = new BufferedImage(
                DENSITY * whole, DENSITY * (height * rows + legend.height(whole)), BufferedImage.TYPE_INT_RGB);
        Graphics2D background = image.createGraphics();
        background.setColor(Charts.BACKGROUND);
        background.fillRect(0, 0, image.getWidth(), image.getHeight());
        background.dispose();
        for (int i = 0; i < charts.size(); i++) {
            Graphics2D graphics = at(image, width * (i % columns), height * (i / columns));
            AxisOffset.takeOff(charts.get(i));
            charts.get(i).paint(graphics, width, height);
            graphics.dispose();
        }
        Graphics2D below = at(image, 0, height * rows);
        legend.paint(below, whole);
        below.dispose();
        return new Picture(name, title, caption, encoded(image));
    }

    /** A part of the image, in units of length from a place. */
    private static Graphics2D at(BufferedImage image, int x, int y) {
        Graphics2D graphics = image.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.scale(DENSITY, DENSITY);
        graphics.translate(x, y);
        return graphics;
    }

    private static byte[] encoded(BufferedImage image) {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("png").next();
        ImageWriteParam fast = writer.getDefaultWriteParam();
        fast.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        fast.setCompressionQuality(SPEED);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        // In memory: a stream of ImageIO's own choice is a temporary file.
        try (ImageOutputStream stream = new MemoryCacheImageOutputStream(bytes)) {
            writer.setOutput(stream);
            writer.write(null, new IIOImage(image, null, null), fast);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    /** Writes the file into a folder. */
    public Path write(Path folder) throws IOException {
        return Files.write(folder.resolve(name + ".png"), png);
    }
}
