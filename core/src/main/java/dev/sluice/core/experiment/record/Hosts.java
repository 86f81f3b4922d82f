package dev.sluice.core.experiment.record;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** The name of this machine, which tells whether a process id is of this machine. */
public final class Hosts {
    private Hosts() {}

    public static String name() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }
}
