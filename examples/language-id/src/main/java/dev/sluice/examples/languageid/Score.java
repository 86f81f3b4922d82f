package dev.sluice.examples.languageid;

import java.util.Comparator;

/**
 * The number of right guesses. The greater score has more first guesses right, then more of the first three.
 *
 * @param names how many were asked
 * @param firstRight of how many the first guess was right
 * @param firstThreeRight of how many one of the first three guesses was
 */
public record Score(int names, int firstRight, int firstThreeRight) implements Comparable<Score> {
    /** The share of first guesses that were right, from 0 to 1. */
    public double top1() {
        return names == 0 ? 0 : (double) firstRight / names;
    }

    /** The share of names where one of the first three guesses was right, from 0 to 1. */
    public double top3() {
        return names == 0 ? 0 : (double) firstThreeRight / names;
    }

    @Override
    public int compareTo(Score other) {
        return Comparator.comparingDouble(Score::top1)
                .thenComparingDouble(Score::top3)
                .compare(this, other);
    }
}
