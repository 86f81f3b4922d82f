package dev.sluice.testkit;

import dev.sluice.core.engine.EngineOptions;
import dev.sluice.core.model.Cell;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** All checks of a cell: what {@link CellContract} and {@code sluice plugin check} run. */
public final class CellChecks {
    private static final String WRAPPED = "layers, skips and dropout keep the promises";

    private CellChecks() {}

    /**
     * The checks.
     *
     * @param cells makes the cell anew from the same options; may give the same object each time if it is immutable
     */
    public static List<Check> of(Supplier<? extends Cell> cells) {
        return of(cells, Framework.SLUICE);
    }

    static List<Check> of(Supplier<? extends Cell> cells, Framework framework) {
        Check defined =
                new Check("the equations can be built", "", () -> new CellTrial(cells.get(), 4, false, framework));
        if (defined.finding().isPresent()) {
            // Nothing else can be tried, and it would fail everywhere for the same reason.
            return List.of(defined);
        }
        List<Check> checks = new ArrayList<>(List.of(defined));
        CellDefinition definition = new CellDefinition(cells, framework);
        checks.add(new Check("the definition is pure", "", definition::isPure));
        checks.add(new Check("made again from its options it is the same", "", definition::isMadeOfItsOptions));
        checks.add(new Check("first values depend on the seed alone", "", definition::firstValuesDependOnTheSeedAlone));
        CellUse use = new CellUse(cells.get(), framework);
        checks.add(new Check("the input is read", "", use::inputIsRead));
        if (checks.stream().skip(1).anyMatch(check -> check.finding().isPresent())) {
            // A function that changes from call to call would fail the rest by chance, and hide this cause.
            return checks;
        }
        checks.add(new Check("training changes every parameter", "", use::parametersAreLearned));
        checks.add(new Check("everything reaches the output", "", use::outputIsReached));
        Cell cell = cells.get();
        for (boolean reverse : new boolean[] {false, true}) {
            String direction = reverse ? "in reverse" : "forward";
            checks.addAll(
                    Check.listed("the equations can be built", direction, () -> inDirection(cell, reverse, framework)));
        }
        checks.add(new Check(
                "gates stand in PyTorch's order", "", () -> new GateOrder(cell, framework).isTheConvention()));
        checks.addAll(Check.listed(
                WRAPPED,
                "",
                () -> CellWrapper.of(cell).stream()
                        .map(wrapper -> new Check(WRAPPED, wrapper.name(), wrapper::check))
                        .toList()));
        CellFiles files = new CellFiles(cell);
        checks.add(new Check("weights survive a file", "", files::weightsSurviveAFile));
        checks.add(new Check("the ONNX file agrees in ONNX Runtime", "forward", files::exportAgreesForward));
        checks.add(new Check("the ONNX file agrees in ONNX Runtime", "both ways", files::exportAgreesBothWays));
        return checks;
    }

    private static List<Check> inDirection(Cell cell, boolean reverse, Framework framework) {
        String direction = reverse ? "in reverse" : "forward";
        List<Check> checks = new ArrayList<>();
        CellGradients gradients = new CellGradients(cell, reverse, framework);
        checks.add(new Check("gradients agree with differences", direction, gradients::full));
        checks.add(new Check("gradients of ragged rows agree with differences", direction, gradients::ragged));
        checks.add(
                new Check("gradients of long sequences agree with differences", direction, gradients::longSequences));
        CellEngine engine = new CellEngine(cell, reverse, framework);
        checks.add(new Check("the engine agrees with the reference", direction, engine::agreesWithReference));
        checks.add(new Check("threads make no difference", direction, engine::threadsMakeNoDifference));
        checks.addAll(
                promises(direction + ", reference", new CellPromises(cell, reverse, framework, Runner.INTERPRETER)));
        Runner fast = Runner.engine(EngineOptions.defaults().withThreads(1));
        checks.addAll(promises(direction + ", engine", new CellPromises(cell, reverse, framework, fast)));
        return checks;
    }

    static List<Check> promises(String variant, CellPromises promises) {
        return List.of(
                new Check("shapes are as declared", variant, promises::shapesAreAsDeclared),
                new Check("the output is 0 past a row's length", variant, promises::outputIsZeroPastTheLength),
                new Check("padding has no influence", variant, promises::paddingHasNoInfluence),
                new Check("rows do not see each other", variant, promises::rowsDoNotSeeEachOther),
                new Check("a row alone is the same", variant, promises::rowAloneIsTheSame),
                new Check("an empty row keeps its states", variant, promises::emptyRowKeepsItsStates),
                new Check("sequences of one step and of none", variant, promises::shortestSequencesWork),
                new Check("chunks make the whole", variant, promises::chunksMakeTheWhole),
                new Check("batches do not know of each other", variant, promises::batchesAreIndependent),
                new Check("NaN stays in its row", variant, promises::nanStaysInItsRow),
                new Check("extreme numbers stay numbers", variant, promises::extremesStayNumbers),
                new Check("a new model has a gradient", variant, promises::newModelHasAGradient));
    }
}
