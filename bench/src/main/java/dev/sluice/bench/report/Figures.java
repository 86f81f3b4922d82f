package dev.sluice.bench.report;

import dev.sluice.bench.work.CellKind;
import dev.sluice.bench.work.Group;
import dev.sluice.bench.work.LayerShape;
import dev.sluice.bench.work.LayerWork;
import dev.sluice.bench.work.Pass;
import dev.sluice.bench.work.ProductWork;
import dev.sluice.bench.work.ShippedWork;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/** The few numbers that a report comes down to, and what is aimed at. */
final class Figures {
    private static final int NARROW = 64;
    private static final int WIDE = 256;
    private static final int LARGE = 128;
    private static final int MANY_ROWS = 32;

    private Figures() {}

    /**
     * One number.
     *
     * @param target what is aimed at, at least; empty if there is none
     */
    record Figure(String name, double value, Optional<Double> target) {}

    /** Those that the report has measurements for. */
    static List<Figure> of(Report report) {
        List<Figure> figures = new ArrayList<>();
        Predicate<LayerWork> gated = work -> work.cell() == CellKind.GRU || work.cell() == CellKind.LSTM;
        Predicate<LayerWork> training = work -> work.pass() != Pass.FORWARD;
        for (CellKind cell : List.of(CellKind.GRU, CellKind.LSTM, CellKind.RNN)) {
            for (Pass pass : Pass.values()) {
                mean(
                        figures,
                        cell + " " + pass + ", × the peer, geometric mean",
                        ratios(report, Group.LAYERS, work -> work.cell() == cell && work.pass() == pass),
                        Optional.empty());
            }
        }
        mean(
                figures,
                "GRU and LSTM, gradient and step, × the peer, geometric mean",
                ratios(report, Group.LAYERS, gated.and(training)),
                Optional.of(3.0));
        least(figures, "the same, smallest", ratios(report, Group.LAYERS, gated.and(training)), Optional.of(1.15));
        least(
                figures,
                "the same at H ≤ " + NARROW + " or B = 1, smallest",
                ratios(
                        report,
                        Group.LAYERS,
                        gated.and(training)
                                .and(work -> work.shape().hidden() <= NARROW
                                        || work.shape().batch() == 1)),
                Optional.of(6.0));
        least(
                figures,
                "GRU and LSTM at H ≥ " + WIDE + ", gradient, share of the measured product rate, smallest",
                layers(
                                report,
                                Group.LAYERS,
                                gated.and(work -> work.pass() == Pass.GRADIENT)
                                        .and(work -> work.shape().hidden() >= WIDE))
                        .mapToDouble(row -> row.rate() / (report.peaks().product() * row.threads())),
                Optional.of(0.75));
        least(
                figures,
                "two threads, × one, GRU and LSTM gradient at B ≥ " + MANY_ROWS + ", smallest",
                layers(
                                report,
                                Group.LAYERS,
                                gated.and(work -> work.pass() == Pass.GRADIENT)
                                        .and(work -> work.shape().batch() >= MANY_ROWS))
                        .filter(row -> row.threads() == 2)
                        .flatMap(row -> alone(report, row).stream()
                                .map(single ->
                                        single.ours().median() / row.ours().median()))
                        .mapToDouble(Double::doubleValue),
                Optional.of(1.7));
        least(
                figures,
                "gradient at widths that fill no panel, rate × that of the next that does, smallest",
                layers(
                                report,
                                Group.WIDTHS,
                                work -> LayerShape.WIDTHS.contains(work.shape().hidden()))
                        .flatMap(row -> filled(report, row).stream().map(next -> row.rate() / next.rate()))
                        .mapToDouble(Double::doubleValue),
                Optional.of(0.9));
        least(
                figures,
                "products of size ≥ " + LARGE + ", × the peer, smallest",
                products(report, work -> !work.packedOnce() && work.m() >= LARGE),
                Optional.of(0.95));
        least(
                figures,
                "products of a time step, × the peer, smallest",
                products(report, ProductWork::packedOnce),
                Optional.of(1.0));
        least(
                figures,
                "minimal gated unit, × the peer's loop, smallest",
                ratios(report, Group.CUSTOM, work -> work.cell() == CellKind.MGU),
                Optional.of(5.0));
        mean(
                figures,
                "layer-norm GRU, × the peer's loop, geometric mean",
                ratios(report, Group.CUSTOM, work -> work.cell() == CellKind.LAYER_NORM_GRU),
                Optional.empty());
        least(
                figures,
                "minimal gated unit, rate × the GRU's at the same shape (1 / 1.25 aimed at), smallest",
                customRates(report),
                Optional.of(0.8));
        least(
                figures,
                "exported model, × the peer, smallest",
                report.of(Group.INFERENCE).stream()
                        .flatMap(row -> row.ratio().stream())
                        .mapToDouble(Double::doubleValue),
                Optional.of(1.0));
        least(
                figures,
                "shipped GRU and LSTM, × PyTorch's own file, smallest",
                shipped(report, work -> !work.byHand()),
                Optional.of(1.0));
        least(
                figures,
                "shipped Scan, × one made by hand, smallest",
                shipped(report, work -> work.byHand() && work.steps() > 1),
                Optional.of(1.0));
        return figures;
    }

    private static DoubleStream shipped(Report report, Predicate<ShippedWork> which) {
        return report.of(Group.SHIPPED).stream()
                .filter(row -> row.work() instanceof ShippedWork work && which.test(work))
                .flatMap(row -> row.ratio().stream())
                .mapToDouble(Double::doubleValue);
    }

    private static DoubleStream customRates(Report report) {
        return layers(report, Group.CUSTOM, work -> work.cell() == CellKind.MGU && work.pass() == Pass.GRADIENT)
                .flatMap(row -> layers(
                                report,
                                Group.LAYERS,
                                work -> work.cell() == CellKind.GRU
                                        && work.pass() == Pass.GRADIENT
                                        && work.shape().equals(((LayerWork) row.work()).shape()))
                        .filter(gru -> gru.threads() == row.threads())
                        .map(gru -> row.rate() / gru.rate()))
                .mapToDouble(Double::doubleValue);
    }

    private static Optional<Measurement> alone(Report report, Measurement row) {
        return report.measurements().stream()
                .filter(other -> other.threads() == 1 && Objects.equals(other.work(), row.work()))
                .findFirst();
    }

    private static Optional<Measurement> filled(Report report, Measurement row) {
        LayerWork narrow = (LayerWork) row.work();
        int width = LayerShape.filled(narrow.shape().hidden());
        return layers(
                        report,
                        Group.WIDTHS,
                        work -> work.cell() == narrow.cell() && work.shape().hidden() == width)
                .filter(other -> other.threads() == row.threads())
                .findFirst();
    }

    private static DoubleStream products(Report report, Predicate<ProductWork> which) {
        return report.of(Group.PRODUCTS).stream()
                .filter(row -> row.work() instanceof ProductWork work && which.test(work))
                .flatMap(row -> row.ratio().stream())
                .mapToDouble(Double::doubleValue);
    }

    private static DoubleStream ratios(Report report, Group group, Predicate<LayerWork> which) {
        return layers(report, group, which).flatMap(row -> row.ratio().stream()).mapToDouble(Double::doubleValue);
    }

    private static Stream<Measurement> layers(Report report, Group group, Predicate<LayerWork> which) {
        return report.of(group).stream().filter(row -> row.work() instanceof LayerWork work && which.test(work));
    }

    private static void mean(List<Figure> figures, String name, DoubleStream values, Optional<Double> target) {
        values.map(Math::log).average().ifPresent(mean -> figures.add(new Figure(name, Math.exp(mean), target)));
    }

    private static void least(List<Figure> figures, String name, DoubleStream values, Optional<Double> target) {
        values.min().ifPresent(least -> figures.add(new Figure(name, least, target)));
    }
}
