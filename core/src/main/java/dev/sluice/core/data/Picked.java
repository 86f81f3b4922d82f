package dev.sluice.core.data;

import java.util.AbstractList;
import java.util.List;
import java.util.RandomAccess;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.apiguardian.api.API;

/**
 * Some elements of a list, in any order, as a view: it holds an int for each, and gets an element from the list when it is asked for.
 */
@API(status = API.Status.MAINTAINED, since = "0.1")
public final class Picked<T> extends AbstractList<T> implements RandomAccess {
    private final List<T> all;
    private final int[] places;

    private Picked(List<T> all, int[] places) {
        this.all = all;
        this.places = places;
    }

    /**
     * The elements at the given places, in their order.
     *
     * @param all with random access. Not copied.
     */
    public static <T> List<T> of(List<T> all, int... places) {
        return new Picked<>(all, places.clone());
    }

    /** The elements at the places that a test accepts, in the order of the list. */
    public static <T> List<T> where(List<T> all, IntPredicate test) {
        return new Picked<>(all, IntStream.range(0, all.size()).filter(test).toArray());
    }

    @Override
    public T get(int index) {
        return all.get(places[index]);
    }

    @Override
    public int size() {
        return places.length;
    }
}
