package dev.sluice.core.model;

import dev.sluice.core.graph.Expr;
import dev.sluice.core.graph.Exprs;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/**
 * Several networks of one configuration as one (Lakshminarayanan et al., 2017): each has parameters and random masks of its own and is
 * trained by its own loss; outputs, and the parameters of a head's form, are the means of theirs.
 */
final class Ensemble {
    private Ensemble() {}

    /** The name of a member's scope, counted from 0. */
    static String scope(int member) {
        return "member" + member;
    }

    /**
     * Puts networks together.
     *
     * @param members built one after another in scopes of one root, so that the last one knows the parameters of all
     */
    static Network of(List<Network> members) {
        Network last = members.getLast();
        Map<String, Network.Head> heads = new LinkedHashMap<>();
        last.heads()
                .forEach((name, head) -> heads.put(
                        name,
                        head(members.stream()
                                .map(member ->
                                        Objects.requireNonNull(member.heads().get(name)))
                                .toList())));
        Map<String, Expr> states = new LinkedHashMap<>();
        List<CellSignature> cells = new ArrayList<>();
        for (Network member : members) {
            states.putAll(member.states());
            cells.addAll(member.cells());
        }
        return new Network(
                last.mode(), last.inputs(), heads, Map.of(), states, last.parameters(), last.followed(), cells);
    }

    private static Network.Head head(List<Network.Head> members) {
        Network.Head first = members.getFirst();
        Map<String, Expr> parameters = new LinkedHashMap<>();
        first.parameters()
                .keySet()
                .forEach(name -> parameters.put(
                        name,
                        mean(
                                members,
                                member -> Objects.requireNonNull(
                                        member.parameters().get(name)))));
        return new Network.Head(
                mean(members, Network.Head::outputs), first.lengths(), members, first.unit(), parameters);
    }

    private static Expr mean(List<Network.Head> members, Function<Network.Head, Expr> part) {
        return members.stream().map(part).reduce(Expr::add).orElseThrow().div(Exprs.constant(members.size()));
    }
}
