package dev.sluice.export.onnx;

import java.util.ArrayList;
import java.util.List;

/** Collects findings, so that all are reported together. */
final class Findings {
    private final List<OnnxFinding> list = new ArrayList<>();

    void add(String rule, String place, String message) {
        add(rule, place, message, "");
    }

    void add(String rule, String place, String message, String subject) {
        list.add(new OnnxFinding(rule, place, message, subject));
    }

    List<OnnxFinding> list() {
        return List.copyOf(list);
    }
}
