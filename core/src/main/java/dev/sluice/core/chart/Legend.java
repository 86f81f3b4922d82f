package dev.sluice.core.chart;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.List;

/**
 * What the colors of several charts mean, below all of them: long names have the width of the whole picture, and as many rows as they need.
 *
 * @param entries in their order
 */
public record Legend(List<Entry> entries) {
    private static final Font FONT = new Font(Font.SANS_SERIF, Font.PLAIN, 12);
    private static final int ROW = 22;
    private static final int LINE = 26;
    private static final int GAP = 8;
    private static final int BETWEEN = 28;

    /**
     * A color and its meaning.
     *
     * @param name for display
     */
    public record Entry(String name, Color color) {}

    /** Copies the list. */
    public Legend {
        entries = List.copyOf(entries);
    }

    /** No legend. */
    static Legend none() {
        return new Legend(List.of());
    }

    /** The height that it takes at a width. */
    int height(int width) {
        Graphics2D graphics = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB).createGraphics();
        int height = entries.isEmpty() ? 0 : paint(graphics, width) + GAP;
        graphics.dispose();
        return height;
    }

    /**
     * Draws it.
     *
     * @param graphics whose origin is its upper left corner
     * @return the height of its rows
     */
    int paint(Graphics2D graphics, int width) {
        graphics.setFont(FONT);
        FontMetrics metrics = graphics.getFontMetrics();
        int x = BETWEEN;
        int row = 0;
        for (Entry entry : entries) {
            int wide = LINE + GAP + metrics.stringWidth(entry.name()) + BETWEEN;
            if (x > BETWEEN && x + wide > width) {
                x = BETWEEN;
                row++;
            }
            int middle = row * ROW + ROW / 2;
            graphics.setColor(entry.color());
            graphics.setStroke(new BasicStroke(2));
            graphics.drawLine(x, middle, x + LINE, middle);
            graphics.setColor(Color.DARK_GRAY);
            graphics.drawString(
                    entry.name(), x + LINE + GAP, middle + (metrics.getAscent() - metrics.getDescent()) / 2);
            x += wide;
        }
        return (row + 1) * ROW;
    }
}
