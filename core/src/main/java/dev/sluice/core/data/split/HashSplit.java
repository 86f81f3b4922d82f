package dev.sluice.core.data.split;

import java.nio.charset.StandardCharsets;
import org.apiguardian.api.API;

/**
 * Gives each key a place between 0 and 1 that depends on the key and a salt alone: not on the order of the data, nor on
 * what else is in it. Splitting at fixed places therefore puts equal keys on the same side, and a key stays on its side
 * when data are added.
 *
 * <p>The place is the 64-bit FNV-1a hash (Fowler, Noll, Vo) of the salt's eight bytes, highest first, followed by the
 * key in UTF-8, finished by the mixer of SplitMix64 (Steele, Lea, Flood, 2014): FNV's high bits alone are too even for
 * short keys.
 */
@API(status = API.Status.MAINTAINED, since = "0.1")
public final class HashSplit {
    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;
    private static final double UNIT = 0x1.0p-53;

    private HashSplit() {}

    /**
     * The place of a key, in [0, 1).
     *
     * @param key of the examples that must stay together, for example their text
     * @param salt another salt gives another, unrelated split; the seed of a run is a good one
     */
    public static double position(String key, long salt) {
        return new Key(salt).add(key).position();
    }

    /** A key in pieces, for keys that need not be in memory as a whole. Mutable. */
    static final class Key {
        private long hash = FNV_OFFSET;
        private boolean empty = true;

        Key(long salt) {
            for (int shift = Long.SIZE - Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
                add((byte) (salt >>> shift));
            }
        }

        private void add(byte unit) {
            hash = (hash ^ (unit & 0xff)) * FNV_PRIME;
        }

        /** Adds a piece, which must not end between the halves of a surrogate pair. */
        Key add(String piece) {
            for (byte unit : piece.getBytes(StandardCharsets.UTF_8)) {
                add(unit);
            }
            empty &= piece.isEmpty();
            return this;
        }

        boolean isEmpty() {
            return empty;
        }

        double position() {
            return (mix(hash) >>> 11) * UNIT;
        }
    }

    private static long mix(long value) {
        long mixed = (value ^ (value >>> 30)) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
        return mixed ^ (mixed >>> 31);
    }
}
