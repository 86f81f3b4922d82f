package dev.sluice.bench.work;

import java.util.ArrayList;
import java.util.List;

/** All works, in the order of the tables. */
public final class Grid {
    private static final List<Integer> SQUARES = List.of(64, 128, 256, 512, 1024);
    private static final List<Integer> ELEMENTS = List.of(1 << 12, 1 << 23);
    private static final List<Integer> TABLES = List.of(9_000, 90_000);
    private static final LayerShape STACK = new LayerShape(32, 100, 64, 128);

    private static final int CLIENTS = 64;

    private Grid() {}

    /** The works of a group that need no data. */
    public static List<Work> of(Group group) {
        return switch (group) {
            case PRODUCTS -> products();
            case KERNELS -> kernels();
            case LAYERS -> layers();
            case STACKS -> stacks();
            case CUSTOM -> custom();
            case WIDTHS -> widths();
            case GROWTH -> growth();
            case INFERENCE -> inference();
            case SHIPPED -> shipped();
            case EPOCHS -> List.of();
            case LANGUAGE -> language();
            case SUGGESTIONS -> suggestions();
            case DATA ->
                List.of(
                        new ReadingWork(SeriesFile.Digits.THREE_DECIMALS),
                        new ReadingWork(SeriesFile.Digits.ALL),
                        new WindowsWork(1_000_000));
            case LISTS -> List.of(new ListingWork(500, 1000), new ListingWork(5000, 1000));
        };
    }

    /** Squares, and what a GRU multiplies at each time step: states {@code [B, H]} with weights {@code [H, 3H]}. */
    private static List<Work> products() {
        List<Work> works = new ArrayList<>();
        SQUARES.forEach(size -> works.add(new ProductWork(size, size, size, false)));
        for (LayerShape shape : LayerShape.GRID) {
            works.add(new ProductWork(shape.batch(), shape.hidden(), 3 * shape.hidden(), true));
        }
        return works;
    }

    /** In the first cache and in memory. */
    private static List<Work> kernels() {
        List<Work> works = new ArrayList<>();
        for (KernelWork.Kind kind : KernelWork.Kind.values()) {
            ELEMENTS.forEach(elements -> works.add(new KernelWork(kind, elements)));
        }
        return works;
    }

    private static List<Work> layers() {
        List<Work> works = new ArrayList<>();
        for (CellKind cell : List.of(CellKind.GRU, CellKind.LSTM, CellKind.RNN)) {
            for (LayerShape shape : LayerShape.GRID) {
                for (Pass pass : Pass.values()) {
                    works.add(LayerWork.single(Group.LAYERS, cell, shape, pass));
                }
            }
        }
        return works;
    }

    private static List<Work> stacks() {
        List<Work> works = new ArrayList<>();
        for (CellKind cell : List.of(CellKind.GRU, CellKind.LSTM)) {
            for (Pass pass : Pass.values()) {
                works.add(new LayerWork(Group.STACKS, cell, STACK, 2, true, pass));
            }
        }
        return works;
    }

    private static List<Work> custom() {
        List<Work> works = new ArrayList<>();
        for (CellKind cell : List.of(CellKind.MGU, CellKind.LAYER_NORM_GRU)) {
            for (LayerShape shape : LayerShape.FEW) {
                works.add(LayerWork.single(Group.CUSTOM, cell, shape, Pass.FORWARD));
                works.add(LayerWork.single(Group.CUSTOM, cell, shape, Pass.GRADIENT));
            }
        }
        return works;
    }

    /** The gradient of a layer as wide as its input, each width and the one that it is compared with. */
    private static List<Work> widths() {
        List<Work> works = new ArrayList<>();
        for (CellKind cell : List.of(CellKind.GRU, CellKind.LSTM)) {
            for (int width : LayerShape.WIDTHS) {
                works.add(LayerWork.single(Group.WIDTHS, cell, LayerShape.square(width), Pass.GRADIENT));
                works.add(LayerWork.single(
                        Group.WIDTHS, cell, LayerShape.square(LayerShape.filled(width)), Pass.GRADIENT));
            }
        }
        return works;
    }

    /** Many sequences, one, one step, and the session that keeps states. */
    private static List<Work> shipped() {
        List<Work> works = new ArrayList<>();
        for (CellKind cell : List.of(CellKind.GRU, CellKind.LSTM, CellKind.MGU, CellKind.LAYER_NORM_GRU)) {
            works.add(new ShippedWork(cell, 32, 100));
            works.add(new ShippedWork(cell, 1, 100));
            works.add(new ShippedWork(cell, 1, 1));
            works.add(new ClientsWork(cell, 1, false, 1));
            works.add(new ClientsWork(cell, CLIENTS, false, 10));
            works.add(new ClientsWork(cell, CLIENTS, true, 10));
        }
        return works;
    }

    /** One shape, then more steps, more sequences and more layers: the share of the peak should stay. */
    private static List<Work> growth() {
        List<Work> works = new ArrayList<>();
        for (int steps : List.of(100, 200, 400, 800, 1600)) {
            works.add(growing(new LayerShape(32, steps, 128, 128), 1));
        }
        for (int batch : List.of(64, 128, 256)) {
            works.add(growing(new LayerShape(batch, 100, 128, 128), 1));
        }
        for (int layers : List.of(2, 4, 8)) {
            works.add(growing(new LayerShape(32, 100, 128, 128), layers));
        }
        return works;
    }

    private static Work growing(LayerShape shape, int layers) {
        return new LayerWork(Group.GROWTH, CellKind.GRU, shape, layers, false, Pass.GRADIENT);
    }

    private static List<Work> language() {
        List<Work> works = new ArrayList<>();
        for (LanguageWork.Kind kind : LanguageWork.Kind.values()) {
            works.add(new LanguageWork(kind));
        }
        for (boolean sparse : List.of(false, true)) {
            TABLES.forEach(words -> works.add(new TableWork(words, sparse)));
        }
        return works;
    }

    private static List<Work> suggestions() {
        List<Work> works = new ArrayList<>();
        for (SuggestionWork.Kind kind : SuggestionWork.Kind.values()) {
            for (int trials : List.of(20, 100, 1000)) {
                works.add(new SuggestionWork(kind, trials));
            }
        }
        return works;
    }

    private static List<Work> inference() {
        List<Work> works = new ArrayList<>();
        for (CellKind cell : List.of(CellKind.GRU, CellKind.LSTM)) {
            LayerShape.GRID.forEach(shape -> works.add(ForwardWork.single(cell, shape)));
            works.add(new ForwardWork(cell, STACK, 2, true));
        }
        return works;
    }
}
