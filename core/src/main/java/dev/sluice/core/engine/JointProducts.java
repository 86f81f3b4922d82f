package dev.sluice.core.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Sums of products that read the same left sides, as the gates of a step read its input and its state: the kernel copies a block
 * of a left side once for all of them. Each element is computed as it would be alone.
 */
record JointProducts(List<TileInstruction.Products> sums) implements TileInstruction {
    JointProducts {
        sums = List.copyOf(sums);
    }

    /** The same instructions, sums of products that follow each other and read the same joined. */
    static List<TileInstruction> join(List<TileInstruction> instructions) {
        List<TileInstruction> joined = new ArrayList<>();
        for (TileInstruction instruction : instructions) {
            if (instruction instanceof TileInstruction.Products sum && !joined.isEmpty()) {
                List<TileInstruction.Products> before = sums(joined.getLast());
                if (!before.isEmpty() && before.stream().allMatch(other -> mayJoin(other, sum))) {
                    joined.removeLast();
                    joined.add(new JointProducts(
                            Stream.concat(before.stream(), Stream.of(sum)).toList()));
                    continue;
                }
            }
            joined.add(instruction);
        }
        return joined;
    }

    /** The sums of products among instructions. */
    static List<TileInstruction.Products> sums(List<TileInstruction> instructions) {
        return instructions.stream()
                .flatMap(instruction -> sums(instruction).stream())
                .toList();
    }

    private static List<TileInstruction.Products> sums(TileInstruction instruction) {
        return switch (instruction) {
            case JointProducts joint -> joint.sums;
            case TileInstruction.Products one -> List.of(one);
            default -> List.of();
        };
    }

    private static boolean mayJoin(TileInstruction.Products first, TileInstruction.Products next) {
        return first.n() == next.n()
                && first.result().columns() == next.result().columns()
                && lefts(first).equals(lefts(next))
                && !lefts(next).contains(first.result())
                && !first.result().equals(next.start())
                && !first.result().equals(next.result());
    }

    private static List<Ref> lefts(TileInstruction.Products sum) {
        return sum.products().stream()
                .map(TileInstruction.Products.Product::left)
                .toList();
    }

    @Override
    public String label() {
        return Profile.counted(sums.stream().map(TileInstruction::label));
    }

    @Override
    public void run(TileFrame frame) {
        TileInstruction.Products first = sums.getFirst();
        for (int i = 0; i < first.products().size(); i++) {
            frame.sides.clear();
            for (int sum = 0; sum < sums.size(); sum++) {
                sums.get(sum).addTo(frame, i);
            }
            first.multiply(frame, i);
        }
    }
}
