package dev.sluice.testkit;

import dev.sluice.core.engine.EngineOptions;
import dev.sluice.core.graph.Array64;
import dev.sluice.core.graph.Dim;
import dev.sluice.core.graph.Dims;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Exprs;
import dev.sluice.core.graph.Graph;
import dev.sluice.core.graph.gradient.Gradients;
import dev.sluice.core.graph.reference.Interpreter;
import dev.sluice.core.model.OutputActivation;
import dev.sluice.core.model.OutputForm;
import dev.sluice.core.model.TargetScaling;
import dev.sluice.core.train.loss.Loss;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;

/** All checks of a loss: what {@link LossContract} and {@code sluice plugin check} run. */
public final class LossChecks {
    private static final int COLUMNS = 4;
    private static final int ROWS = 6;
    private static final double SCALE = 7;
    private static final double SHIFT = 40;
    private static final String OUTPUTS = "outputs";
    private static final String TARGETS = "targets";
    private static final String LOSS = "loss";

    private final Loss loss;

    private LossChecks(Loss loss) {
        this.loss = loss;
    }

    /** The checks. */
    public static List<Check> of(Loss loss) {
        if (loss.sequences().isPresent()) {
            return SequenceLossChecks.of(loss, loss.sequences().get());
        }
        LossChecks checks = new LossChecks(loss);
        return List.of(
                new Check("the loss is one number", "", checks::isScalar),
                new Check("gradients agree with differences", "", checks::gradientsAgree),
                new Check("it is the mean over the batch", "", checks::isMeanOverTheBatch),
                new Check("the losses of single answers are those of the batch", "", checks::eachAgrees),
                new Check("numbers of classes cost what columns of them cost", "", checks::classNumbersAgree),
                new Check("targets in another unit do nothing but scale it or add a constant", "", checks::scales),
                new Check("right outputs cost less than wrong ones", "", checks::rightIsCheaper),
                new Check("it depends on the targets", "", checks::targetsMatter),
                new Check("its gradient is not 0 everywhere", "", checks::hasASlope),
                new Check("the engine agrees with the reference", "", checks::engineAgrees),
                new Check("extreme scores stay numbers", "", checks::extremesStayNumbers),
                new Check("outputs that equal their targets have a gradient", "", checks::targetsHaveAGradient));
    }

    private void isScalar() {
        graph();
    }

    /** What a head gives, from scores of any size. */
    private Expr outputs() {
        return loss.form().constrain(Exprs.input(OUTPUTS, Dims.of(Dim.BATCH, loss.width() * COLUMNS)));
    }

    private static Expr targets() {
        return Exprs.input(TARGETS, Dims.of(Dim.BATCH, COLUMNS));
    }

    private Graph graph() {
        Expr value = loss.loss(outputs(), targets());
        if (!value.shape().equals(Dims.SCALAR)) {
            throw new ContractViolation("a loss must be one number for the whole batch, [], but is " + value.shape()
                    + ". Take the sum over axis -1 and the mean over the rows.");
        }
        return new Graph(Map.of(LOSS, value));
    }

    private void gradientsAgree() {
        GradientCheck check = GradientCheck.defaults();
        Graph graph = graph();
        Map<String, Array64> values = values(ROWS);
        new GradientDiagnosis(check, graph, LOSS, values, name -> "the " + name)
                .require(check.pairs(graph, LOSS, List.of(OUTPUTS), values, Gradients::extend));
    }

    private void isMeanOverTheBatch() {
        Map<String, Array64> values = values(ROWS);
        double sum = 0;
        for (int row = 0; row < ROWS; row++) {
            int only = row;
            Map<String, Array64> alone = new LinkedHashMap<>();
            values.forEach((name, value) -> alone.put(name, Arrays64.rows(value, 0, only)));
            sum += value(alone);
        }
        double whole = value(values);
        if (!(Math.abs(whole - sum / ROWS) <= 1e-9 * Math.max(1, Math.abs(whole)))) {
            throw new ContractViolation("the loss of " + ROWS + " rows must be the mean of their losses, "
                    + Words.number(sum / ROWS) + ", but is " + Words.number(whole)
                    + ". A sum instead of a mean makes the learning rate depend on the size of the batch.");
        }
    }

    /** A loss need not be one of single answers; one that is must mean the same by them. */
    private void eachAgrees() {
        Expr each;
        try {
            each = loss.each(outputs(), targets());
        } catch (IllegalArgumentException none) {
            return;
        }
        if (!each.shape().equals(Dims.of(Dim.BATCH, 1))) {
            throw new ContractViolation("the losses of single answers must be " + Dims.of(Dim.BATCH, 1) + ", but are "
                    + each.shape() + ". Take the sum or mean over axis -1 and keep the axis.");
        }
        Map<String, Array64> values = values(ROWS);
        double[] single = Comparison.get(Interpreter.run(new Graph(Map.of(LOSS, each)), values), LOSS)
                .data();
        double mean = Arrays.stream(single).sum() / ROWS;
        double whole = value(values);
        if (!(Math.abs(whole - mean) <= 1e-9 * Math.max(1, Math.abs(whole)))) {
            throw new ContractViolation(
                    "the mean of each(...) over the rows must be loss(...), "
                            + Words.number(whole) + ", but is " + Words.number(mean)
                            + ". A head that answers at every step would be trained on another loss than one that answers at the end.");
        }
    }

    private void classNumbersAgree() {
        Loss told = loss.ofClassNumbers().orElse(loss);
        if (loss.ofClassNumbers().isEmpty()) {
            return;
        }
        if (told.targetColumns(COLUMNS) != 1) {
            throw new ContractViolation("a loss of numbers of classes must have one column of targets, but has "
                    + told.targetColumns(COLUMNS) + "; override targetColumns.");
        }
        Map<String, Array64> values = new LinkedHashMap<>(values(ROWS));
        double columns = value(values);
        Array64 targets = Comparison.get(values, TARGETS);
        Array64 numbers = Array64.zeros(ROWS, 1);
        for (int i = 0; i < targets.data().length; i++) {
            numbers.data()[i / COLUMNS] += targets.data()[i] * (i % COLUMNS);
        }
        values.put(TARGETS, numbers);
        Expr of = told.loss(outputs(), Exprs.input(TARGETS, Dims.of(Dim.BATCH, 1)));
        double one = valueOf(new Graph(Map.of(LOSS, of)), values);
        if (!(Math.abs(columns - one) <= 1e-9 * Math.max(1, Math.abs(columns)))) {
            throw new ContractViolation("the loss of numbers of classes must be that of columns of them, "
                    + Words.number(columns) + ", but is " + Words.number(one) + ".");
        }
    }

    /**
     * {@code loss(a·y + b, a·t + b)} must be {@code loss(y, t)} times a factor, or plus a constant, that depends on a alone; the loss that is
     * told of the unit a gives {@code loss(y, t)} of the other one.
     */
    private void scales() {
        if (loss.scaling() == TargetScaling.NONE) {
            return;
        }
        double shift = loss.scaling() == TargetScaling.STANDARDIZE ? SHIFT : 0;
        Loss told = loss.inUnitsOf(Collections.nCopies(COLUMNS, SCALE));
        Graph here = graphOf(told, outputs());
        Graph there = graphOf(loss, loss.form().inUnits(outputs(), Exprs.constant(SCALE), Exprs.constant(shift)));
        List<Double> factors = new ArrayList<>();
        List<Double> constants = new ArrayList<>();
        double largest = 1;
        for (double size : new double[] {0.3, 1, 5}) {
            Map<String, Array64> near = new LinkedHashMap<>();
            values(ROWS).forEach((name, value) -> near.put(name, map(value, number -> size * number)));
            Map<String, Array64> far = new LinkedHashMap<>(near);
            far.put(TARGETS, map(Comparison.get(near, TARGETS), target -> SCALE * target + shift));
            double inUnit = valueOf(here, near);
            double inData = valueOf(there, far);
            factors.add(inData / inUnit);
            constants.add(inData - inUnit);
            largest = Math.max(largest, Math.abs(inUnit));
        }
        if (!areSame(factors, Math.abs(factors.getFirst())) && !areSame(constants, largest)) {
            throw new ContractViolation("scaling() is " + loss.scaling() + ", but outputs and targets in another unit ("
                    + Words.number(SCALE) + " y + " + Words.number(shift)
                    + ") neither cost a constant factor as much, whatever they are, nor a constant more: factors are "
                    + factors
                    + ", differences " + constants
                    + ". The loss has a scale of its own: scaling() must be NONE, or inUnitsOf must convert it.");
        }
    }

    private static boolean areSame(List<Double> numbers, double scale) {
        return numbers.stream().allMatch(number -> Math.abs(number - numbers.getFirst()) <= 1e-9 * scale);
    }

    private static Graph graphOf(Loss loss, Expr outputs) {
        return new Graph(Map.of(LOSS, loss.loss(outputs, targets())));
    }

    private static double valueOf(Graph graph, Map<String, Array64> values) {
        double value = Comparison.get(Interpreter.run(graph, values), LOSS).data()[0];
        if (Double.isNaN(value)) {
            throw new ContractViolation("a loss must be a number, but is NaN for outputs such as "
                    + Words.number(Comparison.get(values, OUTPUTS).data()[0]) + " beside targets such as "
                    + Words.number(Comparison.get(values, TARGETS).data()[0])
                    + ". Look for sqrt, log or pow of a negative number, or 0/0.");
        }
        return value;
    }

    private void rightIsCheaper() {
        Map<String, Array64> values = values(ROWS);
        Array64 targets = Comparison.get(values, TARGETS);
        boolean scores = loss.activation() != OutputActivation.NONE;
        double right = value(with(values, outputs(targets, t -> scores ? 8 * (t > 0 ? 1 : -1) : t)));
        if (scores) {
            double wrong = value(with(values, outputs(targets, t -> 8 * (t > 0 ? -1 : 1))));
            requireCheaper(right, wrong, "");
            return;
        }
        requireCheaper(right, value(with(values, outputs(targets, t -> t + 3))), " above");
        requireCheaper(right, value(with(values, outputs(targets, t -> t - 3))), " below");
        requireCheaper(right, value(with(values, outputs(targets, t -> t / 2))), " nearer to 0");
    }

    private void requireCheaper(double right, double wrong, String side) {
        boolean scores = loss.activation() != OutputActivation.NONE;
        if (!(right < wrong)) {
            throw new ContractViolation("outputs that are right must cost less than wrong ones" + side + ", but cost "
                    + Words.number(right) + " and " + Words.number(wrong)
                    + ". Training makes the loss small: is its sign wrong? With the activation "
                    + loss.activation() + ", outputs are "
                    + (scores ? "scores before that function." : "the numbers themselves."));
        }
    }

    /** A mean of squared outputs is a number with a gradient, but nothing to learn by. */
    private void targetsMatter() {
        Map<String, Array64> values = new LinkedHashMap<>(values(ROWS));
        double here = value(values);
        Array64 targets = Comparison.get(values, TARGETS);
        int[] order = IntStream.range(0, ROWS).map(row -> (row + 1) % ROWS).toArray();
        values.put(TARGETS, Arrays64.rows(targets, 0, order));
        double there = value(values);
        if (here == there) {
            throw new ContractViolation("the same outputs must cost something else for other targets, but cost "
                    + Words.number(here) + " for both. Does loss(outputs, targets) read its targets?");
        }
    }

    /** Where differences are 0 as well, a gradient of 0 agrees with them. */
    private void hasASlope() {
        Graph graph = Gradients.extend(graph(), LOSS, List.of(OUTPUTS));
        Array64 slope = Comparison.get(Interpreter.run(graph, values(ROWS)), Gradients.PREFIX + OUTPUTS);
        if (Arrays.stream(slope.data()).allMatch(each -> each == 0)) {
            throw new ContractViolation("the loss must change with the outputs, but its gradient is 0 for all "
                    + slope.data().length
                    + " of them, so that nothing is learned. floor, round, sign and comparisons pass no gradient on.");
        }
    }

    /** Outputs made from targets: the same in each block that says where the number lies, 0 in the others. */
    private Array64 outputs(Array64 targets, DoubleUnaryOperator said) {
        Array64 outputs = Array64.zeros(targets.size(0), loss.width() * COLUMNS);
        for (int i = 0; i < outputs.data().length; i++) {
            int row = i / (loss.width() * COLUMNS);
            int column = i % (loss.width() * COLUMNS);
            OutputForm.Block block = loss.form().blocks().get(column / COLUMNS);
            boolean place =
                    block.kind() == OutputForm.Kind.LOCATION || block.name().equals("mean");
            outputs.data()[i] = place ? said.applyAsDouble(targets.data()[row * COLUMNS + column % COLUMNS]) : 0;
        }
        return outputs;
    }

    private void engineAgrees() {
        Map<String, Array64> values = values(ROWS);
        Graph graph = Gradients.extend(graph(), LOSS, List.of(OUTPUTS));
        Map<String, Array64> engine =
                Runner.engine(EngineOptions.defaults().withThreads(1)).run(graph, values);
        Comparison.same(
                "in the engine (float32)",
                engine,
                Interpreter.run(graph, values),
                1e-5,
                "The reference (float64) differs by more than rounding.");
    }

    private void extremesStayNumbers() {
        for (double size : new double[] {0, 100, 1e4}) {
            Map<String, Array64> values = values(ROWS);
            Array64 outputs = Comparison.get(values, OUTPUTS);
            Graph graph = Gradients.extend(graph(), LOSS, List.of(OUTPUTS));
            Runner.engine(EngineOptions.defaults().withThreads(1))
                    .run(graph, with(values, map(outputs, output -> Math.signum(output) * size)))
                    .forEach((name, value) -> {
                        if (!Arrays.stream(value.data()).allMatch(Double::isFinite)) {
                            throw new ContractViolation("with outputs of ±" + size + " " + Words.result(name)
                                    + " is not finite: " + value
                                    + ". Use logSoftmax or softplus instead of the logarithm of softmax or sigmoid.");
                        }
                    });
        }
    }

    private void targetsHaveAGradient() {
        Map<String, Array64> values = values(ROWS);
        Graph graph = Gradients.extend(graph(), LOSS, List.of(OUTPUTS));
        Interpreter.run(graph, with(values, outputs(Comparison.get(values, TARGETS), t -> t)))
                .forEach((name, value) -> {
                    if (!Arrays.stream(value.data()).allMatch(Double::isFinite)) {
                        throw new ContractViolation(
                                "where outputs equal their targets " + Words.result(name)
                                        + " is not finite: " + value
                                        + ". A logarithm or a division has no value or no slope at 0: add a small number inside.");
                    }
                });
    }

    private double value(Map<String, Array64> values) {
        return valueOf(graph(), values);
    }

    private static Map<String, Array64> with(Map<String, Array64> values, Array64 outputs) {
        Map<String, Array64> changed = new LinkedHashMap<>(values);
        changed.put(OUTPUTS, outputs);
        return changed;
    }

    private static Array64 map(Array64 array, DoubleUnaryOperator function) {
        return new Array64(
                array.sizes(), Arrays.stream(array.data()).map(function).toArray());
    }

    /** Random outputs, and targets of the kind that the loss's activation implies. */
    private Map<String, Array64> values(int rows) {
        SplittableRandom random = new SplittableRandom(rows);
        Array64 outputs = Array64.zeros(rows, loss.width() * COLUMNS);
        Array64 targets = Array64.zeros(rows, COLUMNS);
        for (int i = 0; i < outputs.data().length; i++) {
            outputs.data()[i] = (float) random.nextDouble(-2, 2);
        }
        for (int row = 0; row < rows; row++) {
            int right = random.nextInt(COLUMNS);
            for (int column = 0; column < COLUMNS; column++) {
                boolean hit = right == column;
                targets.data()[row * COLUMNS + column] = switch (loss.activation()) {
                    case SOFTMAX -> hit ? 1 : 0;
                    case SIGMOID -> hit || random.nextInt(3) == 0 ? 1 : 0;
                    // Numbers that may not be shifted are counts.
                    case NONE ->
                        loss.scaling() == TargetScaling.SCALE ? random.nextInt(9) : (float) random.nextDouble(-2, 2);
                };
            }
        }
        Map<String, Array64> values = new LinkedHashMap<>();
        values.put(OUTPUTS, outputs);
        values.put(TARGETS, targets);
        return values;
    }
}
