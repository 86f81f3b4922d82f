package dev.sluice.testkit;

import dev.sluice.core.engine.EngineOptions;
import dev.sluice.core.graph.Array64;
import dev.sluice.core.graph.Dim;
import dev.sluice.core.graph.Dims;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Exprs;
import dev.sluice.core.graph.Graph;
import dev.sluice.core.graph.SumTo;
import dev.sluice.core.graph.gradient.Gradients;
import dev.sluice.core.graph.reference.Interpreter;
import dev.sluice.core.model.Initialization;
import dev.sluice.core.model.Network;
import dev.sluice.core.model.ParameterScope;
import dev.sluice.core.train.loss.Loss;
import dev.sluice.core.train.structure.SequenceForm;
import dev.sluice.core.train.structure.Transcription;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;

/** The checks of a loss of whole sequences. */
final class SequenceLossChecks {
    private static final List<String> LABELS = List.of("B", "I", "O", "X");
    /** Labels of texts that are read off the steps, and the most of them. */
    private static final List<String> SYMBOLS = List.of(Transcription.BLANK, "<unknown>", "a", "b");

    private static final int LONGEST = 2;
    private static final int STEPS = 4;
    private static final int[] LENGTHS = {4, 1, 0, 3};
    private static final String OUTPUTS = "outputs";
    private static final String TARGETS = "targets";
    private static final String EACH = "each";
    private static final String LOSS = "loss";

    private final SequenceForm form;
    private final boolean transcripts;
    private final Network.Head head;

    private SequenceLossChecks(SequenceForm form, boolean transcripts) {
        this.form = form;
        this.transcripts = transcripts;
        Dims shape = Dims.of(Dim.TIME, Dim.BATCH, LABELS.size());
        Network.Head bare = new Network.Head(Exprs.input(OUTPUTS, shape), Network.LENGTHS);
        head = new Network.Head(
                form.constrain(Exprs.select(bare.validSteps(), bare.outputs(), Exprs.constant(0))),
                Network.LENGTHS,
                form.parameters(ParameterScope.root(Initialization.defaults()), LABELS.size()));
    }

    private static SequenceLossChecks checks(Loss loss, SequenceForm any) {
        Loss bound = loss.ofTranscripts() ? loss.forTranscripts(SYMBOLS, LONGEST) : loss.forLabels(LABELS);
        return new SequenceLossChecks(bound.sequences().orElse(any), loss.ofTranscripts());
    }

    /** The loss of a few sequences. */
    static List<Double> behavior(Loss loss, SequenceForm any) {
        SequenceLossChecks checks = checks(loss, any);
        return Arrays.stream(Comparison.get(Interpreter.run(checks.graph(), checks.values(1)), EACH)
                        .data())
                .boxed()
                .toList();
    }

    static List<Check> of(Loss loss, SequenceForm any) {
        SequenceLossChecks checks = checks(loss, any);
        return List.of(
                new Check("there is one number for each sequence", "", checks::isPerSequence),
                new Check("gradients agree with differences", "", checks::gradientsAgree),
                new Check("padding and empty sequences cost nothing", "", checks::paddingCostsNothing),
                new Check("right outputs cost less than wrong ones", "", checks::rightIsCheaper),
                new Check("the engine agrees with the reference", "", checks::engineAgrees),
                new Check("extreme scores stay numbers", "", checks::extremesStayNumbers));
    }

    private Graph graph() {
        int columns = transcripts ? 1 : LABELS.size();
        Expr each = form.loss(head, Exprs.input(TARGETS, Dims.of(Dim.TIME, Dim.BATCH, columns)));
        return new Graph(Map.of(EACH, each, LOSS, Expr.of(new SumTo(Dims.SCALAR), each)));
    }

    private List<String> leaves() {
        List<String> leaves = new ArrayList<>(List.of(OUTPUTS));
        graph().parameters().forEach(parameter -> leaves.add(parameter.label()));
        return leaves;
    }

    private void isPerSequence() {
        Dims shape = Objects.requireNonNull(graph().outputs().get(EACH)).shape();
        if (!shape.equals(Dims.of(Dim.BATCH, 1))) {
            throw new ContractViolation("the loss of sequences must be " + Dims.of(Dim.BATCH, 1) + ", but is " + shape
                    + ". Sum over the steps of each and keep one column.");
        }
    }

    private void gradientsAgree() {
        GradientCheck check = GradientCheck.defaults();
        Map<String, Array64> values = values(1);
        new GradientDiagnosis(check, graph(), LOSS, values, name -> "the " + name)
                .require(check.pairs(graph(), LOSS, leaves(), values, Gradients::extend));
    }

    private void paddingCostsNothing() {
        Map<String, Array64> values = values(1);
        double[] each = Comparison.get(Interpreter.run(graph(), values), EACH).data();
        Array64 outputs = Comparison.get(values, OUTPUTS);
        int columns = LABELS.size();
        for (int i = 0; i < outputs.data().length; i++) {
            if (i / columns / LENGTHS.length >= LENGTHS[i / columns % LENGTHS.length]) {
                outputs.data()[i] = 1e3;
            }
        }
        double[] other = Comparison.get(Interpreter.run(graph(), values), EACH).data();
        if (!Arrays.equals(each, other)) {
            throw new ContractViolation(
                    "outputs past a sequence's length must not matter, but the losses were " + Arrays.toString(each)
                            + " and are " + Arrays.toString(other) + ". Look at the head's valid steps.");
        }
        if (Math.abs(each[2]) > 1e-9) {
            throw new ContractViolation("a sequence without steps must cost 0, but costs " + each[2] + ".");
        }
    }

    private void rightIsCheaper() {
        Map<String, Array64> values = values(1);
        Array64 targets = Comparison.get(values, TARGETS);
        Array64 outputs = Comparison.get(values, OUTPUTS);
        double[] costs = new double[2];
        for (int sign = 0; sign < 2; sign++) {
            for (int i = 0; i < outputs.data().length; i++) {
                outputs.data()[i] = (isRight(targets, i) ? 8 : -8) * (sign == 0 ? 1 : -1);
            }
            costs[sign] = Comparison.get(Interpreter.run(graph(), values), LOSS).data()[0];
        }
        if (!(costs[0] < costs[1])) {
            throw new ContractViolation("outputs that are right must cost less than wrong ones, but cost "
                    + Words.number(costs[0]) + " and " + Words.number(costs[1]) + ". Is its sign wrong?");
        }
    }

    /** Returns whether an output is that of a right label; of texts, of one of them. */
    private boolean isRight(Array64 targets, int output) {
        if (!transcripts) {
            return targets.data()[output] > 0;
        }
        int row = output / LABELS.size() % LENGTHS.length;
        return targets.data()[row] == output % LABELS.size()
                || targets.data()[LENGTHS.length + row] == output % LABELS.size();
    }

    private void engineAgrees() {
        Map<String, Array64> values = values(1);
        Graph graph = Gradients.extend(graph(), LOSS, leaves());
        Comparison.same(
                "in the engine (float32)",
                Runner.engine(EngineOptions.defaults().withThreads(1)).run(graph, values),
                Interpreter.run(graph, values),
                1e-4,
                "The reference (float64) differs by more than rounding.");
    }

    private void extremesStayNumbers() {
        for (double size : new double[] {0, 100, 1e4}) {
            Runner.engine(EngineOptions.defaults().withThreads(1))
                    .run(Gradients.extend(graph(), LOSS, leaves()), values(size))
                    .forEach((name, value) -> {
                        if (!Arrays.stream(value.data()).allMatch(Double::isFinite)) {
                            throw new ContractViolation("with outputs of up to " + size + " " + Words.result(name)
                                    + " is not finite: " + value + ". Work with logarithms, the largest one aside.");
                        }
                    });
        }
    }

    private Map<String, Array64> values(double size) {
        SplittableRandom random = new SplittableRandom(2);
        int columns = LABELS.size();
        Array64 outputs = Array64.zeros(STEPS, LENGTHS.length, columns);
        Array64 targets = Array64.zeros(STEPS, LENGTHS.length, transcripts ? 1 : columns);
        for (int i = 0; i < outputs.data().length; i++) {
            outputs.data()[i] = (float) (size * random.nextDouble(-2, 2));
        }
        Array64 lengths = Array64.zeros(LENGTHS.length);
        for (int row = 0; row < LENGTHS.length; row++) {
            lengths.data()[row] = LENGTHS[row];
            for (int t = 0; transcripts && t < Math.min(LENGTHS[row] - 1, LONGEST); t++) {
                targets.data()[t * LENGTHS.length + row] = 2 + (t + row) % 2;
            }
            for (int t = 0; !transcripts && t < LENGTHS[row]; t++) {
                targets.data()[(t * LENGTHS.length + row) * columns + random.nextInt(columns)] = 1;
            }
        }
        Map<String, Array64> values = new LinkedHashMap<>();
        values.put(OUTPUTS, outputs);
        values.put(TARGETS, targets);
        values.put(Network.LENGTHS, lengths);
        graph().parameters().forEach(parameter -> {
            int[] sizes = parameter.dims().sizes(Map.of());
            Array64 value = Array64.zeros(sizes);
            for (int i = 0; i < value.data().length; i++) {
                value.data()[i] = (float) random.nextDouble(-1, 1);
            }
            values.put(parameter.label(), value);
        });
        return values;
    }
}
