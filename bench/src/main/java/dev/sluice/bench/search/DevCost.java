package dev.sluice.bench.search;

import dev.sluice.bench.measure.Side;
import dev.sluice.bench.work.SuggestionWork;
import java.lang.management.*;

public final class DevCost {
    public static void main(String[] a) {
        ThreadMXBean mx = ManagementFactory.getThreadMXBean();
        for (String k : a[0].split(","))
            for (int n : new int[] {20, 60, 100, 300, 1000}) {
                Side s = new SuggestionWork(SuggestionWork.Kind.valueOf(k), n).ours(1);
                for (int i = 0; i < (n < 300 ? 10 : 3); i++) s.run();
                long t = mx.getCurrentThreadCpuTime();
                int m = n < 300 ? 5 : 2;
                for (int i = 0; i < m; i++) s.run();
                System.out.printf("%s %d: %.1f ms%n", k, n, (mx.getCurrentThreadCpuTime() - t) / 1e6 / m);
            }
    }
}
