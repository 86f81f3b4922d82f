package dev.sluice.core.model;

import dev.sluice.core.graph.Dims;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Exprs;
import dev.sluice.core.graph.Graph;
import dev.sluice.core.tensor.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apiguardian.api.API;

/**
 * A model as expressions, without values for its parameters.
 *
 * @param mode purpose that it was built for
 * @param inputs all but lengths
 * @param heads by name; {@link #OUTPUTS} if there is only one
 * @param extras further outputs without targets, by name: {@code [B, C]} or {@code [T, B, C]}
 * @param states final states by full name ({@code encoder.l0.h}), {@code [B, H]}, layer by layer, forward before reverse
 * @param parameters in order of declaration
 * @param followed the next value of each running statistic among the parameters in training; empty otherwise
 * @param cells signatures of the cell in each layer and direction
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public record Network(
        Mode mode,
        List<ModelInput> inputs,
        Map<String, Head> heads,
        Map<String, Expr> extras,
        Map<String, Expr> states,
        List<ParameterSpec> parameters,
        Map<String, Expr> followed,
        List<CellSignature> cells) {
    /** The input with the number of valid steps of each row, {@code [B]}. */
    public static final String LENGTHS = "lengths";

    /** Name of the only head, whose outputs are {@code [B, C]} or {@code [T, B, C]}. */
    public static final String OUTPUTS = "outputs";

    /** Name prefix of a final state among a graph's outputs: {@code next_state.encoder.l0.h}. */
    public static final String NEXT_STATE_PREFIX = "next_state.";

    /** The purpose of a network. */
    public enum Mode {
        /** Random masks are active; states begin as zeros. */
        TRAINING,
        /** Random masks are active; states are inputs and outputs, for training on pieces of sequences. */
        TRAINING_WITH_STATES,
        /** No random masks; states begin as zeros. */
        INFERENCE,
        /** No random masks; states are inputs {@code state.<name>} and outputs {@code next_state.<name>}. */
        WITH_STATES;

        /** Returns whether random masks are active and gradients are needed. */
        public boolean training() {
            return this == TRAINING || this == TRAINING_WITH_STATES;
        }

        /** Returns whether states are inputs and outputs. */
        public boolean carriesStates() {
            return this == TRAINING_WITH_STATES || this == WITH_STATES;
        }
    }

    /**
     * An output.
     *
     * @param outputs scores before softmax or sigmoid, or numbers: {@code [B, C]}, or {@code [T, B, C]} at every step, zeros past
     *     each row's length; of a head that predicts distributions their parameters, {@code W·C} columns, see {@link OutputForm}
     * @param lengths the name of the input with the numbers of valid steps
     * @param members the head in each network of an ensemble, which are trained by losses of their own; empty where there is one network
     * @param unit in which a loss measures outputs and targets, of their shape; empty for their own
     * @param parameters that its {@linkplain OutputForm#parameters form} declared, by the form's names
     * @param sampled the last layer, of which training computes some rows alone; empty where it computes all
     */
    public record Head(
            Expr outputs,
            String lengths,
            List<Head> members,
            Optional<Expr> unit,
            Map<String, Expr> parameters,
            Optional<SampledScores> sampled) {
        /** The name of the parameter that its loss is weighed by, where a network is {@link Network#balanced}. */
        public static final String LOG_VARIANCE = "log_variance";

        /** Copies the collections. */
        public Head {
            members = List.copyOf(members);
            parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
        }

        /** A head whose outputs are all computed. */
        public Head(
                Expr outputs, String lengths, List<Head> members, Optional<Expr> unit, Map<String, Expr> parameters) {
            this(outputs, lengths, members, unit, parameters, Optional.empty());
        }

        /** A head of one network whose form has no parameters. */
        public Head(Expr outputs, String lengths) {
            this(outputs, lengths, Map.of());
        }

        /** A head of one network. */
        public Head(Expr outputs, String lengths, Map<String, Expr> parameters) {
            this(outputs, lengths, List.of(), Optional.empty(), parameters);
        }

        /** The valid steps, 1 or 0, {@code [T, B, 1]}. */
        public Expr validSteps() {
            return Exprs.validSteps(SequenceModel.lengths(lengths));
        }

        /** This with other outputs in place of those of its network, of the same shape. */
        public Head saying(Expr others) {
            return new Head(others, lengths, List.of(), unit, parameters);
        }

        /** This trained by some rows of its last layer. */
        Head trainedBy(Optional<SampledScores> rows) {
            return new Head(outputs, lengths, members, unit, parameters, rows);
        }

        /** The heads that are trained: those of the networks of an ensemble, or this. */
        public List<Head> trained() {
            return members.isEmpty() ? List.of(this) : members;
        }

        /** Returns whether it has an output at every step. */
        public boolean everyStep() {
            return outputs.shape().rank() == 3;
        }
    }

    /** Copies the collections, keeping their order. */
    public Network {
        inputs = List.copyOf(inputs);
        heads = Collections.unmodifiableMap(new LinkedHashMap<>(heads));
        extras = Collections.unmodifiableMap(new LinkedHashMap<>(extras));
        states = Collections.unmodifiableMap(new LinkedHashMap<>(states));
        parameters = List.copyOf(parameters);
        followed = Collections.unmodifiableMap(new LinkedHashMap<>(followed));
        cells = List.copyOf(cells);
    }

    /** The outputs of the only or first head. */
    public Expr outputs() {
        return heads.values().iterator().next().outputs();
    }

    /** The outputs of heads and extras, and the final states of a network that carries them. */
    public Graph graph() {
        Map<String, Expr> results = new LinkedHashMap<>();
        heads.forEach((name, head) -> results.put(name, head.outputs()));
        results.putAll(extras);
        results.putAll(nextStates());
        return new Graph(results);
    }

    /** The final states by the names of a graph's outputs; empty unless the network carries states. */
    public Map<String, Expr> nextStates() {
        Map<String, Expr> results = new LinkedHashMap<>();
        if (mode.carriesStates()) {
            states.forEach((name, state) -> results.put(NEXT_STATE_PREFIX + name, state));
        }
        return results;
    }

    /** The number of outputs of the only or first head, {@code C}. */
    public int outputSize() {
        return outputs().shape().fixed(-1);
    }

    /** The names of all parameters, in order. */
    public List<String> parameterNames() {
        return parameters.stream().map(ParameterSpec::name).toList();
    }

    /**
     * The same network with some parameters frozen, so that training does not change them.
     *
     * @param frozen names of parameters, or prefixes up to a dot
     * @throws ModelConfigException if one of them names no parameter
     */
    public Network frozen(List<String> frozen) {
        for (String wanted : frozen) {
            if (parameters.stream().noneMatch(spec -> begins(spec, wanted))) {
                throw new ModelConfigException(
                        "import.freeze: '" + wanted + "' must be a name or a prefix of parameters,"
                                + " but the parameters are " + parameterNames());
            }
        }
        List<ParameterSpec> changed = parameters.stream()
                .map(spec -> frozen.stream().anyMatch(wanted -> begins(spec, wanted)) ? spec.fixed() : spec)
                .toList();
        if (!changed.isEmpty() && changed.stream().noneMatch(ParameterSpec::trained)) {
            throw new ModelConfigException("import.freeze: everything is frozen, so there is nothing to train");
        }
        return new Network(mode, inputs, heads, extras, states, changed, followed, cells);
    }

    /**
     * The same network with a number for each head that training learns and weighs its loss by: the logarithm of the variance of what
     * the head predicts (Kendall et al., 2018). The head has it among its parameters as {@link Head#LOG_VARIANCE}.
     */
    public Network balanced() {
        Map<String, Head> weighed = new LinkedHashMap<>();
        List<ParameterSpec> more = new ArrayList<>(parameters);
        heads.forEach((name, head) -> {
            String parameter = "balance." + name;
            more.add(new ParameterSpec(parameter, Shape.of(1), new Initializers.Zeros(), ParameterSpec.Role.OTHER));
            Map<String, Expr> own = new LinkedHashMap<>(head.parameters());
            own.put(Head.LOG_VARIANCE, Exprs.parameter(parameter, Dims.of(1)));
            weighed.put(
                    name, new Head(head.outputs(), head.lengths(), head.members(), head.unit(), own, head.sampled()));
        });
        return new Network(mode, inputs, weighed, extras, states, more, followed, cells);
    }

    private static boolean begins(ParameterSpec spec, String wanted) {
        return spec.name().equals(wanted) || spec.name().startsWith(wanted + ".");
    }

    /** The names of the parameters that training changes by their gradients, in order. */
    public List<String> trainedNames() {
        return parameters.stream()
                .filter(ParameterSpec::trained)
                .map(ParameterSpec::name)
                .toList();
    }

    /** The number of elements that training changes by their gradients. */
    public long parameterCount() {
        return parameters.stream()
                .filter(ParameterSpec::trained)
                .mapToLong(spec -> spec.shape().elements())
                .sum();
    }
}
