package dev.sluice.core.model;

import dev.sluice.core.tensor.Shape;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.core.tensor.Tensors;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
    public static Tensors toPyTorch(Network network, Tensors parameters) {
        Parameters.check(network.parameters(), parameters);
        return toPyTorch(network.cells(), parameters);
    }

    /** A network's parameters in its order from PyTorch's names. */
    public static Tensors fromPyTorch(Network network, Tensors state) {
        Tensors values = fromPyTorch(network.cells(), state);
        Parameters.check(network.parameters(), values);
        return Tensors.of(network.parameterNames(), values::get);
    }

    /** Joins the gates of the given cells; tensors of joined parameters are new, others are shared. */
    public static Tensors toPyTorch(List<CellSignature> cells, Tensors parameters) {
        Tensors.Builder wholes = Tensors.builder();
        Set<String> joined = new LinkedHashSet<>();
        for (CellSignature cell : joinable(cells)) {
            for (Joint joint : Joint.values()) {
                Tensor whole = Tensor.zeros(joint.shape(cell));
                for (int i = 0; i < cell.gates().size(); i++) {
                    CellSignature.Gate gate = cell.gates().get(i);
                    if (joint != Joint.BIAS_HH || gate.recurrentBias()) {
                        String name = joint.gateName(cell, gate);
                        Tensor part = checked(parameters, name, joint.gateShape(cell));
                        System.arraycopy(part.array(), 0, whole.array(), i * part.array().length, part.array().length);
                        joined.add(name);
                    }
                }
                wholes.put(joint.joinedName(cell), whole);
            }
        }
        return parameters.only(name -> !joined.contains(name)).with(wholes.build());
    }

    /** Splits the gates of the given cells; tensors of joined parameters are new, others are shared. */
    public static Tensors fromPyTorch(List<CellSignature> cells, Tensors state) {
        Set<String> joined = new LinkedHashSet<>();
        Tensors.Builder gates = Tensors.builder();
        for (CellSignature cell : joinable(cells)) {
            Map<Joint, Tensor> wholes = new LinkedHashMap<>();
            for (Joint joint : Joint.values()) {
                String name = joint.joinedName(cell);
                wholes.put(joint, checked(state, name, joint.shape(cell)));
                joined.add(name);
            }
            for (int i = 0; i < cell.gates().size(); i++) {
                takeGate(cell, i, wholes, gates);
            }
        }
        return state.only(name -> !joined.contains(name)).with(gates.build());
    }

    private static void takeGate(CellSignature cell, int index, Map<Joint, Tensor> wholes, Tensors.Builder gates) {
        CellSignature.Gate gate = cell.gates().get(index);
        Map<Joint, Tensor> parts = new LinkedHashMap<>();
        wholes.forEach((joint, whole) -> parts.put(joint, part(whole, index, joint.gateShape(cell))));
        Tensor recurrentBias = parts.get(Joint.BIAS_HH);
        if (!gate.recurrentBias() && recurrentBias != null) {
            parts.remove(Joint.BIAS_HH);
            parts.computeIfPresent(Joint.BIAS_IH, (joint, bias) -> sum(bias, recurrentBias));
        }
        parts.forEach((joint, part) -> gates.put(joint.gateName(cell, gate), part));
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

    private static Tensor checked(Tensors tensors, String name, Shape shape) {
        Optional<Tensor> tensor = tensors.find(name);
        if (tensor.isEmpty() || !tensor.get().shape().equals(shape)) {
            throw new IllegalArgumentException("there must be a tensor '" + name + "' " + shape + ", but "
                    + tensor.map(found -> "it is " + found.shape()).orElse("there are only " + tensors.names())
                    + "; was the file made for another model?");
        }
        return tensor.get();
    }

    /** A joined tensor: its name in PyTorch, the name of its part in a gate, and its shape. */
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
