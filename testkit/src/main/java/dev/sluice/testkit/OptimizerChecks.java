package dev.sluice.testkit;

import dev.sluice.core.tensor.Tensor;
import dev.sluice.core.tensor.Tensors;
import dev.sluice.core.train.Optimizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

/** All checks of an optimizer: what {@link OptimizerContract} and {@code sluice plugin check} run. */
public final class OptimizerChecks {
    private static final int STEPS = 12;
    private static final int CUT = 5;
    private static final String DECAY = "a decay of 0 leaves a parameter alone";

    private final Supplier<? extends Optimizer> optimizers;

    private OptimizerChecks(Supplier<? extends Optimizer> optimizers) {
        this.optimizers = optimizers;
    }

    /**
     * The checks.
     *
     * @param optimizers makes the optimizer anew from the same options
     */
    public static List<Check> of(Supplier<? extends Optimizer> optimizers) {
        OptimizerChecks checks = new OptimizerChecks(optimizers);
        return List.of(
                new Check("the same training gives the same bits", "", checks::trainingsAreRepeatable),
                new Check("one recipe serves many trainings", "", checks::runsShareNothing),
                new Check("the order of the parameters makes no difference", "", checks::orderMakesNoDifference),
                new Check("asking for averages changes nothing", "", checks::askingChangesNothing),
                new Check("gradients are only read", "", checks::gradientsAreOnlyRead),
                new Check("saved and continued is the same as uninterrupted", "", checks::stateIsComplete),
                new Check("saved state is copied, not kept", "", checks::savedStateIsCopied),
                new Check("a schedule's scale of 0 stops everything", "", checks::scaleIsRespected),
                new Check(DECAY, "", checks::decayIsRespected),
                new Check("gradients of 0 keep parameters finite", "", checks::zeroGradientsAreHarmless),
                new Check("large and small gradients keep parameters finite", "", checks::extremesStayNumbers),
                new Check("it goes downhill", "", checks::goesDownhill),
                new Check("the learning rate is told", "", checks::learningRateIsTold));
    }

    /** The check of weight decay alone, which is often off by default. */
    static Check ofDecay(String variant, Supplier<? extends Optimizer> optimizers) {
        return new Check(DECAY, variant, new OptimizerChecks(optimizers)::decayIsRespected);
    }

    /** A training in progress: parameters, and the run that updates them. */
    private record Training(Optimizer.Run run, OptimizerTrial trial) {
        void steps(int from, int to) {
            for (int step = from; step <= to; step++) {
                trial.step(run, step, 1);
            }
        }

        /** The values to validate with. */
        OptimizerTrial evaluated() {
            return trial.evaluated(run);
        }
    }

    private static Training begin(Optimizer optimizer) {
        return new Training(optimizer.start(), new OptimizerTrial());
    }

    private OptimizerTrial trained(Optimizer optimizer) {
        Training training = begin(optimizer);
        training.steps(1, STEPS);
        return training.trial();
    }

    private void trainingsAreRepeatable() {
        requireSame(
                "made again with the same options",
                trained(optimizers.get()),
                trained(optimizers.get()),
                "An update must follow from its arguments and the state alone: no Random, no clock, no static field, no order"
                        + " of a HashMap.");
    }

    private void runsShareNothing() {
        Optimizer optimizer = optimizers.get();
        OptimizerTrial first = trained(optimizer);
        requireSame(
                "in a second training by the same object",
                trained(optimizer),
                first,
                "State of a training is kept in the optimizer itself: keep it in what start() makes, one for each training.");
        Training a = begin(optimizer);
        Training b = begin(optimizer);
        for (int step = 1; step <= STEPS; step++) {
            a.trial().step(a.run(), step, 1);
            b.trial().step(b.run(), step, 1);
        }
        requireSame(
                "in two trainings that take turns",
                b.trial(),
                first,
                "Two trainings share state: what start() makes must own all of it, nothing static and nothing in the optimizer.");
    }

    private void orderMakesNoDifference() {
        Optimizer optimizer = optimizers.get();
        Training backwards = begin(optimizer);
        for (int step = 1; step <= STEPS; step++) {
            backwards.trial().stepBackwards(backwards.run(), step);
        }
        requireSame(
                "with the parameters updated in another order",
                backwards.trial(),
                trained(optimizer),
                "An update depends on which parameter came before it: state must be kept by the parameter's name, and the step"
                        + " taken from the argument, not counted by calls.");
    }

    private void askingChangesNothing() {
        Training asked = begin(optimizers.get());
        for (int step = 1; step <= STEPS; step++) {
            asked.steps(step, step);
            asked.trial().parameters().forEach(asked.run()::evaluated);
            asked.run().state();
        }
        requireSame(
                "with evaluated() asked after each step",
                asked.trial(),
                trained(optimizers.get()),
                "evaluated() is asked at every validation, however often there is one: it must leave the parameter and the state as"
                        + " they are, and give an average in a tensor of the state's.");
    }

    private void gradientsAreOnlyRead() {
        Training training = begin(optimizers.get());
        training.steps(1, STEPS);
        training.trial().changedGradient().ifPresent(change -> {
            throw new ContractViolation(
                    change + " Gradients may be shared and are used again (for their norm, for logs):"
                            + " compute with a number or an array of your own.");
        });
    }

    private void stateIsComplete() {
        // Of unknown length, and of a known one, in whose last part averages may begin.
        for (long planned : new long[] {Long.MAX_VALUE, STEPS}) {
            for (int cut : new int[] {CUT, 1, STEPS - 1}) {
                stateIsComplete(planned, cut);
            }
        }
    }

    private void stateIsComplete(long planned, int cut) {
        Training whole = new Training(optimizers.get().start(), new OptimizerTrial(planned));
        whole.steps(1, STEPS);
        Training before = new Training(optimizers.get().start(), new OptimizerTrial(planned));
        before.steps(1, cut);
        Tensors saved = before.run().state().copy();
        saved.names().forEach(key -> {
            if (before.trial().parameters().names().stream().noneMatch(name -> key.startsWith(name + "."))) {
                throw new ContractViolation("the state is called '" + key
                        + "', but must be called <parameter>.<slot>, with" + " one of the parameters "
                        + before.trial().parameters().names());
            }
        });
        Training after =
                new Training(optimizers.get().start(saved), before.trial().copy());
        String situation = "saved after step " + cut + " and continued from " + saved.names() + ",";
        String cause = "Something that the update needs is not among state(), or start(saved) does not take it up.";
        requireSame(situation + " what is validated at once:", after.evaluated(), before.evaluated(), cause);
        after.steps(cut + 1, STEPS);
        requireSame(situation, after.trial(), whole.trial(), cause);
        requireSame(situation + " what is validated:", after.evaluated(), whole.evaluated(), cause);
    }

    private void savedStateIsCopied() {
        Training before = begin(optimizers.get());
        before.steps(1, CUT);
        Tensors saved = before.run().state().copy();
        Tensors original = saved.copy();
        new Training(optimizers.get().start(saved), before.trial().copy()).steps(CUT + 1, STEPS);
        original.forEach((name, tensor) -> {
            if (!Arrays.equals(saved.get(name).array(), tensor.array())) {
                throw new ContractViolation(
                        "the saved state '" + name + "' was changed by the training that continued from"
                                + " it. start(saved) must copy the tensors.");
            }
        });
    }

    private void scaleIsRespected() {
        OptimizerTrial trial = new OptimizerTrial();
        Optimizer.Run run = optimizers.get().start();
        for (int step = 1; step <= STEPS; step++) {
            trial.step(run, step, 0);
        }
        requireSame(
                "with a schedule's scale of 0",
                trial,
                new OptimizerTrial(),
                "The learning rate must be multiplied by the scale in every part of the update, weight decay included.");
    }

    /** A parameter that moves without a gradient, and farther the larger it is, decays. */
    private void decayIsRespected() {
        double decayed = movedWithoutGradient(1, 1);
        boolean decays = decayed != movedWithoutGradient(2, 1);
        if (decays && movedWithoutGradient(1, 0) == decayed) {
            throw new ContractViolation("without a gradient a parameter shrinks as much with step.decay() 0 as with 1."
                    + " Multiply the weight decay by step.decay(): groups set it to 0 for biases and gains.");
        }
    }

    /** The distance that parameters scaled by {@code size} move without a gradient. */
    private double movedWithoutGradient(float size, double decay) {
        OptimizerTrial trial = new OptimizerTrial();
        trial.parameters().values().forEach(tensor -> scale(tensor, size));
        OptimizerTrial before = trial.copy();
        Optimizer.Run run = optimizers.get().start();
        for (int step = 1; step <= CUT; step++) {
            trial.stepWithoutGradient(run, step, decay);
        }
        double moved = 0;
        for (String name : trial.parameters().names()) {
            float[] from = before.parameters().get(name).array();
            float[] to = trial.parameters().get(name).array();
            for (int i = 0; i < to.length; i++) {
                moved += Math.abs(to[i] - from[i]);
            }
        }
        return moved;
    }

    private static void scale(Tensor tensor, float factor) {
        for (int i = 0; i < tensor.array().length; i++) {
            tensor.array()[i] *= factor;
        }
    }

    private void zeroGradientsAreHarmless() {
        requireFinite(0, "A gradient of 0 divides by 0: add epsilon where a mean square may be 0.");
    }

    private void extremesStayNumbers() {
        requireFinite(1e-30, "Something is divided by a square that is 0 in float32: add epsilon outside the root.");
        requireFinite(1e15, "Something overflows float32.");
    }

    private void requireFinite(double size, String cause) {
        OptimizerTrial trial = new OptimizerTrial();
        Optimizer.Run run = optimizers.get().start();
        for (int step = 1; step <= STEPS; step++) {
            trial.stepWith(run, step, size);
        }
        trial.parameters().forEach((name, tensor) -> {
            for (float value : tensor.array()) {
                if (!Float.isFinite(value)) {
                    throw new ContractViolation("with gradients of " + (size == 0 ? "0" : "about " + size)
                            + " the parameter " + name + " becomes " + value + " within " + STEPS + " steps. " + cause);
                }
            }
        });
    }

    private void goesDownhill() {
        OptimizerTrial trial = new OptimizerTrial();
        double before = trial.loss();
        Optimizer.Run run = optimizers.get().start();
        for (int step = 1; step <= 200; step++) {
            trial.step(run, step, 1);
        }
        double after = trial.loss();
        if (!(after < before)) {
            throw new ContractViolation("on a bowl whose bottom is at 1, 200 steps must bring the loss down from "
                    + Words.number(before) + ", but it is " + Words.number(after)
                    + ". The update has the wrong sign, or its default learning rate is far too large.");
        }
    }

    private void learningRateIsTold() {
        double rate = optimizers.get().learningRate();
        if (!(rate > 0) || Double.isInfinite(rate)) {
            throw new ContractViolation(
                    "learningRate() must be above 0, but is " + rate + "; reports and schedules show it.");
        }
    }

    private static void requireSame(String situation, OptimizerTrial actual, OptimizerTrial expected, String cause) {
        List<String> names = new ArrayList<>(expected.parameters().names());
        for (String name : names) {
            float[] was = actual.parameters().get(name).array();
            float[] wanted = expected.parameters().get(name).array();
            for (int i = 0; i < wanted.length; i++) {
                if (Float.compare(was[i], wanted[i]) != 0) {
                    throw new ContractViolation(situation + " element " + i + " of the parameter " + name + " is "
                            + Words.number(was[i]) + ", but must be " + Words.number(wanted[i]) + ". " + cause);
                }
            }
        }
    }
}
