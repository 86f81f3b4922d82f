package dev.sluice.bench.work;

import java.util.List;

/**
 * Sizes of a layer.
 *
 * @param batch sequences, {@code B}
 * @param steps {@code T}
 * @param input features, {@code I}
 * @param hidden features of a state, {@code H}
 */
public record LayerShape(int batch, int steps, int input, int hidden) {
    /** The grid of one layer: small to large, long, and one sequence alone. */
    public static final List<LayerShape> GRID = List.of(
            new LayerShape(32, 50, 32, 64),
            new LayerShape(32, 100, 64, 128),
            new LayerShape(64, 100, 128, 256),
            new LayerShape(64, 50, 512, 512),
            new LayerShape(128, 500, 128, 128),
            new LayerShape(1, 100, 64, 128));

    /** For what need not be tried on every shape: the grid's smallest, a middle one, and one sequence alone. */
    public static final List<LayerShape> FEW = List.of(GRID.get(0), GRID.get(2), GRID.get(5));

    /** Sizes that people choose and that fill no panel of the products. */
    public static final List<Integer> WIDTHS = List.of(50, 100, 200, 300);

    /** Columns of a panel: two vectors of 16 numbers, the widest there are. */
    private static final int PANEL = 32;

    /** A middle batch of sequences with as many features as the state. */
    static LayerShape square(int width) {
        return new LayerShape(32, 100, width, width);
    }

    /** The next width from this one on that fills panels. */
    public static int filled(int width) {
        return Math.ceilDiv(width, PANEL) * PANEL;
    }

    /** As text, in the order {@code B, T, I, H}. */
    public List<String> labels() {
        return List.of(
                Integer.toString(batch), Integer.toString(steps), Integer.toString(input), Integer.toString(hidden));
    }
}
