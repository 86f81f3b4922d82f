package dev.sluice.core.train;

import dev.sluice.core.tensor.Tensor;
import dev.sluice.core.tensor.Tensors;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The sum of losses and gradients over the shards of a batch, in a tree that their number alone decides: neighbours first,
 * then neighbours of these sums. A computation of 2^k shards that begin at a multiple of 2^k is one node of the tree, so it
 * may be done anywhere.
 *
 * <pre>
 *   0   1   2   3   4
 *    \ /     \ /    |
 *     +       +     |
 *       \   /       |
 *         +         |
 *           \______/
 *              +
 * </pre>
 */
final class GradientTree {
    /** Sums that wait for their neighbour, the largest first. */
    private final Deque<Node> waiting = new ArrayDeque<>();

    private record Node(Tensors sum, int shards) {}

    /**
     * Adds the next shard.
     *
     * @param results by name, whose arrays the next computation may use again. Not modified.
     */
    void add(Tensors results) {
        Node node = new Node(results.copy(), 1);
        while (!waiting.isEmpty() && waiting.peek().shards() == node.shards()) {
            node = together(waiting.pop(), node);
        }
        waiting.push(node);
    }

    private static Node together(Node left, Node right) {
        left.sum().forEach((name, sum) -> add(right.sum().get(name), sum));
        return new Node(left.sum(), left.shards() + right.shards());
    }

    private static void add(Tensor more, Tensor sum) {
        float[] from = more.array();
        float[] to = sum.array();
        for (int i = 0; i < to.length; i++) {
            to[i] += from[i];
        }
    }

    /** The sums, of at least one shard. */
    Tensors total() {
        Node node = waiting.pop();
        while (!waiting.isEmpty()) {
            node = together(waiting.pop(), node);
        }
        return node.sum();
    }
}
