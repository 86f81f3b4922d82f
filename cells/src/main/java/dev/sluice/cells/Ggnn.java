package dev.sluice.cells;

import dev.sluice.core.graph.Dim;
import dev.sluice.core.graph.Dims;
import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Exprs;
import dev.sluice.core.model.Cell;
import dev.sluice.core.model.CellBuilder;
import dev.sluice.core.model.Initializers;
import dev.sluice.core.model.ModelConfigException;
import dev.sluice.core.model.ParameterSpec.Role;
import dev.sluice.core.option.Citation;
import dev.sluice.core.option.Default;
import dev.sluice.core.option.Description;
import dev.sluice.core.option.Range;
import java.util.ArrayList;
import java.util.List;

/**
 * Gated graph neural network (Li et al., 2016, "Gated graph sequence neural networks", equations 1 to 6): each node of a graph
 * is a GRU whose input is what its neighbors send.
 *
 * <pre>
 *   h_v  ← h_v + [x_v, 0]                                  a step's annotations join the state: h⁽¹⁾ of the paper
 *   then rounds times, for all nodes v at once:
 *     a_v = [Σ_k Σ_u A_k[u,v] P_k h_u,  Σ_k Σ_u A_k[v,u] Q_k h_u] + b
 *     z_v = σ(W_z a_v + U_z h_v)
 *     r_v = σ(W_r a_v + U_r h_v)
 *     n_v = tanh(W_n a_v + U_n (r_v ⊙ h_v))
 *     h_v ← (1-z_v) ⊙ h_v + z_v ⊙ n_v
 *
 *   x [B, N·F]   x_v [B, F], F ≤ H   h [B, N·H]   h_v, z_v, r_v, n_v [B, H]   a_v, b 2H
 *   A_k[u,v]: 1 (or a weight) for an edge of kind k from u to v   P_k, Q_k [H, H]   W [H, 2H]   U [H, H]
 *   inputs: adjacency A [B, K·N·N], kind by kind, row u, column v; the same in all steps of a sequence
 * </pre>
 *
 * <p>A sequence of one step is the paper's network after {@code rounds} rounds; in longer ones each step brings new
 * annotations (readings of sensors, say) to the states that the step before has left. {@code hidden} is the size of one
 * node's state, so the layer above sees {@code N·H} features. Time grows with {@code N²}: for graphs of up to some dozens of
 * nodes.
 *
 * @param nodes of the graph, {@code N}
 * @param edgeKinds kinds of edges, {@code K}
 * @param rounds of messages in each step
 */
@Description("Gated graph neural network; reads the adjacency matrix (Li et al., 2016).")
@Citation("Li, Tarlow, Brockschmidt, Zemel (2016), Gated graph sequence neural networks. ICLR")
public record Ggnn(
        @Description(
                "Number of nodes of the graph; a step consists of the features of the first node, then of the second,"
                        + " and so on.")
        @Range(min = 1)
        int nodes,

        @Description("Number of edge types, each with its own weights.") @Default("1") @Range(min = 1)
        int edgeKinds,

        @Description("Message-passing rounds in each step.") @Default("1") @Range(min = 1)
        int rounds)
        implements Cell {
    /** Checks the numbers. */
    public Ggnn {
        if (nodes < 1 || edgeKinds < 1 || rounds < 1) {
            throw new IllegalArgumentException("nodes, edge_kinds and rounds must be at least 1, but were " + nodes
                    + ", " + edgeKinds + " and " + rounds);
        }
    }

    /** One kind of edges, one round. */
    public static Ggnn of(int nodes) {
        return new Ggnn(nodes, 1, 1);
    }

    @Override
    public void define(CellBuilder cell) {
        // First, so that it is known what the cell asks for whatever its input is.
        Edges edges = new Edges(cell.staticInput("adjacency", edgeKinds * nodes * nodes), nodes);
        int size = cell.hiddenSize();
        int features = cell.inputSize() / nodes;
        if (cell.inputSize() % nodes != 0 || features > size) {
            throw new ModelConfigException(
                    "encoder.cell: a step must bring the same number of features, at most hidden ("
                            + size + "), for each of the " + nodes + " nodes, but brings " + cell.inputSize()
                            + " in all; set nodes to the number of nodes and hidden to at least the features of one");
        }
        Expr state = cell.state("h", nodes * size);
        Weights weights = new Weights(cell, edgeKinds);
        List<Expr> h = new ArrayList<>();
        for (int v = 0; v < nodes; v++) {
            Expr annotation = cell.input().slice(-1, v * features, (v + 1) * features);
            Expr wide = features == size
                    ? annotation
                    : Exprs.concat(-1, List.of(annotation, Exprs.zeros(Dims.of(Dim.BATCH, size - features))));
            h.add(state.slice(-1, v * size, (v + 1) * size).add(wide));
        }
        for (int round = 0; round < rounds; round++) {
            h = weights.round(h, edges);
        }
        cell.next("h", Exprs.concat(-1, h));
    }

    /** The edges of one batch's graphs. */
    private record Edges(Expr adjacency, int nodes) {
        /** The strength of an edge, {@code [B, 1]}. */
        Expr edge(int kind, int from, int to) {
            int at = (kind * nodes + from) * nodes + to;
            return adjacency.slice(-1, at, at + 1);
        }
    }

    /** The parameters, shared by all nodes and rounds. */
    private static final class Weights {
        private final List<Expr> along = new ArrayList<>();
        private final List<Expr> against = new ArrayList<>();
        private final Expr bias;
        private final Gate z;
        private final Gate r;
        private final Gate n;

        /** {@code W [H, 2H]} and {@code U [H, H]}. */
        private record Gate(Expr w, Expr u) {
            Expr of(Expr a, Expr h) {
                return a.matmulTransposed(w).add(h.matmulTransposed(u));
            }
        }

        Weights(CellBuilder cell, int kinds) {
            int size = cell.hiddenSize();
            for (int kind = 1; kind <= kinds; kind++) {
                along.add(matrix(cell, "P_" + kind, size));
                against.add(matrix(cell, "Q_" + kind, size));
            }
            bias = cell.parameter("b", Dims.of(2 * size), Role.BIAS, new Initializers.Zeros());
            z = gate(cell, "z", size);
            r = gate(cell, "r", size);
            n = gate(cell, "n", size);
        }

        private static Gate gate(CellBuilder cell, String name, int size) {
            return new Gate(matrix(cell, "W_" + name, 2 * size), matrix(cell, "U_" + name, size));
        }

        private static Expr matrix(CellBuilder cell, String name, int columns) {
            return cell.parameter(
                    name, Dims.of(cell.hiddenSize(), columns), Role.RECURRENT_WEIGHT, new Initializers.GlorotUniform());
        }

        List<Expr> round(List<Expr> h, Edges edges) {
            List<Expr> next = new ArrayList<>();
            for (int v = 0; v < h.size(); v++) {
                Expr a = Exprs.concat(-1, List.of(received(h, edges, v, true), received(h, edges, v, false)))
                        .add(bias);
                Expr old = h.get(v);
                Expr take = Exprs.sigmoid(z.of(a, old));
                Expr reset = Exprs.sigmoid(r.of(a, old));
                Expr candidate = Exprs.tanh(n.of(a, reset.mul(old)));
                next.add(take.oneMinus().mul(old).add(take.mul(candidate)));
            }
            return next;
        }

        /** The sum that a node receives along its incoming edges, or against its outgoing ones. */
        private Expr received(List<Expr> h, Edges edges, int v, boolean incoming) {
            List<Expr> matrices = incoming ? along : against;
            Expr sum = heard(h, edges, 0, v, incoming).matmulTransposed(matrices.getFirst());
            for (int kind = 1; kind < matrices.size(); kind++) {
                sum = sum.add(heard(h, edges, kind, v, incoming).matmulTransposed(matrices.get(kind)));
            }
            return sum;
        }

        /** The neighbors' states, before the matrix: one product for a node, not one for each neighbor. */
        private static Expr heard(List<Expr> h, Edges edges, int kind, int v, boolean incoming) {
            Expr sum = h.getFirst().mul(incoming ? edges.edge(kind, 0, v) : edges.edge(kind, v, 0));
            for (int u = 1; u < h.size(); u++) {
                sum = sum.add(h.get(u).mul(incoming ? edges.edge(kind, u, v) : edges.edge(kind, v, u)));
            }
            return sum;
        }
    }
}
