package dev.sluice.core.experiment.record;

import java.lang.management.ManagementFactory;
import java.lang.management.OperatingSystemMXBean;
import java.lang.management.ThreadMXBean;

/** Processor time that was used, in seconds; 0 where the virtual machine does not know it. */
public final class CpuTime {
    private static final double NANOS = 1e9;

    private CpuTime() {}

    /** Returns that of the calling thread. */
    public static double ofThisThread() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        return threads.isCurrentThreadCpuTimeSupported() ? threads.getCurrentThreadCpuTime() / NANOS : 0;
    }

    /** Returns that of all threads of the process. */
    static double ofTheProcess() {
        OperatingSystemMXBean system = ManagementFactory.getOperatingSystemMXBean();
        return system instanceof com.sun.management.OperatingSystemMXBean known ? known.getProcessCpuTime() / NANOS : 0;
    }
}
