package dev.sluice.core.model;

import dev.sluice.core.tensor.Shape;
import dev.sluice.core.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Parameters under PyTorch's names, with the gates of a cell joined along the first axis in their order of declaration:
 *
 * <pre>
 *   encoder.l0.W_r, W_z, W_n   [H, I] each   ↔   encoder.weight_ih_l0   [3H, I]
 *   encoder.l0.U_r, U_z, U_n   [H, H] each   ↔   encoder.weight_hh_l0   [3H, H]
 *   encoder.l0.b_r, b_z, b_n   [H] each      ↔   encoder.bias_ih_l0     [3H]
 *   encoder.l0.bh_n            [H]           ↔   encoder.bias_hh_l0     [3H]
 * </pre>
 *
 * <p>A gate without a recurrent bias of its own is written with zeros in {@code bias_hh}; when read, its two biases are
 * added, which is the same function. So {@code fromPyTorch(toPyTorch(p))} is {@code p}, bit for bit. All other parameters,
 * and those of cells that are not {@link CellSignature#joinable}, keep their names.
 */
public final class StateDict {
    private StateDict() {}

    /** A network's parameters under PyTorch's names. */
    public static Map<String, Tensor> toPyTorch(Network network, Map<String, Tensor> parameters) {
        Parameters.check(network.parameters(), parameters);
        return toPyTorch(network.cells(), parameters);
    }

    /** A network's parameters in its order from PyTorch's names. */
    public static Map<String, Tensor> fromPyTorch(Network network, Map<String, Tensor> state) {
        Map<String, Tensor> values = fromPyTorch(network.cells(), state);
        Parameters.check(network.parameters(), values);
        Map<String, Tensor> ordered = new LinkedHashMap<>();
        network.parameterNames().forEach(name -> ordered.put(name, required(values, name)));
        return ordered;
    }

    /** Joins the gates of the given cells; tensors of joined parameters are new, others are shared. */
    public static Map<String, Tensor> toPyTorch(List<CellSignature> cells, Map<String, Tensor> parameters) {
        Map<String, Tensor> state = new LinkedHashMap<>();
        Set<String> joined = new LinkedHashSet<>();
        for (CellSignature cell : joinable(cells)) {
            for (Joint joint : Joint.values()) {
                Tensor whole = Tensor.zeros(joint.shape(cell));
                for (int i = 0; i < cell.gates().size(); i++) {
                    CellSignature.Gate gate = cell.gates().get(i);
                    if (joint != Joint.BIAS_HH || gate.recurrentBias()) {
                        String name = joint.gateName(cell, gate);
                        Tensor part = required(parameters, name);
                        requireShape(name, part, joint.gateShape(cell));
                        System.arraycopy(part.array(), 0, whole.array(), i * part.array().length, part.array().length);
                        joined.add(name);
                    }
                }
                state.put(joint.joinedName(cell), whole);
            }
        }
        Map<String, Tensor> result = new LinkedHashMap<>();
        parameters.forEach((name, value) -> {
            if (!joined.contains(name)) {
                result.put(name, value);
            }
        });
        result.putAll(state);
        return result;
    }

    /** Takes the gates of the given cells apart; tensors of joined parameters are new, others are shared. */
    public static Map<String, Tensor> fromPyTorch(List<CellSignature> cells, Map<String, Tensor> state) {
        Map<String, Tensor> parameters = new LinkedHashMap<>(state);
        for (CellSignature cell : joinable(cells)) {
            Map<Joint, Tensor> wholes = new LinkedHashMap<>();
            for (Joint joint : Joint.values()) {
                String name = joint.joinedName(cell);
                Tensor whole = required(state, name);
                requireShape(name, whole, joint.shape(cell));
                wholes.put(joint, whole);
                parameters.remove(name);
            }
            for (int i = 0; i < cell.gates().size(); i++) {
                takeGate(cell, i, wholes, parameters);
            }
        }
        return parameters;
    }

    private static void takeGate(
            CellSignature cell, int index, Map<Joint, Tensor> wholes, Map<String, Tensor> parameters) {
        CellSignature.Gate gate = cell.gates().get(index);
        Map<Joint, Tensor> parts = new LinkedHashMap<>();
        wholes.forEach((joint, whole) -> parts.put(joint, part(whole, index, joint.gateShape(cell))));
        Tensor recurrentBias = parts.get(Joint.BIAS_HH);
        if (!gate.recurrentBias() && recurrentBias != null) {
            parts.remove(Joint.BIAS_HH);
            parts.computeIfPresent(Joint.BIAS_IH, (joint, bias) -> sum(bias, recurrentBias));
        }
        parts.forEach((joint, part) -> parameters.put(joint.gateName(cell, gate), part));
    }

    private static Tensor part(Tensor whole, int index, Shape shape) {
        Tensor part = Tensor.zeros(shape);
        System.arraycopy(whole.array(), index * part.array().length, part.array(), 0, part.array().length);
        return part;
    }

    private static Tensor sum(Tensor a, Tensor b) {
        Tensor sum = a.copy();
        for (int i = 0; i < sum.array().length; i++) {
            sum.array()[i] += b.array()[i];
        }
        return sum;
    }

    private static List<CellSignature> joinable(List<CellSignature> cells) {
        return cells.stream().filter(CellSignature::joinable).toList();
    }

    private static Tensor required(Map<String, Tensor> tensors, String name) {
        Tensor tensor = tensors.get(name);
        if (tensor == null) {
            throw new IllegalArgumentException("there must be a tensor '" + name + "', but there are only "
                    + tensors.keySet() + "; was the file made for another model?");
        }
        return tensor;
    }

    private static void requireShape(String name, Tensor tensor, Shape shape) {
        if (!tensor.shape().equals(shape)) {
            throw new IllegalArgumentException("the tensor '" + name + "' must be " + shape + ", but is "
                    + tensor.shape() + "; was the file made for another model?");
        }
    }

    /** A joined tensor: what PyTorch and what a gate calls it, and its shape. */
    private enum Joint {
        WEIGHT_IH("weight_ih", "W"),
        WEIGHT_HH("weight_hh", "U"),
        BIAS_IH("bias_ih", "b"),
        BIAS_HH("bias_hh", "bh");

        private final String joined;
        private final String single;

        Joint(String joined, String single) {
            this.joined = joined;
            this.single = single;
        }

        /** {@code encoder.l0_reverse} becomes {@code encoder.weight_ih_l0_reverse}. */
        String joinedName(CellSignature cell) {
            int dot = cell.name().lastIndexOf('.');
            return cell.name().substring(0, dot + 1) + joined + "_"
                    + cell.name().substring(dot + 1);
        }

        String gateName(CellSignature cell, CellSignature.Gate gate) {
            return cell.name() + "." + single + "_" + gate.name();
        }

        Shape gateShape(CellSignature cell) {
            return shape(cell, 1);
        }

        Shape shape(CellSignature cell) {
            return shape(cell, cell.gates().size());
        }

        private Shape shape(CellSignature cell, int gates) {
            int rows = gates * cell.hiddenSize();
            return switch (this) {
                case WEIGHT_IH -> Shape.of(rows, cell.inputSize());
                case WEIGHT_HH -> Shape.of(rows, cell.hiddenSize());
                case BIAS_IH, BIAS_HH -> Shape.of(rows);
            };
        }
    }
}
